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
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.policy.UnknownCause;
import java.util.Set;

/** Two replicas on one node are one replica when the node goes. */
final class ReplicasMustBeSpread extends BuiltInEnvironmentPolicy<Replicas> {
    private static final Parameter<Long> MIN_REPLICAS =
            Parameter.integer("minReplicas", 2, "the number of replicas from which on they must be spread");

    private static final Parameter<Boolean> AZURE_COMPAT = AzureCompat.parameter(
            "podAntiAffinity passes even when it is empty, and so does any spread constraint, whatever pods it selects");

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "workload/anti-affinity",
                    LOW,
                    "Replicated workloads must have anti-affinity or topology spread constraints",
                    "add topologySpreadConstraints over kubernetes.io/hostname or zones to the pod template")
            .parameters(MIN_REPLICAS, AZURE_COMPAT, Safeguarded.MUTATED)
            .in(Parameters.DEFAULTS.with(AZURE_COMPAT, true).with(Safeguarded.MUTATED, true), Safeguarded.SAFEGUARDS)
            .reference(
                    Catalog.AZURE_POLICY,
                    "34c88cd4-5d72-4dbb-bf77-12c3cafe8791",
                    "Must Have Anti Affinity Rules or Topology Spread Constraints Set")
            .references(Catalog.KUBE_LINTER, "no-anti-affinity")
            .references(
                    Catalog.KYVERNO,
                    "other/create-pod-antiaffinity",
                    "other/topologyspreadconstraints-policy",
                    "other/spread-pods-across-topology")
            .references(Catalog.AKS_DOCS, "deployment-safeguards");

    ReplicasMustBeSpread() {
        super(WorkloadFacts.REPLICAS, Set.of(WorkloadFacts.AUTOSCALERS), INFO);
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
