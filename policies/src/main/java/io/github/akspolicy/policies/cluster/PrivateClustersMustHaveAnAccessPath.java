package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policies.cluster.ClusterFacts.BASTIONS;
import static io.github.akspolicy.policies.cluster.ClusterFacts.CLUSTERS;
import static io.github.akspolicy.policies.cluster.ClusterFacts.ENDPOINTS_BY_TARGET;
import static io.github.akspolicy.policies.cluster.ClusterFacts.GATEWAYS;
import static io.github.akspolicy.policies.cluster.ClusterFacts.PEERINGS;
import static io.github.akspolicy.policies.cluster.ClusterFacts.PRIVATE_ENDPOINTS;
import static io.github.akspolicy.resource.cluster.ClusterProperties.DISABLE_RUN_COMMAND;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.PoolProperties;
import io.github.akspolicy.resource.cluster.Setting;

/** A private API server that nobody can reach will be made public by the first one in trouble. */
final class PrivateClustersMustHaveAnAccessPath extends BuiltInEnvironmentPolicy<ManagedCluster> {
    PrivateClustersMustHaveAnAccessPath() {
        super(
                CLUSTERS,
                NodeSubnets.readWith(BASTIONS, GATEWAYS, PEERINGS, PRIVATE_ENDPOINTS),
                policy("cluster/private-access-path", Severity.INFO, "A private cluster needs an access path")
                        .fix("declare how administrators reach the private API server"));
    }

    @Override
    public void evaluate(ManagedCluster managedCluster, Indexes indexes, Judgement judgement) {
        if (!managedCluster.isPrivate()) {
            return;
        }
        boolean hasPath = !indexes.all(BASTIONS).isEmpty()
                || !indexes.all(GATEWAYS).isEmpty()
                || !indexes.all(PEERINGS).isEmpty()
                || !indexes.derive(ENDPOINTS_BY_TARGET).to(managedCluster).isEmpty()
                || managedCluster.get(DISABLE_RUN_COMMAND).isFalse();
        if (!hasPath && isInANetworkOfOthers(managedCluster, indexes)) {
            judgement.unknown(
                    managedCluster.get(DISABLE_RUN_COMMAND).place(),
                    InputKind.OTHERS,
                    "the API server is private, and the network of its nodes is in no source: whether a bastion, gateway or peering leads to it is not known");
        } else if (!hasPath) {
            Setting run = managedCluster.get(DISABLE_RUN_COMMAND);
            judgement.fail(
                    run.place(),
                    "the API server is private, and no bastion, gateway, peering, private endpoint or run command of the files leads to it");
        }
    }

    private static boolean isInANetworkOfOthers(ManagedCluster cluster, Indexes indexes) {
        NodeSubnets subnets = indexes.derive(NodeSubnets.OF);
        return cluster.pools().stream()
                .anyMatch(pool -> pool.get(PoolProperties.SUBNET).isWritten()
                        && subnets.of(pool).isEmpty());
    }
}
