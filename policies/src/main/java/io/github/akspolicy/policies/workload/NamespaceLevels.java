package io.github.akspolicy.policies.workload;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.pod.PodSecurityLevel;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.ManagedNamespace;
import java.util.List;
import java.util.Optional;

/**
 * What a Namespace tells the Pod Security admission.
 *
 * @param namespace its name
 * @param enforced what pods are refused by
 * @param warned what the API server warns about, also at controllers
 */
record NamespaceLevels(String namespace, PodSecurityLevel enforced, PodSecurityLevel warned) {
    /** Where namespaces are written. */
    static final Kinds KINDS = Kinds.of("", "Namespace").or(AzureResource.KINDS);

    /** The facts of a resource: one for a Namespace and for a managed one of AKS, none for other kinds. */
    public static List<NamespaceLevels> of(Resource resource) {
        if (resource.is("", "Namespace")) {
            return List.of(of(resource.name(), resource.root().at("metadata", "labels")));
        }
        return ManagedNamespace.of(resource).stream()
                .flatMap(namespace -> of(namespace).stream())
                .toList();
    }

    /** What a managed namespace says; nothing where its name or its labels are known only at deployment. */
    static Optional<NamespaceLevels> of(ManagedNamespace namespace) {
        Field labels = namespace.labels();
        boolean isKnown =
                labels.unresolved() == null && labels.fields().stream().allMatch(label -> label.unresolved() == null);
        return isKnown ? Optional.ofNullable(namespace.azureName()).map(name -> of(name, labels)) : Optional.empty();
    }

    private static NamespaceLevels of(String name, Field labels) {
        return new NamespaceLevels(name, PodSecurityLevel.enforced(labels), PodSecurityLevel.warned(labels));
    }
}
