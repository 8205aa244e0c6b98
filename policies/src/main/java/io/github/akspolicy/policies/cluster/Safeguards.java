package io.github.akspolicy.policies.cluster;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.pod.PodSecurityLevel;
import io.github.akspolicy.policy.Derivation;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.ClusterProperties;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Notation;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the deployment safeguards of a cluster refuse (articles/aks/deployment-safeguards.md: off by default, in AKS
 * Automatic enforced with the Pod Security Standards at Baseline; elsewhere Privileged unless said).
 *
 * @param isKnown whether the files say it
 * @param isEnforced whether they refuse what they find
 * @param standard the level of the Pod Security Standards
 * @param excluded the namespaces that they leave alone
 */
public record Safeguards(boolean isKnown, boolean isEnforced, PodSecurityLevel standard, Set<String> excluded) {
    static final AzureProperty LEVEL =
            AzureProperty.arm("level").azurerm("level").az("az aks safeguards update --level Enforce");
    static final AzureProperty STANDARD = AzureProperty.arm("podSecurityStandardsLevel")
            .azurerm("pod_security_standards_level")
            .az("az aks safeguards update --pss-level Baseline");
    static final AzureProperty EXCLUDED =
            AzureProperty.arm("excludedNamespaces").azurerm("excluded_namespaces");
    private static final AzureProperty OLD_EXCLUDED = AzureProperty.arm("safeguardsProfile.excludedNamespaces");

    /** Azure Policy leaves these alone in every cluster. */
    static final Set<String> SYSTEM = Set.of("kube-system", "gatekeeper-system", "azure-arc");

    /** What a policy that asks for them declares. */
    public static final Set<Index<?, ?>> READS = Set.of(ClusterFacts.CLUSTERS, ClusterFacts.SAFEGUARDS);

    /** Those of all clusters of the environment, each once. */
    public static final Derivation<List<Safeguards>> ALL = new Derivation<>(
            "safeguards of clusters",
            READS,
            indexes -> indexes.all(ClusterFacts.CLUSTERS).stream()
                    .map(cluster -> of(cluster, indexes))
                    .distinct()
                    .toList());

    /** The safeguards that are resources of their own. */
    static List<AzureResource> resources(ManagedCluster cluster, Indexes indexes) {
        return indexes.derive(ClusterFacts.SAFEGUARDS_BY_CLUSTER).to(cluster);
    }

    /**
     * Those of a cluster.
     *
     * @param indexes must have {@link #READS}
     */
    private static Safeguards of(ManagedCluster cluster, Indexes indexes) {
        List<AzureResource> own = resources(cluster, indexes);
        String unsaid = unsaid(cluster).toLowerCase(Locale.ROOT);
        if (own.isEmpty() && !isProfileKnown(cluster)) {
            // the API takes no profile there: what is left is what AKS Automatic presets
            boolean isPreset = cluster.isAutomatic();
            return new Safeguards(
                    true, isPreset, isPreset ? PodSecurityLevel.of(unsaid) : PodSecurityLevel.NONE, SYSTEM);
        }
        if (own.isEmpty()) {
            return read(cluster.get(ClusterProperties.SAFEGUARDS_LEVEL), unsaid, cluster.get(OLD_EXCLUDED));
        }
        AzureResource resource = own.get(0);
        Setting standard = resource.get(STANDARD);
        Safeguards safeguards = read(
                resource.get(LEVEL),
                standard.isSet() ? standard.textOrEmpty().toLowerCase(Locale.ROOT) : unsaid,
                resource.get(EXCLUDED));
        return standard.unresolved() == null ? safeguards : UNKNOWN;
    }

    /** The Pod Security Standards that are in force where none are written (articles/aks/deployment-safeguards.md). */
    static String unsaid(ManagedCluster cluster) {
        return cluster.isAutomatic() ? "Baseline" : "Privileged";
    }

    /**
     * Whether the version of the API that the cluster speaks knows a {@code safeguardsProfile}: previews from 2023-11-02 on
     * did, and no stable version (azure-rest-api-specs, Microsoft.ContainerService up to 2026-06-01).
     */
    static boolean isProfileKnown(ManagedCluster cluster) {
        return cluster.notation() == Notation.AZ || cluster.apiVersion().endsWith("-preview");
    }

    /** Those that the files do not say, or that differ between clusters. */
    public static final Safeguards UNKNOWN = new Safeguards(false, false, PodSecurityLevel.NONE, SYSTEM);

    private static Safeguards read(Setting level, String standard, Setting excluded) {
        if (level.unresolved() != null || excluded.unresolved() != null) {
            return UNKNOWN;
        }
        var namespaces = new HashSet<>(SYSTEM);
        for (Field namespace : excluded.items()) {
            namespaces.add(namespace.stringOr(""));
        }
        return new Safeguards(
                true,
                level.textOrEmpty().toLowerCase(Locale.ROOT).startsWith("enforce"),
                PodSecurityLevel.of(standard),
                Set.copyOf(namespaces));
    }

    /** Whether they let whatever there is into a namespace. */
    public boolean letsIn(String namespace) {
        return isKnown && !isEnforced || excluded.contains(namespace);
    }
}
