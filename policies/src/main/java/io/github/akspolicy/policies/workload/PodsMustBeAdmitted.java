package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.pod.PodSecurityAdmission;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Judgement;
import java.util.Optional;
import java.util.Set;

/** What a namespace enforces is checked when pods are created: a Deployment is accepted, and never gets a pod. */
final class PodsMustBeAdmitted extends BuiltInEnvironmentPolicy<PodAdmission> {
    PodsMustBeAdmitted() {
        super(
                WorkloadFacts.POD_ADMISSIONS,
                Set.of(WorkloadFacts.NAMESPACE_LEVELS),
                policy(
                                "workload/psa-admission",
                                HIGH,
                                "Pods must be admitted at the level that their namespace enforces")
                        .fix("fix what the message lists, or let the namespace enforce another level")
                        .parameters(PodSecurityAdmission.SERVER_VERSION)
                        .in(RECOMMENDED));
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
