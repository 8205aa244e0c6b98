package io.github.akspolicy.explain;

import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.policy.AccessFacts;
import io.github.akspolicy.resource.rbac.Access.Allowance;
import io.github.akspolicy.resource.rbac.AccessBudget;
import io.github.akspolicy.resource.rbac.Binding;
import io.github.akspolicy.resource.rbac.Principal;
import io.github.akspolicy.resource.rbac.RbacAuthorizer;
import io.github.akspolicy.resource.rbac.Role;
import io.github.akspolicy.resource.rbac.RuleSet;
import io.github.akspolicy.resource.rbac.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The roles of an environment cut down to what its budget says is needed: the least that grants everything of the budget
 * that the role grants today, so that rbac/expected-access has nothing to say of it.
 */
public final class MinimalRoles {
    private final Environment environment;
    private final AccessBudget budget;
    private final RbacAuthorizer rbac;

    /** @param budget what is needed in the environment */
    public MinimalRoles(Environment environment, AccessBudget budget) {
        this.environment = environment;
        this.budget = budget;
        this.rbac = environment.indexes().derive(AccessFacts.AUTHORIZER);
    }

    /** The names of all roles that are bound, in the order of the sources. */
    public List<String> names() {
        return bound().map(Role::name).distinct().toList();
    }

    /**
     * Manifests with the roles as they should be, each led by comments on what is cut and for whom.
     *
     * @param name only roles of this name; the empty string for all
     * @return empty when no role grants more than is needed
     */
    public String yaml(String name) {
        var text = new StringBuilder();
        bound().distinct()
                .filter(role -> name.isEmpty() || role.name().equals(name))
                .forEach(role -> manifests(role, text));
        return environment.redact(text.toString());
    }

    private Stream<Role> bound() {
        return environment.indexes().all(AccessFacts.BINDINGS).stream()
                .flatMap(binding -> rbac.roles(binding).stream());
    }

    private void manifests(Role role, StringBuilder text) {
        var granted = new RuleSet(
                rbac.rules(role).stream().map(rule -> rule.rule().grants()).toList());
        List<CutRole> cuts = cuts(role, granted);
        if (cuts.stream().allMatch(cut -> cut.needed().covers(granted))) {
            return;
        }
        for (int i = 0; i < cuts.size(); i++) {
            text.append(text.isEmpty() ? "" : "---\n");
            cuts.get(i).write(granted, i == 0 ? "" : "-" + (i + 1), environment::words, text);
        }
    }

    /** Subjects with different needs cannot share one role. */
    private List<CutRole> cuts(Role role, RuleSet granted) {
        Map<String, CutRole> cuts = new LinkedHashMap<>();
        for (Binding binding : environment.indexes().all(AccessFacts.BINDINGS)) {
            if (!rbac.roles(binding).contains(role)) {
                continue;
            }
            for (Subject subject : binding.subjects()) {
                List<Allowance> allowed = Principal.of(subject, binding.namespace())
                        .map(budget::of)
                        .orElse(List.of());
                RuleSet needed = granted.intersect(new RuleSet(Allowance.within(binding, allowed)));
                cuts.computeIfAbsent(
                                (role.builtIn() ? binding.toString() : "") + needed.rules(),
                                key -> new CutRole(role, needed, new ArrayList<>(), binding))
                        .holders()
                        .add(binding + " to " + subject);
            }
        }
        return List.copyOf(cuts.values());
    }
}
