package io.github.akspolicy.policies.rbac;

import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.policy.AccessFacts;
import io.github.akspolicy.resource.rbac.Access.Allowance;
import io.github.akspolicy.resource.rbac.AccessBudget;
import io.github.akspolicy.resource.rbac.Binding;
import io.github.akspolicy.resource.rbac.PolicyRule;
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
    /** As many parts of what is cut are told in a comment. */
    private static final int SHOWN = 20;

    private final Environment environment;
    private final AccessBudget budget;
    private final RbacAuthorizer rbac;

    /** A role as it is needed: by whom, and the rules that are left. */
    private record Cut(Role role, RuleSet needed, List<String> holders, Binding binding) {}

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
        List<Cut> cuts = cuts(role, granted);
        if (cuts.stream().allMatch(cut -> cut.needed().covers(granted))) {
            return;
        }
        for (int i = 0; i < cuts.size(); i++) {
            manifest(cuts.get(i), granted, i == 0 ? "" : "-" + (i + 1), text);
        }
    }

    /** Subjects with different needs cannot share one role. */
    private List<Cut> cuts(Role role, RuleSet granted) {
        Map<String, Cut> cuts = new LinkedHashMap<>();
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
                                key -> new Cut(role, needed, new ArrayList<>(), binding))
                        .holders()
                        .add(binding + " to " + subject);
            }
        }
        return List.copyOf(cuts.values());
    }

    private void manifest(Cut cut, RuleSet granted, String suffix, StringBuilder text) {
        Role role = cut.role();
        boolean isNew = role.builtIn() || !suffix.isEmpty();
        text.append(text.isEmpty() ? "" : "---\n");
        cut.holders().forEach(holder -> comment(text, "needed by " + holder));
        List<PolicyRule> gone = PolicyRule.uncovered(cut.needed().rules(), granted.rules()).stream()
                .distinct()
                .toList();
        gone.stream().limit(SHOWN).forEach(part -> comment(text, "cut: " + part));
        if (gone.size() > SHOWN) {
            comment(text, "cut: " + (gone.size() - SHOWN) + " more");
        }
        if (cut.needed().rules().isEmpty()) {
            comment(text, "nothing of " + role + " is needed: remove the binding");
            return;
        }
        if (isNew) {
            comment(text, "to be bound in place of " + role);
        }
        boolean isCluster = cut.binding().isClusterWide() || (role.isClusterRole() && !role.builtIn());
        String name = role.builtIn() ? cut.binding().name() : role.name() + suffix;
        text.append("apiVersion: ").append(Role.API_GROUP).append("/v1\nkind: ");
        text.append(isCluster ? "ClusterRole" : "Role");
        text.append("\nmetadata:\n  name: ").append(SafeText.quoted(name)).append('\n');
        if (!isCluster) {
            text.append("  namespace: ")
                    .append(SafeText.quoted(cut.binding().namespace()))
                    .append('\n');
        }
        text.append("rules:\n");
        cut.needed().rules().forEach(rule -> rule(rule, text));
    }

    private void comment(StringBuilder text, String words) {
        text.append("# ").append(SafeText.line(environment.words(words))).append('\n');
    }

    private static void rule(PolicyRule rule, StringBuilder text) {
        String lead = "  - ";
        lead = list(text, lead, "apiGroups", rule.apiGroups());
        lead = list(text, lead, "resources", rule.resources());
        lead = list(text, lead, "resourceNames", rule.resourceNames());
        lead = list(text, lead, "nonResourceURLs", rule.nonResourceUrls());
        list(text, lead, "verbs", rule.verbs());
    }

    private static String list(StringBuilder text, String lead, String key, List<String> words) {
        if (words.isEmpty()) {
            return lead;
        }
        text.append(lead).append(key).append(": [");
        text.append(String.join(", ", words.stream().map(SafeText::quoted).toList()));
        text.append("]\n");
        return "    ";
    }
}
