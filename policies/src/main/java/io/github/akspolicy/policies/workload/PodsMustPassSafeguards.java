package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.cluster.Safeguards;
import io.github.akspolicy.policies.pod.PodSecurityAdmission;
import io.github.akspolicy.policies.pod.PodSecurityAdmission.Violation;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import java.util.List;
import java.util.stream.Collectors;

/** What an enforced safeguard finds never runs: better to know it before the deployment than by it. */
final class PodsMustPassSafeguards extends BuiltInEnvironmentPolicy<PodAdmission> {
    private static final PolicyInfo INFO = PolicyInfo.of(
                    "workload/safeguards-admission",
                    HIGH,
                    "Pods must pass the deployment safeguards that their cluster enforces",
                    "fix what the message lists, or exclude the namespace from the safeguards")
            .parameters(PodSecurityAdmission.SERVER_VERSION)
            .in(RECOMMENDED, TALK)
            .references(Catalog.MCSB, "DS-6")
            .references(Catalog.AKS_SECURITY_SIMPLIFIED, "AKS Automatic")
            .references(Catalog.AKS_DOCS, "deployment-safeguards", "intro-aks-automatic");

    PodsMustPassSafeguards() {
        super(WorkloadFacts.POD_ADMISSIONS, Safeguards.READS, INFO);
    }

    @Override
    public void evaluate(PodAdmission pod, Indexes indexes, Judgement judgement) {
        if (pod.violations().isEmpty()) {
            // passes wherever it is
            return;
        }
        // a cluster of which nothing is known has none: AKS turns them on when asked, and in AKS Automatic
        List<Safeguards> all = indexes.derive(Safeguards.ALL);
        if (all.isEmpty() || all.stream().anyMatch(Safeguards::refusesNothing)) {
            return;
        }
        for (Safeguards safeguards : all) {
            if (safeguards.excluded().contains(pod.namespace())) {
                return;
            }
        }
        if (all.size() > 1 || !all.get(0).isKnown()) {
            judgement.unknown(
                    pod.place(), InputKind.CLUSTERS, "what the safeguards of the cluster refuse is not in its files");
            return;
        }
        refused(pod, all.get(0), judgement);
    }

    private static void refused(PodAdmission pod, Safeguards safeguards, Judgement judgement) {
        String consequence = ": the cluster enforces deployment safeguards with the Pod Security Standards at "
                + safeguards.standard().name() + " and refuses the pod";
        List<Violation> violations = PodSecurityAdmission.counting(
                pod.violations(), safeguards.standard(), PodSecurityAdmission.server(judgement));
        for (Violation violation : violations) {
            for (Place place : violation.places()) {
                judgement.fail(place, violation + consequence);
            }
        }
        String others = violations.stream()
                .filter(violation -> violation.places().isEmpty())
                .map(Violation::toString)
                .collect(Collectors.joining(", "));
        if (!others.isEmpty()) {
            judgement.fail(pod.place(), others + consequence);
        }
    }
}
