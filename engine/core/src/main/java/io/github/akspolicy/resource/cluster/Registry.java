package io.github.akspolicy.resource.cluster;

import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import java.util.List;

/** A container registry as Azure will see it. */
public final class Registry extends AzureResource {
    public static final ViewType<Registry> VIEW = new ViewType<>("registry", AzureResource.KINDS, Registry::of);

    private Registry(AzureResource resource) {
        super(resource.type(), resource.notation(), resource.name(), resource.root(), resource.top(), resource.body());
    }

    /** The readings of a resource: one for a registry. */
    public static List<Registry> of(Resource resource) {
        return of(resource, AzureType.REGISTRY, Registry::new);
    }
}
