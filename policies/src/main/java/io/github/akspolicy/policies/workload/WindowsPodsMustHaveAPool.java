package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.workload.NodePools.NodePool;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Judgement;

/** Node auto-provisioning makes Linux nodes only: Windows needs a pool that somebody declares. */
final class WindowsPodsMustHaveAPool extends BuiltInEnvironmentPolicy<PodPlacement> {
    WindowsPodsMustHaveAPool() {
        super(
                WorkloadFacts.POD_PLACEMENTS,
                NodePools.READS,
                policy("workload/windows-pool-exists", MEDIUM, "Windows pods need a Windows node pool")
                        .fix("add a node pool of Windows to the cluster, or leave the workload out of this environment")
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(PodPlacement pod, Indexes indexes, Judgement judgement) {
        Place windows = pod.windows();
        // the DaemonSet of an agent for both systems runs where there are nodes for it, and is right to
        if (windows == null || pod.isDaemonSet()) {
            return;
        }
        NodePools pools = indexes.derive(NodePools.OF);
        if (!pools.hasClusters()) {
            judgement.unknown(windows, InputKind.CLUSTERS, "the pod needs Windows, and no cluster is in the sources");
        } else if (pools.pools().isEmpty()) {
            judgement.unknown(windows, InputKind.CLUSTERS, "the pod needs Windows, and no pool is in the sources");
        } else if (pools.pools().stream().noneMatch(NodePool::isPerhapsWindows)) {
            judgement.fail(windows, "the pod needs Windows, but every node pool of the cluster is Linux");
        }
    }
}
