package io.github.akspolicy.resource.network;

import io.github.akspolicy.resource.Resource;
import java.util.List;
import java.util.stream.Stream;

/** What decides together whether pods are isolated: the pods, and the policies that select them. */
public sealed interface Isolation permits PodIsolation, NetworkPolicy {
    /** The facts of a resource: its pods, or what it says as a policy. */
    static List<Isolation> of(Resource resource) {
        return Stream.<Isolation>concat(PodIsolation.of(resource).stream(), NetworkPolicy.of(resource).stream())
                .toList();
    }
}
