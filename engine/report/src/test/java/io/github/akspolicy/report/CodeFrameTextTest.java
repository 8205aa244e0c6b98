package io.github.akspolicy.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.report.ConsolePart.CodeFrame;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A line of a file is shown, and no secret that may stand in it. */
class CodeFrameTextTest {
    private static List<String> frame(List<String> file, int line, int column, String known, int width) {
        var screen = new Screen(width, (style, text) -> text, path -> file);
        return screen.lines(List.of(new CodeFrame("values.yaml", line, column, known, "is empty")));
    }

    private static List<String> frame(List<String> file, int line, int column) {
        return frame(file, line, column, "", 100);
    }

    @Test
    void aMarkStandsBelowTheColumn() {
        List<String> file = List.of("podSecurityContext: {}", "securityContext: {}", "", "x: 1");

        assertThat(frame(file, 2, 18))
                .containsExactly(
                        "      1 | podSecurityContext: {}",
                        "      2 | securityContext: {}",
                        "        |                  ^ is empty",
                        "      3 | ");
        assertThat(frame(file, 1, 1)).hasSize(3);
        assertThat(frame(file, 4, 1)).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "password: hunter2 ~ password: …",
                "pin: 1234 ~ pin: …",
                "  - hunter2 ~   - …",
                "hunter2 ~ …",
                "user:hunter2 ~ …",
                "a: {b: hunter2} ~ a: …",
                "a: true # hunter2 ~ a: true",
                "{}hunter2 ~ …",
                "# hunter2 ~ # …",
                "a: {{ \"hunter2\" | b64enc }} ~ a: …",
                "a: {{ default 123456 .Values.a }} ~ a: …",
                "a: '{{ .Values.a }}hunter2' ~ a: …",
                "https://me:hunter2@example.org/ ~ …",
                "-----BEGIN PRIVATE KEY----- ~ …",
                "a: web:1.2 ~ a: web:1.2",
                "a: web:1.20 ~ a: …",
                "name: system:authenticated ~ name: …",
                "kind: ClusterRole ~ kind: ClusterRole",
                "replicas: 3 ~ replicas: 3",
                "a: {{- toYaml .Values.a | nindent 8 }} ~ a: {{- toYaml .Values.a | nindent 8 }}"
            })
    void valuesAreShownWhereTheyCannotBeSecrets(String written, String shown) {
        assertThat(frame(List.of(written), 1, 1, "image web:1.2 is old", 100).get(0))
                .isEqualTo("      1 | " + shown);
        // neighbours are as careful
        assertThat(frame(List.of(written, "x: 1"), 2, 1, "image web:1.2 is old", 100)
                        .get(0))
                .isEqualTo("      1 | " + shown);
    }

    @Test
    void whatTheFindingSaysIsShown() {
        assertThat(frame(List.of("name: system:all"), 1, 1, "contains system:all: everybody", 100))
                .startsWith("      1 | name: system:all");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kind: Secret", "\"kind\": \"Secret\"", "{apiVersion: v1, kind: Secret}"})
    void aFileWithASecretIsNotShown(String kind) {
        assertThat(frame(List.of(kind, "stringData:", "  a: |", "    hunter2"), 3, 3))
                .isEmpty();
    }

    @Test
    void aFrameFitsAndHasNoMarkBehindWhatIsHidden() {
        List<String> file = List.of("a: hunter2 hunter2", "x".repeat(300) + ": true");

        assertThat(frame(file, 1, 12, "", 60).get(1)).isEqualTo("        |    ^ is empty");
        assertThat(frame(file, 2, 250, "", 60))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(60));
    }

    /** A line of a hostile chart takes neither the stack nor minutes. */
    @Test
    void aLineOfAnyLengthIsRead() {
        int length = 900_000;
        List<String> file = List.of(
                "a: {{ " + "x".repeat(length) + " }}",
                "a: x" + " ".repeat(length) + "y",
                "- ".repeat(length),
                "b: true");

        assertThat(frame(file, 2, 1))
                .containsSequence("      1 | …", "      2 | …")
                .contains("      3 | …");
    }

    @Test
    void aLineThatIsNotThereIsNoFrame() {
        assertThat(frame(List.of("a: 1"), 2, 1)).isEmpty();
        assertThat(frame(List.of(), 1, 1)).isEmpty();
    }

    @Test
    void whatALineHoldsIsNoCommand() {
        assertThat(frame(List.of("\u001b[2J", "##vso[task.complete]", "::error::"), 2, 1))
                .allSatisfy(line -> assertThat(line).doesNotContain("\u001b", "##", "::"));
    }
}
