package io.github.akspolicy.resource.cluster;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A node pool, written in its cluster or as a resource of its own. */
public final class AgentPool extends AzureResource {
    public static final ViewType<AgentPool> VIEW = new ViewType<>("node pool", AzureResource.KINDS, AgentPool::of);

    private final @Nullable ManagedCluster cluster;
    private final String within;

    private AgentPool(AzureResource pool, @Nullable ManagedCluster cluster, String within) {
        super(pool.type(), pool.notation(), pool.name(), pool.root(), pool.top(), pool.body());
        this.cluster = cluster;
        this.within = within;
    }

    /** @param within what the list of pools is called, and which of them this is: {@code agentPoolProfiles[0]} */
    static AgentPool inline(ManagedCluster cluster, Field pool, String within) {
        String name = pool.get("name").written();
        return new AgentPool(
                new AzureResource(AzureType.AGENT_POOL, cluster.notation(), name, pool, pool, pool),
                cluster,
                within + ".");
    }

    /** The pools of a resource: those of a cluster, or the one that it is itself. */
    public static List<AgentPool> of(Resource resource) {
        List<ManagedCluster> clusters = ManagedCluster.of(resource);
        return clusters.isEmpty()
                ? of(resource, AzureType.AGENT_POOL, pool -> new AgentPool(CapzPatches.applied(pool), null, ""))
                : clusters.get(0).pools();
    }

    /** The cluster that it is written in; null for a resource of its own. */
    public @Nullable ManagedCluster cluster() {
        return cluster;
    }

    /** That of the cluster which it is written in. */
    @Override
    public String apiVersion() {
        return cluster == null ? super.apiVersion() : cluster.apiVersion();
    }

    @Override
    String within() {
        return within;
    }

    /** The name that its nodes carry as label. */
    @Override
    public @Nullable String azureName() {
        return cluster == null ? super.azureName() : lastName(root().get("name"));
    }

    /** The cluster that it belongs to; several, or none, where the files do not tell. */
    public List<ManagedCluster> clusters(Referents<ManagedCluster> clusters) {
        if (cluster != null) {
            return List.of(cluster);
        }
        if (notation() == Notation.CAPZ) {
            // a machine pool says which cluster it is of, and that is no resource of Azure
            return clusters.all().stream()
                    .filter(other -> other.notation() == Notation.CAPZ)
                    .toList();
        }
        return owners().stream()
                .flatMap(owner -> clusters.enclosing(owner).stream())
                .distinct()
                .toList();
    }

    /** The version of Kubernetes: its own, else that of its cluster; null when the files have neither. */
    public @Nullable Setting version(Referents<ManagedCluster> clusters) {
        Setting own = get(PoolProperties.ORCHESTRATOR_VERSION);
        if (own.isSet() || own.unresolved() != null) {
            return own;
        }
        return clusters(clusters).stream()
                .findFirst()
                .map(cluster -> cluster.get(ClusterProperties.KUBERNETES_VERSION))
                .filter(version -> version.isSet() || version.unresolved() != null)
                .orElse(null);
    }

    /**
     * The node images that it may have: one where the version is known or does not matter.
     *
     * @param minor the version of Kubernetes; empty where it is not known
     */
    public List<String> images(OptionalInt minor) {
        Setting sku = get(PoolProperties.OS_SKU);
        String name = sku.isWritten() || isLinux() ? sku.textOrEmpty() : "Windows";
        boolean isFips = get(PoolProperties.FIPS).isTrue() && name.equalsIgnoreCase("Ubuntu");
        return Lifecycle.AKS.images(isFips ? "Ubuntu+FIPS" : name, minor);
    }

    /**
     * Whether its image has FIPS although {@code enableFIPS} is not true. An answer of az does not show it, and azurerm sends
     * false for what is left out: only other notations turn it off.
     */
    public boolean isFipsByDefault() {
        Setting fips = get(PoolProperties.FIPS);
        boolean isTurnedOff =
                fips.isWritten() && fips.isFalse() && notation() != Notation.AZ && notation() != Notation.AZURERM;
        return !isTurnedOff && images(OptionalInt.empty()).stream().allMatch(Lifecycle.AKS::isFipsByDefault);
    }

    /** Whether it may run the pods of the system. azurerm's default pool always does. */
    public boolean isSystem() {
        return notation() == Notation.AZURERM && cluster != null
                || get(PoolProperties.MODE).is("System");
    }

    /** Whether its nodes run Linux: they do unless it says Windows. */
    public boolean isLinux() {
        return !get(PoolProperties.OS_TYPE).is("Windows");
    }

    @Override
    @Nullable
    Object preset(AzureProperty property) {
        // AKS Automatic makes its system pool of Azure Linux; the others are as they are written
        boolean isPreset = property == PoolProperties.OS_SKU && cluster != null && cluster.isAutomatic() && isSystem();
        return isPreset ? "AzureLinux" : null;
    }
}
