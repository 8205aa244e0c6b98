package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policies.cluster.Requirement.isTrue;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.ClusterProperties.OIDC_ISSUER;
import static io.github.akspolicy.resource.cluster.ClusterProperties.WORKLOAD_IDENTITY;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Setting;

/** Without the webhook a labelled pod starts, gets no token, and fails at its first call to Azure. */
final class WorkloadIdentityMustBeEnabled extends BuiltInEnvironmentPolicy<ManagedCluster> {
    private static final Usage USAGE = Usage.byLabelledPods(WORKLOAD_IDENTITY);

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "cluster/workload-identity",
                    HIGH,
                    "Workload identity must be enabled",
                    "enable workload identity and the OIDC issuer")
            .parameters(Usage.ALWAYS)
            .in(TALK)
            .references(Catalog.MCSB, "IM-3")
            .references(Catalog.AKS_SECURITY_SIMPLIFIED, "Entra Workload Identity")
            .in(Usage.WHERE_USED, RECOMMENDED)
            .reference(
                    Catalog.AZURE_POLICY,
                    "2cc2e023-0dac-4046-875b-178f683929d5",
                    "Azure Kubernetes Service Clusters should enable workload identity")
            .references(Catalog.AKS_DOCS, "workload-identity-overview", "workload-identity-deploy-cluster");

    WorkloadIdentityMustBeEnabled() {
        super(ClusterFacts.CLUSTERS, USAGE.reads(), INFO);
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
