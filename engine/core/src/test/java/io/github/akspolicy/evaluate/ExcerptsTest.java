package io.github.akspolicy.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                // names of the API are no secrets, though they speak of some
                "- apiGroup: rbac.authorization.k8s.io => same",
                "apiGroups: [\"\", \"rbac.authorization.k8s.io\", certificates.k8s.io] => same",
                "resources: [\"secrets\", serviceaccounts/token, \"*/scale\"] => same",
                "- {apiGroups: [\"\"], resources: [secrets], verbs: [get, list]} => same",
                "rules: [{apiGroups: [\"\"], resources: [secrets], verbs: [get]}] => same",
                "rules: [{resources: [secrets], token: abc}] => rules: [{resources: [secrets]«…»",
                "secretName: store-tls-2 => same",
                "secretName: 8f7a6d5c4b3a2910 => secretName: «…»",
                "resources: [secrets] # the password is hunter2 => resources: [secrets] «…»",
                "secretProviderClass: order-service => same",
                "driver: secrets-store.csi.k8s.io => same",
                "clientId: 1c9d7e50-3f4a-4b8c-a2d6-9e0f5b7c8d61 => same",
                "clientSecret: 1c9d7e50-3f4a-4b8c-a2d6-9e0f5b7c8d61 => clientSecret: «…»",
                "other: 1c9d7e50-3f4a-4b8c-a2d6-9e0f5b7c8d61 => other: «…»",
                "digest: sha256:108254e5b8e8afaf45cedd28198a64ab6adc1250722c8d15c3135da7b2a641e7 => same",
                "digest: hunter2hunter2 => digest: «…»",
                "  \"authorizedIPRanges\": [\"0.0.0.0/0\"], => same",
                "  \"enablePrivateCluster\": false, => same",
                "podCidr: 10.244.0.0/16 => same",
                "enforce-version: v1.32 => same",
                "schedule: \"45 */6 * * *\" => same",
                "hostPath: {path: /run/containerd} => same",
                "databaseHost: psql-store-dev.postgres.database.azure.com => same",
                "args: [--listen=0.0.0.0:8080] => same",
                "resource \"azurerm_kubernetes_cluster\" \"main\" { => same",
                "data \"azurerm_key_vault_secret\" \"db\" { => same",
                "resource aks 'Microsoft.ContainerService/managedClusters@2024-05-01' = { => same",
                "  local_account_disabled = false => same",
                "  name = q8Zt3m => name = «…»",
                "  admin_password = \"q8Zt3m\" => «…»",
                "param admin string = 'q8Zt3m' => param admin string = '«…»'",
                "variable \"a\" { default = \"q8Zt3m\" } => variable \"a\" { default = \"«…»\" }",
                "args: [--listen=q8Zt3m] => args: [--listen=«…»]",
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

    /** A list of names in block style, and what comes after it. */
    @Test
    void showsTheItemsOfAListOfNames() {
        String shown = """
                rules:
                  - apiGroups: [""]
                    resources:
                      - secrets
                      - serviceaccounts/token
                    verbs:
                    - get""";
        assertThat(masked(shown)).isEqualTo(shown);
        assertThat(masked("""
                verbs:
                  - get
                args:
                  - token-abc
                """)).isEqualTo("verbs:\n  - get\nargs:\n  «…»");
        assertThat(masked("kind: Secret\nstringData:\n  resources: hunter\n  digest:\n    - abc"))
                .doesNotContain("hunter", "abc");
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

    @ParameterizedTest
    @ValueSource(strings = {"\u0085", "\u2028", "\u2029"})
    void linesThatAreSeveralToYamlAreMasked(String end) {
        String text = "name: x" + end + "password: hunter2\nname: open\nkey:" + end + "  hunter2\n---\nname: y\n";

        assertThat(String.join("\n", MaskedLines.of(text)))
                .doesNotContain("hunter2", "open")
                .contains("name: y");
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
        var redaction = new Redaction(List.of("hidden4711"), List.of());
        var excerpts = new Excerpts(path -> "a\nb\nc\nd\nhidden4711\nf\ng\nh\ni\n", redaction)
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
