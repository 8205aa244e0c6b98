package io.github.akspolicy.resource;

import java.util.List;
import java.util.function.Function;

/**
 * A typed reading of resources that policies ask for: the pods, the containers, the RBAC roles. A view answers "what
 * will the API server see" and "which field says so".
 *
 * @param <V> what one reading gives
 */
public final class ViewType<V> {
    /** Every resource itself. */
    public static final ViewType<Resource> RESOURCE = new ViewType<>("resource", List::of);

    private final String name;
    private final Kinds kinds;
    private final Function<Resource, List<V>> reading;

    /**
     * @param name the word used in listings, such as {@code container}
     * @param kinds the kinds of resources that can have it; the others have none and are not read
     * @param reading all readings of one resource; empty when the resource has none, which makes a policy not applicable
     */
    public ViewType(String name, Kinds kinds, Function<Resource, List<V>> reading) {
        this.name = name;
        this.kinds = kinds;
        this.reading = reading;
    }

    /** A view that resources of any kind may have. */
    public ViewType(String name, Function<Resource, List<V>> reading) {
        this(name, Kinds.ALL, reading);
    }

    /** The word used in listings. */
    public String name() {
        return name;
    }

    /** The kinds of resources that can have it. */
    public Kinds kinds() {
        return kinds;
    }

    /** All readings of one resource. Each is made once, however many policies ask. */
    public List<V> in(Resource resource) {
        return resource.view(this);
    }

    /** {@link #in} as a function. */
    public Function<Resource, List<V>> of() {
        return this::in;
    }

    List<V> read(Resource resource) {
        return kinds.include(resource) ? reading.apply(resource) : List.of();
    }

    @Override
    public String toString() {
        return name;
    }
}
