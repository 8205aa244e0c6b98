package io.github.akspolicy.policies.rbac;

import io.github.akspolicy.policy.AccessFacts;
import io.github.akspolicy.policy.Derivation;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.identity.NamespacedName;
import io.github.akspolicy.resource.rbac.Binding;
import io.github.akspolicy.resource.rbac.RbacAuthorizer;
import io.github.akspolicy.resource.rbac.Role;
import io.github.akspolicy.resource.rbac.RoleRef;

/** What the policies of roles and bindings read, beside the facts that others read, too. */
final class RbacFacts {
    static final Index<RoleRef.Target, Role> ROLES = AccessFacts.ROLES;
    static final Index<RoleRef.Target, Binding> BINDINGS = AccessFacts.BINDINGS;
    static final Derivation<RbacAuthorizer> AUTHORIZER = AccessFacts.AUTHORIZER;

    /** By the service account that the pod runs as. */
    static final Index<NamespacedName, PodAccount> PODS =
            new Index<>("pods and their accounts", Kinds.PODS, PodAccount::of, PodAccount::account);

    /** By the service account whose token it is. */
    static final Index<NamespacedName, TokenSecret> TOKEN_SECRETS =
            new Index<>("Secrets with tokens", Kinds.of("", "Secret"), TokenSecret::of, TokenSecret::account);

    private RbacFacts() {}
}
