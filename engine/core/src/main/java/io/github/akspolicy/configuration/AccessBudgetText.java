package io.github.akspolicy.configuration;

import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.resource.rbac.Access.Allowance;
import io.github.akspolicy.resource.rbac.AccessBudget;
import io.github.akspolicy.resource.rbac.PolicyRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes a file of who may do what at most, always in one order, with a rule on each line so that changes merge. */
public final class AccessBudgetText {
    private static final String HEAD = """
            # Who may do what at most, by environment, subject and namespace; "*" is the whole cluster. Written by
            # the command rbac-budget, held by rbac/expected-access, yours to cut.
            schemaVersion: 1
            environments:
            """;

    private AccessBudgetText() {}

    /**
     * The text of a file.
     *
     * @param budgets by environment, in the order of the file
     */
    public static String of(Map<String, AccessBudget> budgets) {
        var text = new StringBuilder(HEAD);
        budgets.forEach((environment, budget) -> {
            text.append("  ").append(SafeText.quoted(environment)).append(":\n");
            var subjects = new TreeMap<String, List<Allowance>>();
            budget.allowances().forEach((who, allowances) -> subjects.put(who.notation(), allowances));
            subjects.forEach((who, allowances) -> subject(text, who, allowances));
        });
        return text.toString();
    }

    private static void subject(StringBuilder text, String who, List<Allowance> allowances) {
        text.append("    ").append(SafeText.quoted(who)).append(":\n");
        String scope = null;
        for (Allowance allowance : allowances) {
            String own = allowance.namespace().isEmpty() ? AccessBudget.EVERYWHERE : allowance.namespace();
            if (!own.equals(scope)) {
                text.append("      ").append(SafeText.quoted(own)).append(":\n");
                scope = own;
            }
            text.append("        - ").append(rule(allowance.rule())).append('\n');
        }
    }

    private static String rule(PolicyRule rule) {
        var keys = new ArrayList<String>();
        add(keys, "apiGroups", rule.apiGroups());
        add(keys, "resources", rule.resources());
        add(keys, "resourceNames", rule.resourceNames());
        add(keys, "nonResourceURLs", rule.nonResourceUrls());
        add(keys, "verbs", rule.verbs());
        return '{' + String.join(", ", keys) + '}';
    }

    private static void add(List<String> keys, String key, List<String> words) {
        if (!words.isEmpty()) {
            keys.add(key + ": ["
                    + String.join(", ", words.stream().map(SafeText::quoted).toList()) + ']');
        }
    }
}
