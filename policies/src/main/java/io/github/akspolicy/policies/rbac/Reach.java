package io.github.akspolicy.policies.rbac;

import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Step;
import io.github.akspolicy.resource.rbac.Binding;
import io.github.akspolicy.resource.rbac.Grant;
import io.github.akspolicy.resource.rbac.PolicyRule;
import io.github.akspolicy.resource.rbac.Principal;
import io.github.akspolicy.resource.rbac.RbacAuthorizer;
import io.github.akspolicy.resource.rbac.Role;
import io.github.akspolicy.resource.rbac.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the rules of a role are in force: where it is bound, and where a ClusterRole is that collects its rules by aggregation. The
 * environment is asked when an answer depends on it only.
 *
 * @param role the role
 * @param indexes the roles and bindings of the environment
 */
record Reach(Role role, Indexes indexes) {
    static final String SYSTEM = "kube-system";

    /** Two for each role that collects: enough to see the pattern. */
    private static final int MOST_STEPS = 8;

    /** The aggregated roles that have its rules, too. */
    private List<Role> collectors() {
        return role.isClusterRole() ? authorizer().collectors(role) : List.of();
    }

    private RbacAuthorizer authorizer() {
        return indexes.derive(RbacFacts.AUTHORIZER);
    }

    /** The roles that an aggregated role collects from; empty for every other role. */
    List<Role> sources() {
        return role.aggregation() == null ? List.of() : authorizer().sources(role);
    }

    /** Whether whoever has it has all of some powers together: by it alone, or by a role that collects its rules. */
    @SafeVarargs
    final boolean grants(List<Power>... powers) {
        return grant(inForce(), powers) || collectors().stream().anyMatch(holder -> grant(inForce(holder), powers));
    }

    /** The rules that it has: its own, or what it collects. */
    List<PolicyRule> inForce() {
        return role.aggregation() == null
                ? role.rules().stream().map(Rule::grants).toList()
                : inForce(role);
    }

    private List<PolicyRule> inForce(Role holder) {
        return authorizer().rules(holder).stream()
                .map(rule -> rule.rule().grants())
                .toList();
    }

    @SafeVarargs
    private static boolean grant(List<PolicyRule> rules, List<Power>... powers) {
        return Stream.of(powers)
                .allMatch(wanted ->
                        rules.stream().anyMatch(rule -> wanted.stream().anyMatch(power -> power.isGrantedBy(rule))));
    }

    /** Everything that those who have it here are granted, by it or otherwise. */
    Stream<Grant> grantsOfSubjects() {
        return bindings().stream()
                .flatMap(binding -> binding.subjects().stream()
                        .flatMap(subject -> Principal.of(subject, binding.namespace()).stream()))
                .distinct()
                .flatMap(principal -> authorizer().grants(principal.userInfo()));
    }

    /** The bindings of the environment that grant its rules. */
    List<Binding> bindings() {
        return Stream.concat(Stream.of(role), collectors().stream())
                .flatMap(holder -> bindings(holder).stream())
                .toList();
    }

    private List<Binding> bindings(Role holder) {
        return indexes.get(RbacFacts.BINDINGS, holder.target());
    }

    boolean isBound() {
        return !bindings().isEmpty();
    }

    /** Whether a ClusterRoleBinding of the environment grants its rules in every namespace. */
    boolean isClusterWide() {
        return bindings().stream().anyMatch(Binding::isClusterWide);
    }

    /**
     * Whether a ClusterRoleBinding may grant its rules: nobody knows who else binds a ClusterRole that no binding here
     * grants, nor one that every cluster has.
     */
    boolean mayBeClusterWide() {
        return role.isClusterRole() && (isClusterWide() || isOpen());
    }

    private boolean isOpen() {
        List<Role> collectors = collectors();
        return collectors.isEmpty()
                ? bindings(role).isEmpty()
                : collectors.stream().anyMatch(collector -> collector.builtIn() || !isOnItsWay(collector));
    }

    /** Whether a role is bound here, or is there for another that is. */
    private boolean isOnItsWay(Role collector) {
        return Stream.concat(Stream.of(collector), authorizer().collectors(collector).stream())
                .anyMatch(holder -> !bindings(holder).isEmpty());
    }

    /** Whether its rules are in force in a namespace for certain. */
    boolean includes(String namespace) {
        return isClusterWide()
                || (role.isClusterRole()
                        ? bindings().stream()
                                .anyMatch(binding -> binding.namespace().equals(namespace))
                        : role.namespace().equals(namespace));
    }

    /** Whether its rules may be in force in a namespace. */
    boolean mayInclude(String namespace) {
        return includes(namespace) || (role.isClusterRole() && isOpen());
    }

    /** What a rule grants of some powers where it may be in force. */
    Optional<GrantedPower> granted(Rule rule, List<Power> powers) {
        return GrantedPower.of(rule, powers(rule, powers));
    }

    /** What a rule can grant of some powers: of those that are about the cluster as a whole, none where RoleBindings bind it. */
    List<Power> powers(Rule rule, List<Power> powers) {
        return powers.stream()
                                .noneMatch(power ->
                                        power.isGrantedBy(rule.grants()) && power.isOfTheCluster(rule.grants()))
                        || mayBeClusterWide()
                ? powers
                : Powers.inNamespaces(powers);
    }

    /** An observation about a rule with the way to whoever has it, where that leads over another role. */
    Observation explained(Observation found) {
        var steps = new ArrayList<Step>();
        for (Role collector : collectors()) {
            List<Binding> bindings = bindings(collector);
            if (!bindings.isEmpty() && steps.size() < MOST_STEPS) {
                steps.add(
                        collector.builtIn()
                                ? Step.unwritten(collector + " collects the rule")
                                : new Step(collector, collector.aggregationPlace(), collector + " collects the rule"));
                Binding widest = bindings.stream()
                        .filter(Binding::isClusterWide)
                        .findFirst()
                        .orElse(bindings.get(0));
                steps.add(new Step(widest, widest.roleRef().place(), widest + " binds it"));
            }
        }
        return steps.isEmpty() ? found : found.withSteps(steps);
    }
}
