package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.workload.NodePools.NodePool;
import io.github.akspolicy.policies.workload.PodPlacement.PoolChoice;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** A pod that waits for nodes which nobody will make stays Pending, and no test of the chart alone can see it. */
final class NamedPoolsMustTakeThePod extends BuiltInEnvironmentPolicy<PodPlacement> {
    /** Taints that Kubernetes, AKS or a device sets on nodes by itself, and no definition of a pool names. */
    private static final Pattern SET_ELSEWHERE = Pattern.compile(
            "([^/]*\\.)?(kubernetes\\.io|k8s\\.io|kubernetes\\.azure\\.com|cilium\\.io|karpenter\\.sh|virtual-kubelet\\.io)/.*"
                    + "|CriticalAddonsOnly|ToBeDeletedByClusterAutoscaler|DeletionCandidateOfClusterAutoscaler|nvidia\\.com/gpu");

    NamedPoolsMustTakeThePod() {
        super(
                WorkloadFacts.POD_PLACEMENTS,
                NodePools.READS,
                policy(
                                "workload/node-pool-exists",
                                MEDIUM,
                                "Pods must name node pools that the cluster has and that let them in")
                        .fix("name a pool of the cluster, or tolerate its taints")
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(PodPlacement pod, Indexes indexes, Judgement judgement) {
        if (pod.pools().isEmpty() && pod.tolerations().isEmpty()) {
            return;
        }
        NodePools pools = indexes.derive(NodePools.OF);
        for (PoolChoice choice : pod.pools()) {
            judge(choice, pod, pools, judgement);
        }
        if (pools.hasClusters() && pools.areAllKnown() && !pod.isDaemonSet()) {
            for (Toleration toleration : pod.tolerations()) {
                if (!toleration.key().isEmpty()
                        && !SET_ELSEWHERE.matcher(toleration.key()).matches()
                        && !pools.perhapsNeed(toleration)) {
                    judgement.add(Observation.violation(
                                    toleration.place(),
                                    "toleration of " + toleration.key()
                                            + " is for a taint that no pool of the cluster has",
                                    toleration.key())
                            .withSeverity(LOW));
                }
            }
        }
    }

    private static void judge(PoolChoice choice, PodPlacement pod, NodePools pools, Judgement judgement) {
        List<NodePool> named = pools.named(choice.names());
        String words = choice.words() + " is " + String.join(", ", choice.names());
        if (named.isEmpty() && pools.hasClusters() && pools.areAllKnown()) {
            judgement.fail(choice.place(), words + ", but the cluster has the pools " + pools.names());
        } else if (named.isEmpty()) {
            judgement.unknown(
                    choice.place(),
                    InputKind.CLUSTERS,
                    words
                            + (pools.hasClusters()
                                    ? ", and not all pools of the cluster are in its files"
                                    : ", and no cluster is in the sources"));
        } else if (named.stream().allMatch(pool -> keepsOut(pool, pod))) {
            judgement.fail(
                    choice.place(), words + ", whose taint the pod does not tolerate: " + repelling(named.get(0), pod));
        }
    }

    private static boolean keepsOut(NodePool pool, PodPlacement pod) {
        return pool.taints() != null
                && pool.taints().stream().anyMatch(taint -> taint.repels() && !pod.tolerates(taint));
    }

    private static Taint repelling(NodePool pool, PodPlacement pod) {
        return Objects.requireNonNull(pool.taints()).stream()
                .filter(taint -> taint.repels() && !pod.tolerates(taint))
                .findFirst()
                .orElseThrow();
    }
}
