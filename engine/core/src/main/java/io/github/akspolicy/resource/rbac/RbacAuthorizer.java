package io.github.akspolicy.resource.rbac;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Answers as the RBAC authorizer of the API server does (plugin/pkg/auth/authorizer/rbac/rbac.go,
 * pkg/registry/rbac/validation/rule.go) with exactly these roles and bindings. It knows no other authorizer: Azure RBAC,
 * the node authorizer and the group {@code system:masters} grant beside it.
 */
public final class RbacAuthorizer {
    private record Bound(Binding binding, Subject subject) {}

    private final AggregatedRoles aggregated;
    private final Map<RoleRef.Target, List<Role>> roles = new HashMap<>();
    private final Map<Principal, List<Bound>> clusterWide = new LinkedHashMap<>();
    private final Map<String, Map<Principal, List<Bound>>> byNamespace = new LinkedHashMap<>();

    /**
     * @param roles all roles; of two with one name both grant, since either may be the one that is applied last
     * @param bindings all bindings
     */
    public RbacAuthorizer(List<Role> roles, List<Binding> bindings) {
        aggregated = new AggregatedRoles(roles);
        for (Role role : roles) {
            this.roles
                    .computeIfAbsent(role.target(), target -> new ArrayList<>())
                    .add(role);
        }
        for (Binding binding : bindings) {
            Map<Principal, List<Bound>> into = binding.isClusterWide()
                    ? clusterWide
                    : byNamespace.computeIfAbsent(binding.namespace(), namespace -> new LinkedHashMap<>());
            for (Subject subject : binding.subjects()) {
                Principal principal = subject.principal(binding.namespace());
                if (principal != null) {
                    into.computeIfAbsent(principal, unused -> new ArrayList<>()).add(new Bound(binding, subject));
                }
            }
        }
    }

    /** The roles that a binding means: none when it dangles, several when sources define one name twice. */
    public List<Role> roles(Binding binding) {
        return roles.getOrDefault(binding.target(), List.of());
    }

    /** The rules in force of a role. */
    public List<EffectiveRule> rules(Role role) {
        return aggregated.rules(role);
    }

    /** Everybody whom some binding means. */
    public Set<Principal> principals() {
        var principals = new HashSet<>(clusterWide.keySet());
        byNamespace.values().forEach(bound -> principals.addAll(bound.keySet()));
        return principals;
    }

    /** The first grant that allows a request, those of ClusterRoleBindings first; empty when RBAC does not allow it. */
    public Optional<Grant> authorize(UserInfo user, AccessRequest request) {
        for (Grant grant : grants(user, request.namespace())) {
            if (grant.rule().rule().grants().allows(request)) {
                return Optional.of(grant);
            }
        }
        return Optional.empty();
    }

    /**
     * Everything that is granted to somebody for requests in a namespace.
     *
     * @param namespace the empty string for cluster scope, where only ClusterRoleBindings count
     */
    public List<Grant> grants(UserInfo user, String namespace) {
        var grants = new ArrayList<Grant>();
        List<Principal> principals = Principal.of(user);
        add(grants, principals, clusterWide);
        if (!namespace.isEmpty()) {
            add(grants, principals, byNamespace.getOrDefault(namespace, Map.of()));
        }
        return grants;
    }

    private void add(List<Grant> grants, List<Principal> principals, Map<Principal, List<Bound>> from) {
        Set<Binding> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Principal principal : principals) {
            for (Bound bound : from.getOrDefault(principal, List.of())) {
                if (seen.add(bound.binding())) {
                    for (Role role : roles(bound.binding())) {
                        for (EffectiveRule rule : rules(role)) {
                            grants.add(new Grant(bound.binding(), bound.subject(), role, rule));
                        }
                    }
                }
            }
        }
    }

    /** The namespaces in which RoleBindings grant something, in the order of the sources. */
    public Set<String> namespaces() {
        return byNamespace.keySet();
    }
}
