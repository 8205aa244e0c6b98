package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policies.cluster.ClusterFacts.CLUSTERS;
import static io.github.akspolicy.policies.cluster.ClusterFacts.CLUSTERS_BY_REFERENCE;
import static io.github.akspolicy.policies.cluster.ClusterFacts.POOLS;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.resource.cluster.AgentPool;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.Notation;
import io.github.akspolicy.resource.cluster.PoolProperties;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.List;
import java.util.Set;

/** A pool of fixed size is too large most of the time, and too small when it counts. */
final class PoolsShouldScale extends BuiltInEnvironmentPolicy<AgentPool> implements PropertyBased {
    private static final long NODES = 3;

    private static final Demand<AgentPool> SCALED = Demand.that(PoolProperties.AUTOSCALING, Requirement.isTrue());

    PoolsShouldScale() {
        super(
                POOLS,
                Set.of(CLUSTERS),
                policy("cluster/pool-autoscaler", LOW, "Pools should scale with their load")
                        .fix("enable the cluster autoscaler of the pool"));
    }

    @Override
    public List<AzureProperty> properties() {
        return List.of(PoolProperties.AUTOSCALING);
    }

    @Override
    public void evaluate(AgentPool agentPool, Indexes indexes, Judgement judgement) {
        // one of the two makes the nodes of a cluster
        boolean isProvisioned = agentPool.clusters(indexes.derive(CLUSTERS_BY_REFERENCE)).stream()
                .anyMatch(PoolPropertyPolicy::isProvisioning);
        if (isProvisioned || !PoolShape.isScaleSet(agentPool)) {
            return;
        }
        Setting scaling = agentPool.get(PoolProperties.AUTOSCALING);
        if (scaling.isExpressible() && scaling.unresolved() == null && !scaling.isTrue()) {
            String message = scaling.words() + ": " + fix(agentPool, scaling);
            judgement.add(Observation.violation(scaling.place(), message, PoolProperties.AUTOSCALING.toString()));
        } else {
            SCALED.judge(agentPool, judgement);
        }
    }

    /** AKS refuses the autoscaler without its bounds. */
    private static String fix(AgentPool agentPool, Setting scaling) {
        String fix = scaling.write(true);
        Setting least = agentPool.get(PoolProperties.MIN_COUNT);
        Setting most = agentPool.get(PoolProperties.MAX_COUNT);
        if (scaling.notation() == Notation.AZ) {
            return fix;
        }
        Long count = agentPool.get(PoolProperties.COUNT).integer();
        long nodes = count == null || count < 1 ? NODES : count;
        return fix + and(least, nodes) + and(most, nodes * 2);
    }

    private static String and(Setting bound, long value) {
        return bound.isSet() ? "" : ", " + bound.write(value).replaceFirst("^write ", "");
    }
}
