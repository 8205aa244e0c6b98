package io.github.akspolicy.policies.workload;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.pod.PodSecurityLevel;
import io.github.akspolicy.resource.Resource;
import java.util.List;

/**
 * What a Namespace tells the Pod Security admission.
 *
 * @param namespace its name
 * @param enforced what pods are refused by
 * @param warned what the API server warns about, also at controllers
 */
record NamespaceLevels(String namespace, PodSecurityLevel enforced, PodSecurityLevel warned) {
    /** The facts of a resource: one for a Namespace, none for other kinds. */
    public static List<NamespaceLevels> of(Resource resource) {
        if (!resource.is("", "Namespace")) {
            return List.of();
        }
        Field labels = resource.root().at("metadata", "labels");
        return List.of(new NamespaceLevels(
                resource.name(), PodSecurityLevel.enforced(labels), PodSecurityLevel.warned(labels)));
    }
}
