package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.ClusterProperties.CONTAINER_INSIGHTS;
import static io.github.akspolicy.resource.cluster.ClusterProperties.OMS_AGENT;

import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Setting;

/** Logs of containers are gone with the container. */
final class ClustersMustBeMonitored extends BuiltInPolicy<ManagedCluster> {
    ClustersMustBeMonitored() {
        super(
                ManagedCluster.VIEW,
                policy("cluster/container-insights", LOW, "Container insights should be enabled")
                        .fix("enable Container insights")
                        .in(HARDENED));
    }

    @Override
    public void evaluate(ManagedCluster managedCluster, Judgement judgement) {
        Setting agent = managedCluster.get(OMS_AGENT);
        Setting insights = managedCluster.get(CONTAINER_INSIGHTS);
        if (!agent.isTrue() && !insights.isTrue() && !Demand.isUnknown(agent, judgement)) {
            Demand.fail(agent, true, judgement);
        }
    }
}
