package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Profile.HARDENED;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Judgement;
import java.util.Set;

/** A Service without pods answers no request, a NetworkPolicy without pods protects nothing, and no error says so. */
final class ReferencesMustLeadToPods extends BuiltInEnvironmentPolicy<PodReference> {
    private static final Index<Place, PodReference> REFERENCES =
            new Index<>("references to pods", PodReference.KINDS, PodReference::of, PodReference::place);

    ReferencesMustLeadToPods() {
        super(
                REFERENCES,
                Set.of(WorkloadFacts.REPLICAS, WorkloadFacts.WORKLOADS),
                policy("workload/dangling-selector", LOW, "Services, NetworkPolicies and autoscalers must have pods")
                        .fix("write the labels of the pods, or the name of the workload, as they are there")
                        .in(HARDENED));
    }

    @Override
    public void evaluate(PodReference reference, Indexes indexes, Judgement judgement) {
        if (!reference.leadsSomewhere(indexes)) {
            WorkloadId target = reference.target();
            judgement.unknown(
                    reference.place(),
                    InputKind.WORKLOADS,
                    target == null ? "the pods that the selector means are in no source" : target + " is in no source");
        }
    }
}
