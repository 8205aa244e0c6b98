package io.github.akspolicy.conformance.labelled;

import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Evaluator;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Surroundings;
import io.github.akspolicy.evaluate.Thresholds;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.source.Release;
import java.util.List;
import java.util.function.Predicate;

/**
 * What policies say about the manifests of one case.
 *
 * @param actual {@code pass}, {@code fail}, {@code unknown} or {@code error}
 * @param reason the finding or problem that decided
 * @param judged whether any resource of the case was one for these policies
 */
public record CaseVerdict(String actual, String reason, boolean judged) {
    /** OpenShift's own kind of Deployment: many cases are about one. */
    private static final PodTemplates POD_TEMPLATES =
            PodTemplates.KNOWN.with("apps.openshift.io", "DeploymentConfig", "spec.template", true);

    /** @param counts which findings are violations of the check */
    public static CaseVerdict of(Release release, List<ActivePolicy> active, Predicate<Finding> counts) {
        Evaluation evaluation = new Evaluator(active, Thresholds.DEFAULT, POD_TEMPLATES, ReadLimits.DEFAULT, 1)
                .evaluate(List.of(release), Surroundings.NONE.requiringAll(CaseFiles.NAMESPACE), Progress.NONE);
        String actual = "pass";
        String reason = "no finding";
        for (Finding finding : evaluation.findings()) {
            if (counts.test(finding) && !actual.equals("fail")) {
                actual = finding.unknown() == null ? "fail" : "unknown";
                reason = finding.policy().id() + ": " + finding.message();
            }
        }
        // a violation stands, whatever else could not be read
        if (!evaluation.problems().isEmpty() && !actual.equals("fail")) {
            actual = "error";
            reason = evaluation.problems().get(0).problem().toString();
        }
        boolean judged = evaluation.ledger().releases().stream()
                .flatMap(ledger -> ledger.policies().values().stream())
                .anyMatch(policy -> policy.judgedCount() > 0);
        return new CaseVerdict(actual, reason, judged);
    }
}
