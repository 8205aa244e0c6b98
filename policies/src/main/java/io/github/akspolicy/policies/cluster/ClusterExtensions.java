package io.github.akspolicy.policies.cluster;

import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The extensions of a cluster, by their types in lower case. */
final class ClusterExtensions {
    private static final AzureProperty TYPE = AzureProperty.arm("extensionType").azurerm("extension_type");

    /** Articles/aks/imds-restriction.md, limitations. */
    static final Set<String> NEED_THE_METADATA_SERVICE = Set.of(
            "microsoft.flux",
            "microsoft.dapr",
            "microsoft.appconfiguration",
            "microsoft.azureml.kubernetes",
            "microsoft.azurecontainerstorage",
            "microsoft.dataprotection.kubernetes");

    /** Articles/aks/concepts-network-isolated.md, which extensions are not supported. */
    static final Set<String> NEED_EGRESS = Set.of(
            "microsoft.flux",
            "microsoft.dapr",
            "microsoft.appconfiguration",
            "microsoft.azureml.kubernetes",
            "microsoft.dataprotection.kubernetes");

    private ClusterExtensions() {}

    /**
     * Those of a cluster that are of some types.
     *
     * @param indexes must have {@link ClusterFacts#EXTENSIONS}
     */
    static Stream<String> of(ManagedCluster cluster, Indexes indexes, Set<String> types) {
        return indexes.derive(ClusterFacts.EXTENSIONS_BY_CLUSTER).to(cluster).stream()
                .map(extension -> extension.get(TYPE).textOrEmpty())
                .filter(type -> types.contains(type.toLowerCase(Locale.ROOT)))
                .map(type -> "the extension " + type);
    }
}
