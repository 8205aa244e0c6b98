package io.github.akspolicy.policies.rbac;

import io.github.akspolicy.policy.Derivation;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.rbac.Binding;
import io.github.akspolicy.resource.rbac.DefaultClusterRoles;
import io.github.akspolicy.resource.rbac.RbacAuthorizer;
import io.github.akspolicy.resource.rbac.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The facts of an environment about who may do what. */
final class RbacFacts {
    /** By what bindings refer to them by. */
    static final Index<Role> ROLES = new Index<>("roles", Role.VIEW.kinds(), Role::of, Role::target);

    /** By the role that they refer to. */
    static final Index<Binding> BINDINGS =
            new Index<>("role bindings", Binding.VIEW.kinds(), Binding::of, Binding::target);

    /** By the service account that the pod runs as. */
    static final Index<PodAccount> PODS = new Index<>("pods and their accounts", Kinds.PODS, PodAccount::of, PodAccount::account);

    /** By the service account whose token it is. */
    static final Index<TokenSecret> TOKEN_SECRETS =
            new Index<>("Secrets with tokens", Kinds.of("", "Secret"), TokenSecret::of, TokenSecret::account);

    /** All roles and bindings of the environment together with the roles that every cluster has. */
    static final Derivation<RbacAuthorizer> AUTHORIZER =
            new Derivation<>("role-based access control", Set.of(ROLES, BINDINGS), indexes -> {
                List<Role> roles = new ArrayList<>(DefaultClusterRoles.ROLES);
                roles.addAll(indexes.all(ROLES));
                return new RbacAuthorizer(roles, indexes.all(BINDINGS));
            });

    private RbacFacts() {}
}
