package io.github.akspolicy.resource;

import java.util.List;
import java.util.function.Function;

/**
 * A typed reading of resources that policies ask for: the pods, the containers, the RBAC roles. A view answers "what
 * will the API server see" and "which field says so".
 *
 * @param <V> what one reading gives
 * @param name the word used in listings, such as {@code container}
 * @param of all readings of one resource; empty when the resource has none, which makes a policy not applicable
 */
public record ViewType<V>(String name, Function<Resource, List<V>> of) {
    /** Every resource itself. */
    public static final ViewType<Resource> RESOURCE = new ViewType<>("resource", List::of);
}
