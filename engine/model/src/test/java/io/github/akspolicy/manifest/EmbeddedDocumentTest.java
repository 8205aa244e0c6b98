package io.github.akspolicy.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.manifest.EmbeddedDocument.Line;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines and columns survive into the documents that texts hold, whatever the style of the text. */
class EmbeddedDocumentTest {
    /** Each text holds a list of texts; the words to find stand once in the file. */
    static List<String> styles() {
        return List.of(
                """
                before: 1
                objects: |
                  array:
                    - |
                      objectName: first
                      objectType: secret
                    - |-
                      # a comment
                      objectName: second

                      filePermission: 0644
                after: 2
                """,
                """
                objects: |4-  # with an indicator

                    array:
                    - |2

                      objectName: first
                      objectType: secret
                    - "objectName: second" # of one line
                    - >
                      filePermission: 0644
                """,
                """
                objects: >-
                  {array: ["objectName: first\\nobjectType: secret",
                  "{objectName: second,

                  filePermission: 0644}"]}
                """,
                """
                objects: "array:\\n  - |\\n    objectName: first\\n    objectType: secret\\n\\
                  \\  - '{objectName: second, filePermission: 0644}'\\n"
                """,
                """
                objects: 'array:

                  - "{objectName: first, objectType: secret}"

                  - "{objectName: second,
                    filePermission: 0644}"'
                """,
                """
                objects: &anchor !!str |
                  array:
                    - "objectName: \\u0066irst\\nobjectType: s\\x65cret"
                    - 'objectName: second

                      filePermission: 0644'
                """,
                "objects: |\r\n  array:\r\n    - |\r\n      objectName: first\r\n      objectType: secret\r\n    - |\r\n"
                        + "      objectName: second\r\n      filePermission: 0644\r\n",
                """
                objects: |
                  # \uD83D\uDE00 a character of two units
                  array:
                    - "# \uD83D\uDE00\\nobjectName: first\\nobjectType: secret"
                    - |
                      objectName: second
                      filePermission: 0644
                """);
    }

    @ParameterizedTest
    @MethodSource("styles")
    void findsEachWordOnItsLine(String file) throws ManifestException {
        Field array = EmbeddedDocument.read(
                        Field.root(ManifestReader.yamlDocument(file)).get("objects"))
                .get("array");

        Stream<Field> objects = array.items().stream().map(EmbeddedDocumentTest::read);
        List<String> found = objects.flatMap(object -> object.fields().stream())
                .map(field -> EmbeddedDocument.written(field) + " at line "
                        + field.place().value().line())
                .toList();

        List<String> lines = file.lines().toList();
        assertThat(found).hasSize(4);
        for (String word : List.of("first|irst", "secret|cret", "second", "0644")) {
            String written = word.replaceAll("\\|.*", "");
            int line = 1
                    + lines.indexOf(lines.stream()
                            .filter(text -> text.contains(word.replaceAll(".*\\|", "")))
                            .findFirst()
                            .orElseThrow());
            assertThat(found).contains(written + " at line " + line);
        }
    }

    private static Field read(Field item) {
        try {
            return EmbeddedDocument.read(item);
        } catch (ManifestException e) {
            throw new AssertionError(item + ": " + e.getMessage(), e);
        }
    }

    @Test
    void knowsColumnsOfBlocks() throws ManifestException {
        Field root =
                Field.root(ManifestReader.yamlDocument("a:\n  b: |\n    c:\n      - d: |\n          key: value\n"));

        Field inner = EmbeddedDocument.read(root.at("a", "b"));
        Field innermost = EmbeddedDocument.read(inner.get("c").items().get(0).get("d"));

        assertThat(inner.get("c").place().key()).isEqualTo(new Position(3, 5));
        assertThat(innermost.get("key").place().key()).isEqualTo(new Position(5, 11));
        assertThat(innermost.get("key").place().value()).isEqualTo(new Position(5, 16));
        assertThat(innermost.get("key").path()).hasToString("a.b.c[0].d.key");
    }

    @Test
    void saysWhereAnInnerDocumentIsBroken() throws ManifestException {
        Field root = Field.root(ManifestReader.yamlDocument("objects: |\n  array:\n  - a: 'b\n"));

        assertThatThrownBy(() -> EmbeddedDocument.read(root.get("objects")))
                .isInstanceOfSatisfying(
                        ManifestException.class,
                        problem -> assertThat(problem.position()).isEqualTo(new Position(3, 8)));
    }

    @Test
    void placesEverythingAtTheTextWhenThereIsOneLine() throws ManifestException {
        Field root = Field.root(ManifestReader.json("{\"objects\":\n \"a:\\n  b: 1\"}", ReadLimits.DEFAULT));

        Field inner = EmbeddedDocument.read(root.get("objects"));

        assertThat(inner.at("a", "b").place().key()).isEqualTo(new Position(2, 2));
        assertThat(inner.get("absent").place().key()).isEqualTo(new Position(1, 2));
    }

    @Test
    void tellsLinesOfATextOfOneFile() throws ManifestException {
        Field root = Field.root(ManifestReader.yamlDocument("data:\n  app.properties: |\n    a=1\n\n      b=2\n"));

        assertThat(EmbeddedDocument.lines(root.at("data", "app.properties")))
                .filteredOn(line -> !line.text().isEmpty())
                .extracting(line -> line.text() + " " + line.place().key())
                .containsExactly("a=1 3:5", "  b=2 5:7");
    }

    @Test
    void hostileTextsEndInTime() throws ManifestException {
        String many = "x: |\n" + "  - a\n".repeat(200_000);

        Field inner = EmbeddedDocument.read(
                Field.root(ManifestReader.yamlDocument(many)).get("x"));

        assertThat(inner.items()).hasSize(200_000);
        assertThat(inner.items().get(199_999).place().key()).isEqualTo(new Position(200_001, 5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file: |\n  # of the store\n  password: hunter2\n",
                "file: \"# of the store\\n\\\n  password: hunter2\"\n",
                "file: >\n  # of the store\n\n  password: hunter2\n"
            })
    void knowsTheCharactersOfALine(String file) throws ManifestException {
        Line line = EmbeddedDocument.lines(
                        Field.root(ManifestReader.yamlDocument(file)).get("file"))
                .get(1);

        Place value = line.at(line.text().indexOf("hunter2"));

        Position written = position(file, "hunter2");
        assertThat(value.value()).isEqualTo(written);
        assertThat(value.key()).isEqualTo(new Position(written.line(), 3));
        assertThat(line.place().value()).isEqualTo(value.key());
    }

    private static Position position(String file, String word) {
        List<String> before = file.substring(0, file.indexOf(word)).lines().toList();
        return new Position(before.size(), before.get(before.size() - 1).length() + 1);
    }
}
