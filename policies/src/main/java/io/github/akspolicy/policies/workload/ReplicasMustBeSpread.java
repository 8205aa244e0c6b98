package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.workload.Pod;

/** Two replicas on one node are one replica when the node goes. */
public final class ReplicasMustBeSpread extends BuiltInPolicy<Pod> {
    private static final Parameter<Long> MIN_REPLICAS =
            Parameter.integer("minReplicas", 2, "the number of replicas from which on they must be spread");

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "workload/anti-affinity",
                    LOW,
                    "Replicated workloads must have anti-affinity or topology spread constraints",
                    "add topologySpreadConstraints over kubernetes.io/hostname or zones to the pod template")
            .parameters(MIN_REPLICAS)
            .in(AZURE_SAFEGUARDS)
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

    public ReplicasMustBeSpread() {
        super(Pod.VIEW, INFO);
    }

    @Override
    public void evaluate(Pod pod, Judgement judgement) {
        if (!pod.isReplicated()) {
            return;
        }
        Field replicas = pod.resource().root().at("spec", "replicas");
        Long count = replicas.isPresent() ? replicas.integer() : Long.valueOf(1);
        if (count == null) {
            judgement.unknown(replicas, UnknownCause.VALUE, "spec.replicas is no whole number");
        } else if (count >= judgement.get(MIN_REPLICAS) && !isSpread(pod.spec())) {
            judgement.fail(
                    pod.spec().get("topologySpreadConstraints"),
                    "neither affinity.podAntiAffinity nor topologySpreadConstraints is set for " + count + " replicas");
        }
    }

    private static boolean isSpread(Field spec) {
        return !spec.get("topologySpreadConstraints").items().isEmpty()
                || spec.at("affinity", "podAntiAffinity").fields().stream()
                        .anyMatch(terms -> !terms.items().isEmpty());
    }
}
