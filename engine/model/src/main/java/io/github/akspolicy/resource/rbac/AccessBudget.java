package io.github.akspolicy.resource.rbac;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.identity.ContextKinds;
import io.github.akspolicy.resource.rbac.Access.Allowance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What everybody may be granted at most in an environment. Whoever is not in it may be granted nothing.
 *
 * @param allowances by the user, group or service account that bindings name
 */
public record AccessBudget(Map<Principal, List<Allowance>> allowances) {
    /** How a budget names the scope of what holds everywhere; no namespace has such a name. */
    public static final String EVERYWHERE = "*";

    /** The resources that hold budgets: a configuration's, no cluster knows them. */
    public static final Kinds KINDS = Kinds.of(ContextKinds.GROUP, ContextKinds.ACCESS_BUDGET);

    public AccessBudget {
        allowances = Map.copyOf(allowances);
    }

    /** The budget of a resource: one for an AccessBudget whose shape was checked, none for other kinds. */
    public static List<AccessBudget> of(Resource resource) {
        if (!resource.is(ContextKinds.GROUP, ContextKinds.ACCESS_BUDGET)) {
            return List.of();
        }
        var allowances = new HashMap<Principal, List<Allowance>>();
        for (Field subject : resource.root().get("subjects").fields()) {
            Principal.parse(subject.key())
                    .ifPresent(who -> allowances
                            .computeIfAbsent(who, unused -> new ArrayList<>())
                            .addAll(allowances(subject)));
        }
        return List.of(new AccessBudget(allowances));
    }

    private static List<Allowance> allowances(Field subject) {
        var allowances = new ArrayList<Allowance>();
        for (Field scope : subject.fields()) {
            String namespace = scope.key().equals(EVERYWHERE) ? "" : scope.key();
            for (Rule rule : Role.rules(scope)) {
                allowances.add(new Allowance(rule.grants(), namespace));
            }
        }
        return allowances;
    }

    /**
     * The budget that allows what is granted and nothing else.
     *
     * @throws IllegalArgumentException when a RoleBinding has no namespace, so it is unknown where it grants
     */
    public static AccessBudget granted(RbacAuthorizer rbac) {
        var allowances = new HashMap<Principal, List<Allowance>>();
        for (Principal principal : rbac.principals()) {
            var byNamespace = new TreeMap<String, List<PolicyRule>>();
            rbac.direct(principal)
                    .forEach(grant -> byNamespace
                            .computeIfAbsent(scope(grant.binding()), unused -> new ArrayList<>())
                            .add(grant.rule().rule().grants()));
            var own = new ArrayList<Allowance>();
            byNamespace.forEach((namespace, rules) ->
                    new RuleSet(rules).compact().rules().forEach(rule -> own.add(new Allowance(rule, namespace))));
            if (!own.isEmpty()) {
                allowances.put(principal, List.copyOf(own));
            }
        }
        return new AccessBudget(allowances);
    }

    private static String scope(Binding binding) {
        if (!binding.isClusterWide()
                && (binding.namespace().isEmpty() || binding.namespace().equals(EVERYWHERE))) {
            throw new IllegalArgumentException(binding + " has no namespace");
        }
        return binding.isClusterWide() ? "" : binding.namespace();
    }

    /** What somebody may be granted; empty for whoever is not in it. */
    public List<Allowance> of(Principal principal) {
        return allowances.getOrDefault(principal, List.of());
    }
}
