package io.github.akspolicy.explain;

import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.resource.rbac.Binding;
import io.github.akspolicy.resource.rbac.PolicyRule;
import io.github.akspolicy.resource.rbac.Role;
import io.github.akspolicy.resource.rbac.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A role as it is needed.
 *
 * @param needed the rules that are left
 * @param holders by whom, in words
 * @param binding the first one that binds it to them
 */
record CutRole(Role role, RuleSet needed, List<String> holders, Binding binding) {
    /** As many parts of what is cut are told in a comment. */
    private static final int SHOWN = 20;

    /**
     * Writes its manifest, led by comments on what is cut and for whom.
     *
     * @param granted the rules as they are
     * @param suffix what tells it apart from the other parts of the same role, or the empty string
     * @param words masks what is secret
     */
    void write(RuleSet granted, String suffix, UnaryOperator<String> words, StringBuilder text) {
        boolean isNew = role.builtIn() || !suffix.isEmpty();
        comments(granted, isNew)
                .forEach(line -> text.append("# ")
                        .append(SafeText.line(words.apply(line)))
                        .append('\n'));
        if (needed.rules().isEmpty()) {
            return;
        }
        boolean isCluster = binding.isClusterWide() || (role.isClusterRole() && !role.builtIn());
        String name = role.builtIn() ? binding.name() : role.name() + suffix;
        text.append("apiVersion: ").append(Role.API_GROUP).append("/v1\nkind: ");
        text.append(isCluster ? "ClusterRole" : "Role");
        text.append("\nmetadata:\n  name: ").append(SafeText.quoted(name)).append('\n');
        if (!isCluster) {
            text.append("  namespace: ")
                    .append(SafeText.quoted(binding.namespace()))
                    .append('\n');
        }
        text.append("rules:\n");
        needed.rules().forEach(rule -> rule(rule, text));
    }

    private List<String> comments(RuleSet granted, boolean isNew) {
        var lines = new ArrayList<String>();
        holders.forEach(holder -> lines.add("needed by " + holder));
        List<PolicyRule> gone = PolicyRule.uncovered(needed.rules(), granted.rules()).stream()
                .distinct()
                .toList();
        gone.stream().limit(SHOWN).forEach(part -> lines.add("cut: " + part));
        if (gone.size() > SHOWN) {
            lines.add("cut: " + (gone.size() - SHOWN) + " more");
        }
        if (needed.rules().isEmpty()) {
            lines.add("nothing of " + role + " is needed: remove the binding");
        } else if (isNew) {
            lines.add("to be bound in place of " + role);
        }
        return lines;
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
