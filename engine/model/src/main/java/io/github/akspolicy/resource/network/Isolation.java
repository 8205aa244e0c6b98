package io.github.akspolicy.resource.network;

import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.ManagedNamespace;
import java.util.List;
import java.util.stream.Stream;

/** What decides together whether pods are isolated: the pods, and the policies that select them. */
public sealed interface Isolation permits PodIsolation, NetworkPolicy {
    /** The facts of a resource: its pods, or what it says as a policy, that of a managed namespace included. */
    static List<Isolation> of(Resource resource) {
        if (AzureResource.isAzure(resource)) {
            return ManagedNamespace.of(resource).stream()
                    .<Isolation>flatMap(namespace -> NetworkPolicy.of(namespace).stream())
                    .toList();
        }
        return Stream.<Isolation>concat(PodIsolation.of(resource).stream(), NetworkPolicy.of(resource).stream())
                .toList();
    }
}
