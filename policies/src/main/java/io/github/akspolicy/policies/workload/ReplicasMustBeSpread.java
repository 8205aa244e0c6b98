package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.policies.base.AzureCompat;
import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.base.Safeguarded;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.UnknownCause;
import java.util.Set;

/** Two replicas on one node are one replica when the node goes. */
final class ReplicasMustBeSpread extends BuiltInEnvironmentPolicy<Replicas> {
    private static final Parameter<Long> MIN_REPLICAS =
            Parameter.integer("minReplicas", 2, "the number of replicas from which on they must be spread");

    private static final Parameter<Boolean> AZURE_COMPAT = AzureCompat.parameter(
            "podAntiAffinity passes even when it is empty, and so does any spread constraint, whatever pods it selects");

    ReplicasMustBeSpread() {
        super(
                WorkloadFacts.REPLICAS,
                Set.of(WorkloadFacts.AUTOSCALERS),
                policy(
                                "workload/anti-affinity",
                                LOW,
                                "Replicated workloads must have anti-affinity or topology spread constraints")
                        .fix("add topologySpreadConstraints over kubernetes.io/hostname or zones to the pod template")
                        .parameters(MIN_REPLICAS, AZURE_COMPAT, Safeguarded.MUTATED));
    }

    @Override
    public void evaluate(Replicas workload, Indexes indexes, Judgement judgement) {
        Spread spread = workload.spread();
        if (!workload.isReplicated() || (judgement.get(AZURE_COMPAT) ? spread.isDeclared() : spread.isEffective())) {
            return;
        }
        Long count = workload.atLeast(indexes);
        if (count == null) {
            judgement.unknown(workload.place(), UnknownCause.VALUE, "the number of replicas is not a whole number");
        } else if (count >= judgement.get(MIN_REPLICAS)) {
            Place elsewhere = spread.elsewhere();
            Safeguarded.of(judgement)
                    .fail(
                            elsewhere == null ? spread.place() : elsewhere,
                            elsewhere == null
                                    ? "neither affinity.podAntiAffinity nor topologySpreadConstraints is set for "
                                            + count + " replicas"
                                    : "labelSelector does not select these " + count
                                            + " replicas, which nothing else keeps apart");
        }
    }
}
