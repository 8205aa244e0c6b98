package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policies.cluster.ClusterFacts.CLUSTERS;
import static io.github.akspolicy.policies.cluster.ClusterFacts.EXTENSIONS;
import static io.github.akspolicy.policies.cluster.Demand.that;
import static io.github.akspolicy.policies.cluster.Requirement.is;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.ClusterProperties.ARTIFACT_SOURCE;
import static io.github.akspolicy.resource.cluster.ClusterProperties.NETWORK_PLUGIN;
import static io.github.akspolicy.resource.cluster.ClusterProperties.NODE_OS_CHANNEL;
import static io.github.akspolicy.resource.cluster.ClusterProperties.OUTBOUND_TYPE;
import static io.github.akspolicy.resource.cluster.ClusterProperties.VNET_INTEGRATION;
import static io.github.akspolicy.resource.cluster.PoolProperties.NODE_PUBLIC_IP;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.cluster.AgentPool;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.PoolProperties;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.List;
import java.util.Set;

/** A network isolated cluster is one only if nothing of it needs egress (articles/aks/concepts-network-isolated.md). */
final class ClustersMustBeNetworkIsolated extends BuiltInEnvironmentPolicy<ManagedCluster> {
    private static final PolicyInfo INFO = PolicyInfo.of(
                    "cluster/network-isolated",
                    LOW,
                    "Network isolated clusters bootstrap from a private registry",
                    "take the images of the system from a private registry, close the egress, and use nothing that needs it")
            .in(HARDENED)
            .references(Catalog.AKS_DOCS, "concepts-network-isolated", "network-isolated");

    private static final List<Demand<ManagedCluster>> DEMANDS =
            List.of(that(ARTIFACT_SOURCE, is("Cache")), that(OUTBOUND_TYPE, is("none", "block")));

    ClustersMustBeNetworkIsolated() {
        super(CLUSTERS, Set.of(EXTENSIONS), INFO);
    }

    @Override
    public void evaluate(ManagedCluster managedCluster, Indexes indexes, Judgement judgement) {
        DEMANDS.forEach(demand -> demand.judge(managedCluster, judgement));
        if (!managedCluster.get(ARTIFACT_SOURCE).is("Cache")) {
            return;
        }
        Setting integration = managedCluster.get(VNET_INTEGRATION);
        if (!managedCluster.isPrivate() && integration.unresolved() == null && !integration.isTrue()) {
            fail(integration, "the nodes reach the API server by egress unless it is private or integrated", judgement);
        }
        Setting channel = managedCluster.get(NODE_OS_CHANNEL);
        if (channel.is("SecurityPatch") || channel.is("Unmanaged")) {
            fail(channel, "which fetches packages by egress: NodeImage and None are supported", judgement);
        }
        Setting plugin = managedCluster.get(NETWORK_PLUGIN);
        if (plugin.is("kubenet")) {
            fail(plugin, "which a network isolated cluster does not support", judgement);
        }
        for (AgentPool pool : managedCluster.pools()) {
            if (!pool.isLinux()) {
                fail(pool.get(PoolProperties.OS_TYPE), "which a network isolated cluster does not support", judgement);
            }
            if (pool.get(NODE_PUBLIC_IP).isTrue()) {
                fail(pool.get(NODE_PUBLIC_IP), "which is a way out whatever the outbound type is", judgement);
            }
        }
        String extensions = String.join(
                " and ",
                ClusterExtensions.of(managedCluster, indexes, ClusterExtensions.NEED_EGRESS)
                        .toList());
        if (!extensions.isEmpty()) {
            judgement.add(Observation.violation(
                    managedCluster.place(), "a network isolated cluster does not support " + extensions, "extensions"));
        }
    }

    private static void fail(Setting setting, String why, Judgement judgement) {
        judgement.add(Observation.violation(
                setting.place(),
                setting.words() + ", " + why,
                setting.property().toString()));
    }
}
