package io.github.akspolicy.resource.identity;

import io.github.akspolicy.resource.Resource;
import org.jspecify.annotations.Nullable;

/**
 * What joins resources of one namespace: a pod and its service account, a volume and its SecretProviderClass.
 *
 * @param namespace the effective namespace, or null when it is unknown
 * @param name the resource's name
 */
public record NamespacedName(@Nullable String namespace, String name) {
    static NamespacedName of(Resource resource) {
        return new NamespacedName(resource.namespace(), resource.name());
    }

    /** Whether it is the name of the service account that every namespace has by itself. */
    public boolean isDefault() {
        return name.equals("default");
    }
}
