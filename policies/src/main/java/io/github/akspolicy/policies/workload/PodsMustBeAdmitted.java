package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.pod.PodSecurityAdmission;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import java.util.Optional;
import java.util.Set;

/** What a namespace enforces is checked when pods are created: a Deployment is accepted, and never gets a pod. */
final class PodsMustBeAdmitted extends BuiltInEnvironmentPolicy<PodAdmission> {
    private static final PolicyInfo INFO = PolicyInfo.of(
                    "workload/psa-admission",
                    HIGH,
                    "Pods must be admitted at the level that their namespace enforces",
                    "fix what the message lists, or let the namespace enforce another level")
            .parameters(PodSecurityAdmission.SERVER_VERSION)
            .in(RECOMMENDED, TALK, CIS)
            .references(Catalog.MCSB, "DS-6")
            .references(Catalog.AKS_SECURITY_SIMPLIFIED, "Limit the pod privileges")
            .references(Catalog.CIS_AKS, "4.2.1", "4.2.2", "4.2.3", "4.2.4", "4.2.5")
            .references(Catalog.CIS_KUBERNETES, "5.2.1")
            .references(Catalog.AKS_DOCS, "use-psa");

    PodsMustBeAdmitted() {
        super(WorkloadFacts.POD_ADMISSIONS, Set.of(WorkloadFacts.NAMESPACE_LEVELS), INFO);
    }

    @Override
    public void evaluate(PodAdmission pod, Indexes indexes, Judgement judgement) {
        if (pod.violations().isEmpty()) {
            // admitted wherever it is
            return;
        }
        Optional<NamespaceLevels> known = indexes.get(WorkloadFacts.NAMESPACE_LEVELS, pod.namespace()).stream()
                .findFirst();
        if (known.isEmpty()) {
            judgement.unknown(
                    pod.place(),
                    InputKind.NAMESPACES,
                    pod.namespace().isEmpty()
                            ? "namespace is not known"
                            : "namespace " + pod.namespace() + " is in no source");
            return;
        }
        String server = PodSecurityAdmission.server(judgement);
        String refusal =
                PodSecurityAdmission.message(pod.violations(), known.get().enforced(), server);
        if (!refusal.isEmpty()) {
            boolean warns = pod.isWarnedAbout()
                    && !PodSecurityAdmission.message(
                                    pod.violations(), known.get().warned(), server)
                            .isEmpty();
            judgement.fail(pod.place(), refusal + (pod.isController() ? consequence(pod.kind(), warns) : ""));
        }
    }

    private static String consequence(String kind, boolean warns) {
        return "; the API server accepts the " + kind + (warns ? " with a warning" : " without a warning")
                + " and refuses each pod that is created from it";
    }
}
