package io.github.akspolicy.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcerptsTest {
    private static String masked(String text) {
        return String.join("\n", MaskedLines.of(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "  privileged: true => same",
                "  - name: order-service => same",
                "image: contoso.azurecr.io/web:1.4.0 => same",
                "  runAsUser: 0 => same",
                "  memory: 512Mi => same",
                "  drop: [NET_RAW] => same",
                "verbs: [\"get\", \"*\"] => same",
                "  type: RuntimeDefault # was Unconfined => same",
                "  tag: {{ .Values.image.tag | quote }} => same",
                "{{- include \"common.security\" . | nindent 8 }} => same",
                "automountServiceAccountToken: false => same",
                "password: hunter2 => password: «…»",
                "  adminPassword: \"x\" => adminPassword: «…»",
                "token: | => token: |",
                "  clientSecret: abc => clientSecret: «…»",
                "connectionString: Server=db => connectionString: «…»",
                "apiKey: 12 => apiKey: «…»",
                "args: [--token=abc] => args: «…»",
                "command: [run, 8f7a6d5c4b3a2910] => command: [run, «…»]",
                "url: https://user:pw@host => url: «…»",
                "port: 8080 => same",
                "pin: 12345678 => pin: «…»",
            })
    void showsWhatIsPlainlyNoSecret(String line, String expected) {
        assertThat(masked(line).strip()).isEqualTo(expected.equals("same") ? line.strip() : expected);
    }

    @Test
    void masksWhatBelongsToATellingName() {
        assertThat(masked("""
                env:
                  - name: DB_PASSWORD
                    value: letters
                  - name: LOG_LEVEL
                    value: debug
                credentials:
                  user: store
                  nested: {a: b}
                after: yes
                script: |
                  echo letters
                done: true
                """)).isEqualTo("""
                env:
                  - name: DB_PASSWORD
                    value: «…»
                  - name: LOG_LEVEL
                    value: debug
                credentials:
                  «…»
                  «…»
                after: yes
                script: |
                  «…»
                done: true""");
    }

    @Test
    void showsOnlyNamesOfASecret() {
        assertThat(masked("""
                kind: ConfigMap
                data: {mode: fast}
                ---
                apiVersion: v1
                kind: Secret
                metadata:
                  name: store
                data:
                  mode: fast
                """))
                .contains("data: {mode: fast}\n---")
                .contains("name: store")
                .endsWith("mode: «…»");
    }

    @Test
    void shortensLongLinesAndBreaksOnNothing() {
        assertThat(MaskedLines.of("a: " + "b ".repeat(500)).get(0)).hasSizeLessThan(200);
        assertThat(MaskedLines.of("")).isEmpty();
        assertThat(MaskedLines.of("\t\u0000: {[}\n- - -\n:\n")).hasSize(3);
        for (String text : HostileText.ALL) {
            assertThat(MaskedLines.of(text)).isNotNull();
        }
    }

    @Test
    void holdsThreeLinesOnEitherSide() {
        var redaction = new Redaction(List.of("hidden"));
        var excerpts = new Excerpts(path -> "a\nb\nc\nd\nhidden\nf\ng\nh\ni\n", redaction)
                .of(EvaluationSamples.many(1).findings());
        assertThat(excerpts.values()).singleElement().satisfies(excerpt -> {
            assertThat(excerpt.firstLine()).isEqualTo(1);
            assertThat(excerpt.lines()).containsExactly("a", "b", "c", "d");
        });
        assertThat(new Excerpts(SourceText.NONE, redaction)
                        .of(EvaluationSamples.many(1).findings()))
                .isEmpty();
    }
}
