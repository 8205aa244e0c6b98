package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policies.cluster.Requirement.isTrue;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.ClusterProperties.OIDC_ISSUER;
import static io.github.akspolicy.resource.cluster.ClusterProperties.WORKLOAD_IDENTITY;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Setting;

/** Without the webhook a labelled pod starts, gets no token, and fails at its first call to Azure. */
final class WorkloadIdentityMustBeEnabled extends BuiltInEnvironmentPolicy<ManagedCluster> {
    private static final Usage USAGE = Usage.byLabelledPods(WORKLOAD_IDENTITY);

    WorkloadIdentityMustBeEnabled() {
        super(
                ClusterFacts.CLUSTERS,
                USAGE.reads(),
                policy("cluster/workload-identity", HIGH, "Workload identity must be enabled")
                        .fix("enable workload identity and the OIDC issuer")
                        .parameters(Usage.ALWAYS)
                        .in(Usage.WHERE_USED, RECOMMENDED));
    }

    @Override
    public void evaluate(ManagedCluster managedCluster, Indexes indexes, Judgement judgement) {
        Setting webhook = managedCluster.get(WORKLOAD_IDENTITY);
        if (webhook.isTrue()) {
            if (managedCluster.get(OIDC_ISSUER).isSet()) {
                Demand.<ManagedCluster>that(OIDC_ISSUER, isTrue()).judge(managedCluster, judgement);
            }
        } else if (USAGE.isDemanded(indexes, judgement) && !Demand.isUnknown(webhook, judgement)) {
            Demand.fail(webhook, USAGE.because(indexes), true, judgement);
        }
    }
}
