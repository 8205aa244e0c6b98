package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policies.cluster.ClusterFacts.CLUSTERS;
import static io.github.akspolicy.policies.cluster.ClusterFacts.CLUSTERS_BY_REFERENCE;
import static io.github.akspolicy.policies.cluster.ClusterFacts.POOLS;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.PoolProperties.CRITICAL_ADDONS_ONLY;
import static io.github.akspolicy.resource.cluster.PoolProperties.TAINTS;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Derivation;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.cluster.AgentPool;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Notation;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A workload that fills a node of the system pool takes DNS away from everybody. */
final class SystemPoolsMustBeTainted extends BuiltInEnvironmentPolicy<AgentPool> {
    private static final Parameter<Boolean> ALWAYS = Parameter.flag(
            "requireAlways", false, "whether it is asked for where the files show no pool for users, too");

    /** Stands for a cluster that no file tells. */
    private static final String ANY = "";

    /** What the clusters with a pool for users are referred to by. */
    private static final Derivation<Set<String>> WITH_USER_POOL = new Derivation<>(
            "clusters with user pools",
            Set.of(POOLS, CLUSTERS),
            indexes -> indexes.all(POOLS).stream()
                    .filter(pool -> !pool.isSystem())
                    .flatMap(pool -> words(pool, indexes).stream())
                    .collect(Collectors.toUnmodifiableSet()));

    SystemPoolsMustBeTainted() {
        super(
                POOLS,
                Set.of(POOLS, CLUSTERS),
                policy("cluster/system-pool-taint", LOW, "System pools should run only critical add-ons")
                        .fix("taint system pools with CriticalAddonsOnly=true:NoSchedule")
                        .parameters(ALWAYS)
                        .in(HARDENED));
    }

    @Override
    public void evaluate(AgentPool agentPool, Indexes indexes, Judgement judgement) {
        if (!agentPool.isSystem()) {
            return;
        }
        // azurerm has a word of its own for its default pool; the others write the taint
        boolean isDefault = agentPool.notation() == Notation.AZURERM && agentPool.cluster() != null;
        Setting taints = agentPool.get(isDefault ? CRITICAL_ADDONS_ONLY : TAINTS);
        if (taints.isTrue()
                || taints.items().stream().anyMatch(SystemPoolsMustBeTainted::isCritical)
                || Demand.isUnknown(taints, judgement)) {
            return;
        }
        // where the files show no pool for users, they must run on the system pool
        if (hasUserPool(agentPool, indexes) || judgement.get(ALWAYS)) {
            String fix = isDefault
                    ? taints.write(true)
                    : agentPool.notation() == Notation.CAPZ
                            ? "add {key: CriticalAddonsOnly, value: \"true\", effect: NoSchedule}"
                            : "add CriticalAddonsOnly=true:NoSchedule";
            judgement.fail(
                    taints.place(),
                    (taints.isWritten() ? taints.name() + " lacks the taint" : taints.words()) + ": " + fix);
        }
    }

    /** Whether its cluster has one; where the files do not tell which cluster a pool is of, any. */
    private static boolean hasUserPool(AgentPool pool, Indexes indexes) {
        Set<String> withUserPool = indexes.derive(WITH_USER_POOL);
        Set<String> own = words(pool, indexes);
        return withUserPool.contains(ANY)
                || own.contains(ANY) && !withUserPool.isEmpty()
                || !Collections.disjoint(withUserPool, own);
    }

    /** What the clusters of a pool are referred to by. */
    private static Set<String> words(AgentPool pool, Indexes indexes) {
        List<ManagedCluster> clusters = pool.clusters(indexes.derive(CLUSTERS_BY_REFERENCE));
        return clusters.isEmpty()
                ? Set.of(ANY)
                : clusters.stream()
                        .flatMap(cluster -> cluster.keys().words().stream())
                        .collect(Collectors.toSet());
    }

    private static boolean isCritical(Field taint) {
        return taint.stringOr("").equalsIgnoreCase("CriticalAddonsOnly=true:NoSchedule")
                || taint.get("key").stringOr("").equals("CriticalAddonsOnly");
    }
}
