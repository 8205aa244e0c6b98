package io.github.akspolicy.policies.rbac;

import io.github.akspolicy.resource.rbac.Binding;
import io.github.akspolicy.resource.rbac.Role;
import java.util.List;
import java.util.function.Supplier;

/**
 * Where a role is in force.
 *
 * @param role the role
 * @param granting the bindings of the environment that grant it, which are looked up when they matter
 */
record Reach(Role role, Supplier<List<Binding>> granting) {
    static final String SYSTEM = "kube-system";

    /** Whether one of its rules grants one of some powers. */
    boolean grants(List<Power> powers) {
        return role.rules().stream()
                .anyMatch(rule -> powers.stream().anyMatch(power -> power.isGrantedBy(rule.grants())));
    }

    /** The bindings of the environment that grant it. */
    List<Binding> bindings() {
        return granting.get();
    }

    boolean isBound() {
        return !bindings().isEmpty();
    }

    /** Whether a ClusterRoleBinding of the environment grants it in every namespace. */
    boolean isClusterWide() {
        return bindings().stream().anyMatch(Binding::isClusterWide);
    }

    /** Whether it is in force in a namespace for certain. */
    boolean includes(String namespace) {
        return isClusterWide()
                || (role.isClusterRole()
                        ? bindings().stream()
                                .anyMatch(binding -> binding.namespace().equals(namespace))
                        : role.namespace().equals(namespace));
    }

    /** Whether it may be in force in a namespace: nobody knows who else binds a ClusterRole that no binding here grants. */
    boolean mayInclude(String namespace) {
        return includes(namespace) || (role.isClusterRole() && !isBound());
    }
}
