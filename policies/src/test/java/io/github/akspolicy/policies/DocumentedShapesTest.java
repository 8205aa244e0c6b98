package io.github.akspolicy.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Evaluator;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Thresholds;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.ManifestTexts;
import io.github.akspolicy.source.ReleaseId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The ways to use identities and Key Vault that Microsoft documents, each as a whole: all policies of both groups find what
 * the lines say, and nothing else.
 */
class DocumentedShapesTest {
    private static final Path FOLDER = Path.of("src/test/resources/shapes");
    private static final Pattern MARK = Pattern.compile("# finding: ([a-z/-]+)$");

    static List<Path> shapes() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }

    @Test
    void thereAreAll() throws IOException {
        assertThat(shapes()).hasSizeGreaterThanOrEqualTo(13);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void findsWhatIsMarkedAndNothingElse(Path shape) throws IOException {
        String text = Files.readString(shape);
        var expected = new ArrayList<String>();
        int line = 0;
        for (String content : text.lines().toList()) {
            line++;
            Matcher mark = MARK.matcher(content);
            if (mark.find()) {
                expected.add(line + " " + mark.group(1));
            }
        }

        Evaluation evaluation = evaluate(shape.getFileName().toString(), text);

        assertThat(evaluation.problems()).isEmpty();
        assertThat(evaluation.findings())
                .extracting(finding ->
                        finding.location().line() + " " + finding.policy().id())
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private static Evaluation evaluate(String name, String text) {
        List<ActivePolicy> policies = new BuiltInPolicies()
                .policies().stream()
                        .filter(policy -> Set.of("identity", "secrets")
                                .contains(policy.info().group()))
                        .map(ActivePolicy::of)
                        .toList();
        return new Evaluator(policies, Thresholds.DEFAULT)
                .evaluate(
                        List.of(new ManifestTexts(
                                new ReleaseId("test", "shapes", "shapes"),
                                "store",
                                List.of(ManifestFile.asWritten(name, text)))),
                        Progress.NONE);
    }
}
