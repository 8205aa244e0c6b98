package io.github.akspolicy.resource.rbac;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Answers as the RBAC authorizer of the API server does (plugin/pkg/auth/authorizer/rbac/rbac.go,
 * pkg/registry/rbac/validation/rule.go) with exactly these roles and bindings. It knows no other authorizer: Azure RBAC,
 * the node authorizer and the group {@code system:masters} grant beside it.
 */
public final class RbacAuthorizer {
    private record Bound(Binding binding, Subject subject) {}

    private final AggregatedRoles aggregated;
    private final Map<RoleRef.Target, List<Role>> roles = new HashMap<>();
    private final Map<Principal, List<Bound>> bindings = new LinkedHashMap<>();
    private final List<Binding> unplaced;

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
        unplaced = bindings.stream()
                .filter(binding ->
                        !binding.isClusterWide() && binding.namespace().isEmpty())
                .toList();
        for (Binding binding : bindings) {
            for (Subject subject : binding.subjects()) {
                Principal principal = subject.principal(binding.namespace());
                if (principal != null) {
                    this.bindings
                            .computeIfAbsent(principal, unused -> new ArrayList<>())
                            .add(new Bound(binding, subject));
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

    /** The roles that a role collects its rules from, directly or through others; empty for one that is not aggregated. */
    public List<Role> sources(Role role) {
        return aggregated.sources(role);
    }

    /** The aggregated roles that have the rules of a role, too, directly or through others. */
    public List<Role> collectors(Role role) {
        return aggregated.collectors(role);
    }

    /** Everybody whom some binding means, in the order of the sources. */
    public Set<Principal> principals() {
        return bindings.keySet();
    }

    /** The namespaces that bindings grant in. */
    public Set<String> namespaces() {
        return bindings.values().stream()
                .flatMap(List::stream)
                .map(bound -> bound.binding().namespace())
                .filter(namespace -> !namespace.isEmpty())
                .collect(Collectors.toSet());
    }

    /** RoleBindings whose namespace stands nowhere, in the order of the sources. */
    public List<Binding> unplaced() {
        return unplaced;
    }

    /** The first grant that allows a request, those of ClusterRoleBindings first; empty when RBAC does not allow it. */
    public Optional<Grant> authorize(UserInfo user, AccessRequest request) {
        return Stream.concat(
                        grants(user).filter(grant -> grant.binding().isClusterWide()),
                        grants(user).filter(grant -> holdsIn(grant.binding(), request.namespace())))
                .filter(grant -> grant.rule().rule().grants().allows(request))
                .findFirst();
    }

    /** Whether a RoleBinding counts for requests of a namespace; the empty string is cluster scope, where none does. */
    private static boolean holdsIn(Binding binding, String namespace) {
        return !binding.isClusterWide()
                && !namespace.isEmpty()
                && binding.namespace().equals(namespace);
    }

    /** Everything that is granted to somebody, wherever it holds; what a binding grants twice comes once. */
    public Stream<Grant> grants(UserInfo user) {
        Set<Binding> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        return Principal.of(user).stream()
                .flatMap(principal -> bindings.getOrDefault(principal, List.of()).stream())
                .filter(bound -> seen.add(bound.binding()))
                .flatMap(bound -> grants(bound.binding(), bound.subject()));
    }

    /** What is granted to a principal by its own name: not what it has as a member of groups. */
    public Stream<Grant> direct(Principal principal) {
        return bindings.getOrDefault(principal, List.of()).stream()
                .flatMap(bound -> grants(bound.binding(), bound.subject()));
    }

    /** The rules in force of a ClusterRole; empty when there is none of that name. */
    public Stream<EffectiveRule> rulesOfClusterRole(String name) {
        return roles.getOrDefault(new RoleRef.Target("", "ClusterRole", name), List.of()).stream()
                .flatMap(role -> rules(role).stream());
    }

    /** What a binding grants one of its subjects. */
    public Stream<Grant> grants(Binding binding, Subject subject) {
        return roles(binding).stream()
                .flatMap(role -> rules(role).stream().map(rule -> new Grant(binding, subject, role, rule)));
    }
}
