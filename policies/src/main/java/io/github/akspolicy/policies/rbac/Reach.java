package io.github.akspolicy.policies.rbac;

import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.resource.rbac.Binding;
import io.github.akspolicy.resource.rbac.Role;
import java.util.List;

/**
 * Where a role is in force.
 *
 * @param role the role
 * @param indexes where the bindings are looked up, for the few roles that need it
 */
record Reach(Role role, Indexes indexes) {
    static final String SYSTEM = "kube-system";

    /** The bindings of the environment that grant it. */
    List<Binding> bindings() {
        return indexes.get(RbacFacts.BINDINGS, role.target());
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
