package io.github.akspolicy.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Evaluator;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Thresholds;
import io.github.akspolicy.evaluate.marks.FindingMark;
import io.github.akspolicy.evaluate.marks.FindingMarks;
import io.github.akspolicy.evaluate.marks.MarkComparison;
import io.github.akspolicy.evaluate.marks.MarkComparison.Found;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.ManifestTexts;
import io.github.akspolicy.source.ReleaseId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
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
    private static final List<Policy> POLICIES = new BuiltInPolicies()
            .policies().stream()
                    .filter(policy ->
                            Set.of("identity", "secrets").contains(policy.info().group()))
                    .toList();

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
    void findsWhatIsMarkedAndNothingElse(Path shape) throws Exception {
        String text = Files.readString(shape);
        List<FindingMark> marks = FindingMarks.in(
                text, 0, POLICIES.stream().map(policy -> policy.info().id()).toList());

        Evaluation evaluation = evaluate(shape.getFileName().toString(), text);

        assertThat(evaluation.problems()).isEmpty();
        MarkComparison comparison = MarkComparison.of(
                marks,
                evaluation.findings().stream()
                        .map(finding -> new Found(finding, finding.occurrences().get(0)))
                        .toList());
        assertThat(comparison.missing()).isEmpty();
        assertThat(comparison.unmarked()).extracting(Found::mark).isEmpty();
    }

    private static Evaluation evaluate(String name, String text) {
        List<ActivePolicy> policies = POLICIES.stream().map(ActivePolicy::of).toList();
        return new Evaluator(policies, Thresholds.DEFAULT)
                .evaluate(
                        List.of(new ManifestTexts(
                                new ReleaseId("test", "shapes", "shapes"),
                                "store",
                                List.of(ManifestFile.asWritten(name, text)))),
                        Progress.NONE);
    }
}
