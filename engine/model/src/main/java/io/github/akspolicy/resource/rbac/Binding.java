package io.github.akspolicy.resource.rbac;

import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.resource.ViewType;
import java.util.List;

/**
 * A RoleBinding or ClusterRoleBinding, as a small fact: it holds no part of its document.
 *
 * @param id what names it
 * @param roleRef the role it grants
 * @param subjects whom it grants the role
 * @param place the binding itself
 */
public record Binding(ResourceId id, RoleRef roleRef, List<Subject> subjects, Place place) {
    /** The bindings of a resource: one for a RoleBinding or ClusterRoleBinding, none for other kinds. */
    public static final ViewType<Binding> VIEW =
            new ViewType<>("role binding", Kinds.of(Role.API_GROUP, "RoleBinding", "ClusterRoleBinding"), Binding::of);

    /** The facts of a resource: one for a binding, none for other kinds. */
    public static List<Binding> of(Resource resource) {
        return resource.is(Role.API_GROUP, "RoleBinding") || resource.is(Role.API_GROUP, "ClusterRoleBinding")
                ? List.of(new Binding(
                        resource.id(),
                        RoleRef.of(resource.root().get("roleRef")),
                        resource.root().get("subjects").items().stream()
                                .map(Subject::of)
                                .toList(),
                        resource.root().place()))
                : List.of();
    }

    public String name() {
        return id.name();
    }

    /** Whether what it grants holds everywhere. */
    public boolean isClusterWide() {
        return id.kind().equals("ClusterRoleBinding");
    }

    /** The namespace that what it grants holds in; the empty string when it holds everywhere or the namespace is unknown. */
    public String namespace() {
        String namespace = id.namespace();
        return namespace == null ? "" : namespace;
    }

    /**
     * The role it means. A ClusterRoleBinding to a Role means none: the API server refuses it, and its authorizer finds no
     * Role without a namespace.
     */
    public RoleRef.Target target() {
        boolean isRole = roleRef.kind().equals("Role");
        return new RoleRef.Target(isRole ? isClusterWide() ? "*" : namespace() : "", roleRef.kind(), roleRef.name());
    }

    /** {@code RoleBinding developers}. */
    @Override
    public String toString() {
        return id.toString();
    }
}
