package io.github.akspolicy.policies.workload;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.cluster.ClusterFacts;
import io.github.akspolicy.policy.Derivation;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.resource.cluster.AgentPool;
import io.github.akspolicy.resource.cluster.ClusterProperties;
import io.github.akspolicy.resource.cluster.PoolProperties;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The node pools of an environment, as the scheduler will see their nodes.
 *
 * @param hasClusters whether the definition of a cluster is in the environment at all
 * @param areAllKnown whether its files say the name of each pool; node auto-provisioning makes nodes that no file names
 */
record NodePools(boolean hasClusters, boolean areAllKnown, List<NodePool> pools) {
    /** What it is made of; a policy that asks for it declares these. */
    static final Set<Index<?, ?>> READS = Set.of(ClusterFacts.CLUSTERS, ClusterFacts.POOLS);

    static final Derivation<NodePools> OF = new Derivation<>("node pools", READS, NodePools::of);

    /**
     * One pool.
     *
     * @param name null when it is known only at deployment
     * @param taints null when they are known only at deployment
     */
    record NodePool(
            @Nullable String name,
            boolean isPerhapsWindows,
            @Nullable List<Taint> taints) {
        private static NodePool of(AgentPool pool) {
            Setting osType = pool.get(PoolProperties.OS_TYPE);
            return new NodePool(pool.azureName(), osType.unresolved() != null || !pool.isLinux(), taintsOf(pool));
        }

        private static @Nullable List<Taint> taintsOf(AgentPool pool) {
            var taints = new ArrayList<Taint>();
            for (var property : List.of(PoolProperties.TAINTS, PoolProperties.PRIORITY)) {
                if (pool.get(property).unresolved() != null) {
                    return null;
                }
            }
            for (Field item : pool.get(PoolProperties.TAINTS).items()) {
                Taint taint = Taint.of(item);
                if (taint == null) {
                    return null;
                }
                taints.add(taint);
            }
            if (pool.get(PoolProperties.PRIORITY).is("Spot")) {
                taints.add(Taint.SPOT);
            }
            if (pool.get(PoolProperties.CRITICAL_ADDONS_ONLY).isTrue()) {
                taints.add(Taint.CRITICAL_ADDONS_ONLY);
            }
            return List.copyOf(taints);
        }
    }

    private static NodePools of(Indexes indexes) {
        List<NodePool> pools = indexes.all(ClusterFacts.POOLS).stream()
                .map(NodePool::of)
                .distinct()
                .toList();
        boolean makesNodes = indexes.all(ClusterFacts.CLUSTERS).stream()
                .map(cluster -> cluster.get(ClusterProperties.NODE_PROVISIONING))
                .anyMatch(mode -> mode.unresolved() != null || mode.is("Auto"));
        return new NodePools(
                !indexes.all(ClusterFacts.CLUSTERS).isEmpty(),
                !makesNodes && !pools.isEmpty() && pools.stream().allMatch(pool -> pool.name() != null),
                pools);
    }

    /** The pools of these names. */
    List<NodePool> named(List<String> names) {
        return pools.stream()
                .filter(pool -> pool.name() != null && names.contains(pool.name()))
                .toList();
    }

    /** Whether some pool may have a taint that the toleration is for. */
    boolean perhapsNeed(Toleration toleration) {
        return pools.stream()
                .map(NodePool::taints)
                .anyMatch(taints -> taints == null || taints.stream().anyMatch(toleration::tolerates));
    }

    /** {@code sys and user}, for messages. */
    String names() {
        return pools.stream().map(NodePool::name).sorted().distinct().collect(Collectors.joining(", "));
    }
}
