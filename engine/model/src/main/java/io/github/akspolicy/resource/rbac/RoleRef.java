package io.github.akspolicy.resource.rbac;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.manifest.UnresolvedReads;
import io.github.akspolicy.manifest.UnresolvedReads.Read;
import org.jspecify.annotations.Nullable;

/**
 * The role that a binding grants.
 *
 * @param apiGroup as written; the empty string when absent, which the API server fills in
 * @param kind {@code Role} or {@code ClusterRole}; anything else grants nothing
 * @param name the role's name
 * @param place the reference
 * @param namePlace the name
 * @param later what the name is known of, where it is known only at deployment
 */
public record RoleRef(
        String apiGroup,
        String kind,
        String name,
        Place place,
        Place namePlace,
        @Nullable Read later) {
    /**
     * What names a role within a cluster.
     *
     * @param namespace the empty string for a ClusterRole
     */
    public record Target(String namespace, String kind, String name) {}

    /** The name: who decides by it decides by what is known of it. */
    public String name() {
        UnresolvedReads.now(later);
        return name;
    }

    static RoleRef of(Field field) {
        return new RoleRef(
                field.get("apiGroup").stringOr(""),
                field.get("kind").stringOr(""),
                field.get("name").written(),
                field.place(),
                field.get("name").place(),
                Read.toCome(field.get("name")));
    }

    /** {@code ClusterRole view}. */
    @Override
    public String toString() {
        return kind + ' ' + name;
    }
}
