package io.github.akspolicy.resource.cluster;

import static io.github.akspolicy.resource.cluster.AzureProperty.arm;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import java.util.List;

/**
 * A namespace of a cluster that Azure keeps as it is written: with its labels, a quota and a network policy for all of its
 * pods. Source: Microsoft.ContainerService/managedClusters/managedNamespaces 2026-06-01, articles/aks/concepts-managed-namespaces.md
 * (2025-11-18); neither azurerm 5 nor Azure Service Operator has it.
 */
public final class ManagedNamespace extends AzureResource {
    public static final ViewType<ManagedNamespace> VIEW =
            new ViewType<>("managed namespace", AzureResource.KINDS, ManagedNamespace::of);

    private static final String UPDATE = "az aks namespace update ";

    public static final AzureProperty INGRESS = arm("defaultNetworkPolicy.ingress")
            .az(UPDATE + "--ingress-policy AllowSameNamespace")
            .absent("AllowSameNamespace");
    public static final AzureProperty EGRESS = arm("defaultNetworkPolicy.egress")
            .az(UPDATE + "--egress-policy AllowSameNamespace")
            .absent("AllowAll");
    public static final AzureProperty QUOTA = arm("defaultResourceQuota{}");

    private ManagedNamespace(AzureResource resource) {
        super(resource.type(), resource.notation(), resource.name(), resource.root(), resource.top(), resource.body());
    }

    /** The readings of a resource: one for a managed namespace. */
    public static List<ManagedNamespace> of(Resource resource) {
        return of(resource, AzureType.MANAGED_NAMESPACE, ManagedNamespace::new);
    }

    /** The labels that the namespace gets. */
    public Field labels() {
        return PropertyPath.step(body(), "labels");
    }
}
