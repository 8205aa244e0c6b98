package io.github.akspolicy.conformance.labelled;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.conformance.Entry;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each known difference of the mappings, on an example of our own: what the other project says there follows from the line
 * that the mapping names. A difference that is none any more must go from the mapping.
 */
class DifferencesTest {
    @TempDir
    Path folder;

    static Stream<Field> differing() throws IOException, ManifestException {
        return MappingsTest.checks().stream()
                .filter(check -> check.get("differs").isPresent());
    }

    @ParameterizedTest
    @MethodSource("differing")
    void weSayOtherwise(Field check) throws IOException, URISyntaxException {
        String says = check.get("differs").get("says").stringOr("");

        assertThat(says).isIn("pass", "fail");
        assertThat(judge(check.key(), says)).singleElement().satisfies(entry -> {
            assertThat(entry.covered()).isTrue();
            assertThat(entry.actual()).isIn("pass", "fail", "unknown").isNotEqualTo(says);
            assertThat(entry.reason()).startsWith(Entry.KNOWN_DIFFERENCE);
        });
    }

    @Test
    void thereIsNoExampleWithoutDifference() throws Exception {
        List<String> known = differing().map(Field::key).toList();

        Path examples = examples();
        try (Stream<Path> files = Files.walk(examples)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> examples.relativize(file).toString().replaceAll("\\.[a-z]+$", "")))
                    .containsExactlyInAnyOrderElementsOf(known);
        }
    }

    private List<Entry> judge(String check, String says) throws IOException, URISyntaxException {
        Path example = examples().resolve(check + ".yaml");
        boolean isTemplate = !Files.exists(example);
        Path copy = folder.resolve(isTemplate ? "example.json" : "example.yaml");
        Files.copy(isTemplate ? examples().resolve(check + ".json") : example, copy);
        Path index = Files.writeString(folder.resolve("index.jsonl"), """
                {"id":"example","check":"%s","expect":"%s","files":["%s"],"format":"%s","params":%s}
                """.formatted(
                        check, says, copy.getFileName(), isTemplate ? "arm-json" : "kubernetes", parameters(check)));
        return new LabelledCases().judge(List.of(index), System.out);
    }

    /** The parameters that a mapping demands of the case. */
    private static String parameters(String check) {
        return switch (check) {
            case "kube-linter/exposed-services" -> "{\"forbiddenServiceTypes\":[\"NodePort\",\"LoadBalancer\"]}";
            case "kube-linter/drop-net-raw-capability" -> "{\"forbiddenCapabilities\":[\"NET_RAW\"]}";
            case "kube-linter/no-anti-affinity" -> "{\"minReplicas\":2}";
            default -> "{}";
        };
    }

    private static Path examples() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(DifferencesTest.class.getResource("differences"))
                .toURI());
    }
}
