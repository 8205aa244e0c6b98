package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policies.cluster.ClusterFacts.CLUSTERS;
import static io.github.akspolicy.policies.cluster.ClusterFacts.EXTENSIONS;
import static io.github.akspolicy.policies.cluster.ClusterFacts.EXTENSIONS_BY_CLUSTER;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Notation;
import java.util.Set;

/** What is in the volumes of a cluster is in no repository. */
final class ClustersMustHaveTheBackupExtension extends BuiltInEnvironmentPolicy<ManagedCluster> {
    private static final PolicyInfo INFO = PolicyInfo.of(
                    "cluster/backup-extension",
                    Severity.INFO,
                    "Backup extension should be installed",
                    "install the backup extension")
            .references(Catalog.MCSB, "BR-1")
            .reference(
                    Catalog.AZURE_POLICY,
                    "fda9cd0b-094c-4cd5-ac2a-5e06e5277c45",
                    "[Preview]: Azure Backup Extension should be installed in AKS clusters")
            .reference(
                    Catalog.AZURE_POLICY,
                    "9a021087-bba6-42fd-b535-bba75297566b",
                    "[Preview]: Install Azure Backup Extension in AKS clusters (Managed Cluster) without a given tag.")
            .reference(
                    Catalog.AZURE_POLICY,
                    "bdff5235-9f40-4a32-893f-38a03d5d607c",
                    "[Preview]: Install Azure Backup Extension in AKS clusters (Managed Cluster) with a given tag.")
            .references(Catalog.AKS_DOCS, "/azure/backup/azure-kubernetes-service-backup-overview");

    ClustersMustHaveTheBackupExtension() {
        super(CLUSTERS, Set.of(EXTENSIONS), INFO);
    }

    @Override
    public void evaluate(ManagedCluster managedCluster, Indexes indexes, Judgement judgement) {
        boolean isThere = indexes.derive(EXTENSIONS_BY_CLUSTER).to(managedCluster).stream()
                .anyMatch(extension ->
                        extension.get(ClusterFacts.EXTENSION_TYPE).is("microsoft.dataprotection.kubernetes"));
        if (!isThere && managedCluster.notation() == Notation.AZ) {
            judgement.unknown(managedCluster.place(), UnknownCause.INPUT, "az aks show does not answer extensions");
        } else if (!isThere) {
            judgement.fail(
                    managedCluster.place(),
                    "no extension microsoft.dataprotection.kubernetes is installed in the cluster");
        }
    }
}
