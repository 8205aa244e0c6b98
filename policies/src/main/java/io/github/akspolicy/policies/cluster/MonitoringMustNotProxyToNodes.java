package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policy.Profile.RECOMMENDED;
import static io.github.akspolicy.policy.Severity.MEDIUM;
import static io.github.akspolicy.resource.cluster.ClusterProperties.CONTAINER_INSIGHTS;
import static io.github.akspolicy.resource.cluster.ClusterProperties.KUBERNETES_VERSION;
import static io.github.akspolicy.resource.cluster.ClusterProperties.OMS_AGENT;

import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.cluster.Lifecycle;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.OptionalInt;

/** Before 1.33 the agent of Container Insights may run commands in every pod: GET of nodes/proxy is enough for that. */
final class MonitoringMustNotProxyToNodes extends BuiltInPolicy<ManagedCluster> {
    /** The first version whose kubelet knows {@code nodes/pods}, which the agent then has instead. */
    private static final int FIRST_MINOR = 33;

    MonitoringMustNotProxyToNodes() {
        super(
                ManagedCluster.VIEW,
                policy(
                                "cluster/container-insights-node-proxy",
                                MEDIUM,
                                "Container Insights must run on Kubernetes 1.33 or later")
                        .fix("upgrade the cluster to Kubernetes 1.33 or later")
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(ManagedCluster managedCluster, Judgement judgement) {
        Setting version = managedCluster.get(KUBERNETES_VERSION);
        OptionalInt minor = Lifecycle.minor(version.textOrEmpty());
        boolean isMonitored = managedCluster.get(OMS_AGENT).isTrue()
                || managedCluster.get(CONTAINER_INSIGHTS).isTrue();
        // a version that is not written is a supported one
        if (isMonitored && minor.isPresent() && minor.getAsInt() < FIRST_MINOR) {
            judgement.fail(
                    version.place(),
                    version.words()
                            + ", where the agent of Container Insights may run commands in every pod by nodes/proxy"
                            + " (AKS-2026-0004)");
        }
    }
}
