package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policies.cluster.ClusterFacts.CLUSTERS;
import static io.github.akspolicy.policies.cluster.ClusterFacts.EXTENSIONS;
import static io.github.akspolicy.policies.cluster.ClusterFacts.EXTENSIONS_BY_CLUSTER;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Notation;
import java.util.Set;

/** What is in the volumes of a cluster is in no repository. */
final class ClustersMustHaveTheBackupExtension extends BuiltInEnvironmentPolicy<ManagedCluster> {
    ClustersMustHaveTheBackupExtension() {
        super(
                CLUSTERS,
                Set.of(EXTENSIONS),
                policy("cluster/backup-extension", Severity.INFO, "Backup extension should be installed")
                        .fix("install the backup extension"));
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
