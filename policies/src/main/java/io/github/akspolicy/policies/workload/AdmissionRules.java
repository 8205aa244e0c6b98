package io.github.akspolicy.policies.workload;

import io.github.akspolicy.manifest.Field;
import java.util.List;
import java.util.Optional;

/**
 * What an admission webhook or admission policy is asked about: {@code webhooks[].rules} and {@code
 * spec.matchConstraints.resourceRules} have one form (admissionregistration.k8s.io/v1 RuleWithOperations).
 */
final class AdmissionRules {
    private static final String ALL = "*";

    private AdmissionRules() {}

    /** The first word under {@code resources} by which rules match one of some resources of an API group. */
    static Optional<Field> matching(Field rules, String group, List<String> resources) {
        return rules.items().stream()
                .filter(rule -> has(rule.get("apiGroups"), group))
                .flatMap(rule -> rule.get("resources").items().stream())
                .filter(word -> isAbout(word.stringOr(""), resources))
                .findFirst();
    }

    private static boolean has(Field groups, String group) {
        return groups.items().stream()
                .map(word -> word.stringOr(ALL))
                .anyMatch(word -> word.equals(ALL) || word.equals(group));
    }

    /** A subresource such as {@code pods/status} is not the resource; {@code pods/*} includes it. */
    private static boolean isAbout(String word, List<String> resources) {
        String resource = word.endsWith("/*") ? word.substring(0, word.length() - 2) : word;
        return resource.equals(ALL) || resources.contains(resource);
    }
}
