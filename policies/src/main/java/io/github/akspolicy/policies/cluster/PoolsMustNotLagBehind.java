package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policies.cluster.ClusterFacts.CLUSTERS;
import static io.github.akspolicy.policies.cluster.ClusterFacts.CLUSTERS_BY_REFERENCE;
import static io.github.akspolicy.policies.cluster.ClusterFacts.POOLS;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.ClusterProperties.KUBERNETES_VERSION;
import static io.github.akspolicy.resource.cluster.ClusterProperties.SUPPORT_PLAN;
import static io.github.akspolicy.resource.cluster.PoolProperties.ORCHESTRATOR_VERSION;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.cluster.AgentPool;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.Set;

/** A pool that stays behind misses the fixes, and blocks the next upgrade of the cluster. */
final class PoolsMustNotLagBehind extends BuiltInEnvironmentPolicy<AgentPool> {
    private static final Parameter<Long> MAX_SKEW =
            Parameter.integer("maxSkew", 0, "how many minor versions a pool may be behind");

    PoolsMustNotLagBehind() {
        super(
                POOLS,
                Set.of(CLUSTERS),
                policy(
                                "cluster/pool-version",
                                MEDIUM,
                                "Node pool versions must not lag the control plane, and must be supported")
                        .fix("upgrade the pool together with the cluster")
                        .parameters(MAX_SKEW)
                        .in(HARDENED));
    }

    @Override
    public void evaluate(AgentPool agentPool, Indexes indexes, Judgement judgement) {
        Setting own = agentPool.get(ORCHESTRATOR_VERSION);
        if (!own.isSet() || Demand.isUnknown(own, judgement)) {
            return;
        }
        boolean isCompared = false;
        boolean isLongTerm = false;
        for (ManagedCluster cluster : agentPool.clusters(indexes.derive(CLUSTERS_BY_REFERENCE))) {
            Setting version = cluster.get(KUBERNETES_VERSION);
            isLongTerm |= cluster.get(SUPPORT_PLAN).is("AKSLongTermSupport");
            if (!version.isSet() || Demand.isUnknown(version, judgement)) {
                continue;
            }
            isCompared = true;
            int skew = Versions.minor(version.textOrEmpty()) - Versions.minor(own.textOrEmpty());
            if (skew < 0) {
                judgement.fail(
                        own.place(), own.words() + ", newer than the cluster, which is " + version.textOrEmpty());
            } else if (skew > judgement.get(MAX_SKEW)) {
                judgement.fail(
                        own.place(),
                        own.words() + ", " + skew + " minor versions behind the cluster, which is "
                                + version.textOrEmpty());
            }
        }
        if (!isCompared) {
            // the control plane is elsewhere, or follows the service: the pool does not
            Support.report(own, isLongTerm, judgement);
        }
    }
}
