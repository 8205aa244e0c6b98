package io.github.akspolicy.policytest;

import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Evaluator;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.evaluate.Thresholds;
import io.github.akspolicy.evaluate.marks.FindingMark;
import io.github.akspolicy.evaluate.marks.MarkComparison;
import io.github.akspolicy.evaluate.marks.MarkComparison.Found;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.report.FindingText;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.source.ChartValues;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.ManifestTexts;
import io.github.akspolicy.source.ReleaseId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares what policies find in manifests with what the manifests mark.
 *
 * @param policies the policies that are tested
 * @param namespace where the manifests are deployed, or null when that is unknown
 * @param manifests evaluated together
 */
public record PolicyCheck(
        List<ActivePolicy> policies, @Nullable String namespace, List<MarkedManifest> manifests) {
    private static final ReleaseId RELEASE = new ReleaseId("test", "manifests", "manifests");

    /**
     * Evaluates and compares.
     *
     * @throws UnexpectedResultException when something marked was not found, something else was, or a policy evaluated nothing
     * @throws IllegalStateException when the manifests cannot be evaluated
     */
    public void run() throws UnexpectedResultException {
        var files = new ArrayList<ManifestFile>();
        var values = new ArrayList<ChartValues>();
        for (MarkedManifest manifest : manifests) {
            String chart = manifest.chart();
            if (chart == null) {
                files.add(manifest.manifest());
            } else {
                values.add(new ChartValues(chart, chart, manifest.manifest()));
            }
        }
        var release = new ManifestTexts(RELEASE, namespace, files, values);
        Evaluation evaluation = new Evaluator(policies, Thresholds.DEFAULT, PodTemplates.KNOWN, ReadLimits.DEFAULT, 1)
                .evaluate(List.of(release), Progress.NONE);
        if (!evaluation.problems().isEmpty()) {
            throw new IllegalStateException(evaluation.problems().stream()
                    .map(problem -> "\n  " + SafeText.line(problem.problem().toString()))
                    .collect(Collectors.joining("", "the manifests cannot be evaluated:", "")));
        }
        var differences = new ArrayList<String>();
        var actual = new ArrayList<String>();
        for (MarkedManifest manifest : manifests) {
            MarkComparison comparison = MarkComparison.of(manifest.marks(), found(manifest, evaluation));
            differences.addAll(differences(manifest, comparison));
            comparison.actual().forEach(mark -> actual.add(manifest.path() + " " + mark));
        }
        if (!differences.isEmpty()) {
            throw new UnexpectedResultException(
                    names() + (policies.size() == 1 ? " does" : " do") + " not find what is marked\n"
                            + String.join("\n", differences),
                    outcome(manifests.stream()
                            .flatMap(manifest -> manifest.marks().stream().map(mark -> manifest.path() + " " + mark))),
                    outcome(actual.stream()));
        }
        checkApplied(evaluation);
    }

    /** A policy that never applies would agree with any manifest without marks. */
    private void checkApplied(Evaluation evaluation) throws UnexpectedResultException {
        var account = evaluation.ledger().releases().get(0);
        for (ActivePolicy policy : policies) {
            var judged = account.policies().get(policy.id());
            if (judged == null || judged.judgedCount() == 0) {
                throw new UnexpectedResultException(
                        policy.id() + " evaluates nothing in these manifests: no resource in them"
                                + " and no chart's values are of its concern, or its settings exclude them",
                        "",
                        "");
            }
        }
    }

    private String names() {
        return policies.stream().map(ActivePolicy::id).collect(Collectors.joining(", "));
    }

    private static String outcome(Stream<String> lines) {
        return lines.sorted().collect(Collectors.joining("\n"));
    }

    private static List<Found> found(MarkedManifest manifest, Evaluation evaluation) {
        var all = new ArrayList<Found>();
        for (Finding finding : evaluation.findings()) {
            for (Occurrence occurrence : finding.occurrences()) {
                var at = occurrence.origin().primary();
                if (at.path().equals(manifest.path())
                        && at.line() > manifest.line()
                        && at.line()
                                <= manifest.line() + manifest.text().lines().count()) {
                    all.add(new Found(finding, occurrence));
                }
            }
        }
        return all;
    }

    private static List<String> differences(MarkedManifest manifest, MarkComparison comparison) {
        var differences = new ArrayList<String>();
        comparison.missing().stream()
                .map(mark -> "  not found: " + manifest.path() + ":" + mark.line() + " " + mark.comment())
                .forEach(differences::add);
        for (Found found : comparison.unmarked()) {
            FindingMark mark = found.mark();
            differences.add("  not marked: " + mark.kind() + " of " + mark.policyId());
            FindingText.details(found.finding()).forEach(line -> differences.add("  " + line));
            differences.add(SafeText.line("    mark: " + mark.comment()));
        }
        return differences;
    }
}
