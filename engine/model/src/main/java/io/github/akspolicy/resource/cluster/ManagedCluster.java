package io.github.akspolicy.resource.cluster;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A managed cluster as Azure will see it, with what AKS Automatic presets. */
public final class ManagedCluster extends AzureResource {
    public static final ViewType<ManagedCluster> VIEW =
            new ViewType<>("managed cluster", AzureResource.KINDS, ManagedCluster::of);

    private final boolean isAutomatic;

    ManagedCluster(AzureResource resource) {
        super(resource.type(), resource.notation(), resource.name(), resource.root(), resource.top(), resource.body());
        this.isAutomatic = super.get(ClusterProperties.SKU_NAME).is("Automatic") || super.isAutomaticType();
    }

    /** The readings of a resource: one for a cluster. */
    public static List<ManagedCluster> of(Resource resource) {
        return of(resource, AzureType.MANAGED_CLUSTER, found -> new ManagedCluster(CapzPatches.applied(found)));
    }

    /** Whether it is AKS Automatic. */
    public boolean isAutomatic() {
        return isAutomatic;
    }

    @Override
    @Nullable
    Object preset(AzureProperty property) {
        if (property == ClusterProperties.ENABLE_RBAC && isOfTheFirstApi()) {
            return false;
        }
        return isAutomatic ? property.automatic() : null;
    }

    /** Version 2017-08-31 of the API knows no enableRBAC: its clusters have none. */
    private boolean isOfTheFirstApi() {
        return notation().isTemplate() && "2017-08-31".equals(apiVersion());
    }

    /** The node pools that are written in the cluster itself. */
    public List<AgentPool> pools() {
        var pools = new ArrayList<AgentPool>();
        String list = notation() == Notation.AZURERM ? "default_node_pool" : "agentPoolProfiles";
        Field profiles = PropertyPath.step(body(), list);
        // azurerm demands its default pool: where it is left out it says nothing, and is there all the same. Of pools
        // that are
        // known only at deployment every answer is unknown
        boolean isDemanded = notation() == Notation.AZURERM && !isAutomatic;
        boolean isOne = !(profiles.node() instanceof Node.Sequence) && (profiles.isPresent() || isDemanded);
        List<Field> items = isOne ? List.of(profiles) : profiles.items();
        for (int i = 0; i < items.size(); i++) {
            boolean isBlock = isOne || notation() == Notation.AZURERM;
            pools.add(AgentPool.inline(this, items.get(i), isBlock ? list : list + "[" + i + "]"));
        }
        return pools;
    }

    /** Whether the API server has no public address. */
    public boolean isPrivate() {
        return get(ClusterProperties.PRIVATE_CLUSTER).isTrue();
    }
}
