package io.github.akspolicy.resource.rbac;

import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import java.util.List;

/**
 * A Role or ClusterRole with the rules written in it. What an aggregated ClusterRole collects from others is judged
 * where it is written.
 *
 * @param resource the role itself
 * @param rules its rules in the order of the file
 */
public record Role(Resource resource, List<Rule> rules) {
    /** The roles of a resource: one for a Role or ClusterRole, none for other kinds. */
    public static final ViewType<Role> VIEW =
            new ViewType<>("role", Kinds.of(Role.API_GROUP, "Role", "ClusterRole"), Role::of);

    static final String API_GROUP = "rbac.authorization.k8s.io";

    private static List<Role> of(Resource resource) {
        return List.of(new Role(
                resource,
                resource.root().get("rules").items().stream().map(Rule::new).toList()));
    }

    public String name() {
        return resource.name();
    }
}
