package io.github.akspolicy.resource.cluster;

import java.util.List;

/**
 * How people prove who they are to a cluster and what decides what they may, in the words of the portal
 * (articles/aks/concepts-identity.md of MicrosoftDocs/azure-aks-docs).
 *
 * @param word {@code local}, {@code entra-kubernetes-rbac} or {@code entra-azure-rbac}, with {@code +local} while the
 *     certificate of the local administrator works, too
 * @param words the same in the words of the portal
 * @param settings what decides it
 * @param decisive the setting to change first
 */
public record AuthenticationMode(String word, String words, List<Setting> settings, Setting decisive) {
    /** All words, from the best. */
    public static final List<String> WORDS = List.of(
            "entra-azure-rbac",
            "entra-kubernetes-rbac",
            "local",
            "entra-azure-rbac+local",
            "entra-kubernetes-rbac+local",
            "local+local");

    /** The mode of a cluster; it is a guess where one of the settings is known only at deployment. */
    public static AuthenticationMode of(ManagedCluster cluster) {
        Setting entra = cluster.get(ClusterProperties.AAD_MANAGED);
        Setting azure = cluster.get(ClusterProperties.AZURE_RBAC);
        Setting local = cluster.get(ClusterProperties.DISABLE_LOCAL_ACCOUNTS);
        String base = !entra.isTrue() ? "local" : azure.isTrue() ? "entra-azure-rbac" : "entra-kubernetes-rbac";
        String words = !entra.isTrue()
                ? "local accounts with Kubernetes RBAC"
                : "Entra ID authentication with " + (azure.isTrue() ? "Azure RBAC" : "Kubernetes RBAC");
        boolean isLocal = !local.isTrue();
        Setting decisive = !entra.isTrue() ? entra : isLocal ? local : azure;
        return new AuthenticationMode(
                base + (isLocal ? "+local" : ""),
                words + (isLocal && entra.isTrue() ? ", and local accounts" : ""),
                List.of(entra, azure, local),
                decisive);
    }
}
