package io.github.akspolicy.policies.rbac;

import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.resource.rbac.PolicyRule;
import io.github.akspolicy.resource.rbac.Rule;
import io.github.akspolicy.resource.rbac.Rule.Part;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a rule grants of some powers, as one finding: the words of the rule that do it.
 *
 * @param rule the rule
 * @param part the list that the finding points into
 * @param word the word of that list
 * @param verbs the verbs granted
 * @param resources the resources granted
 */
record GrantedPower(Rule rule, Part part, String word, Set<String> verbs, Set<String> resources) {
    static Optional<GrantedPower> of(Rule rule, List<Power> powers) {
        List<Power> granted = new ArrayList<>(0);
        for (Power power : powers) {
            if (power.isGrantedBy(rule.grants())) {
                granted.add(power);
            }
        }
        if (granted.isEmpty()) {
            return Optional.empty();
        }
        var verbs = new LinkedHashSet<String>();
        var resources = new LinkedHashSet<String>();
        for (Power power : granted) {
            verbs.addAll(power.verbsOf(rule.grants()));
            resources.addAll(power.resourcesOf(rule.grants()));
        }
        Power first = granted.get(0);
        return Optional.of(new GrantedPower(rule, first.shownAt(), word(rule, first), verbs, resources));
    }

    /** The word to take out: the one that is about the power alone before one that is about everything. */
    private static String word(Rule rule, Power power) {
        List<String> listed = listed(rule, power);
        return listed.isEmpty() ? words(rule, power).findFirst().orElse("") : listed.get(0);
    }

    /** The words of a rule that name a power by themselves: without wildcards. */
    static List<String> listed(Rule rule, Power power) {
        return words(rule, power).filter(word -> !Rule.isWildcard(word)).toList();
    }

    private static Stream<String> words(Rule rule, Power power) {
        return rule.words(power.shownAt()).stream()
                .filter(word -> power.isGrantedBy(with(rule.grants(), power.shownAt(), word)));
    }

    private static PolicyRule with(PolicyRule rule, Part part, String word) {
        List<String> one = List.of(word);
        return PolicyRule.of(
                part == Part.API_GROUPS ? one : rule.apiGroups(),
                part == Part.RESOURCES ? one : rule.resources(),
                part == Part.VERBS ? one : rule.verbs());
    }

    /** Whether it is about some objects only. */
    boolean isNamed() {
        return !rule.grants().resourceNames().isEmpty();
    }

    Place place() {
        return rule.place(part, word::equals);
    }

    /** {@code resources contains "*" (secrets), with get, list}. */
    String message() {
        String what = switch (part) {
            case VERBS -> explained(verbs) + ", on " + String.join(", ", resources);
            case API_GROUPS -> explained(resources) + ", with " + String.join(", ", verbs);
            default -> explained(resources) + ", with " + String.join(", ", verbs);
        };
        return part.field() + " contains " + what
                + (isNamed() ? ", for " + String.join(", ", rule.grants().resourceNames()) : "");
    }

    /** {@code create deployments.apps}. */
    String words() {
        return String.join(", ", verbs)
                + ' '
                + String.join(", ", resources)
                + (isNamed() ? " named " + String.join(", ", rule.grants().resourceNames()) : "");
    }

    private String explained(Set<String> granted) {
        String all = String.join(", ", granted);
        return Rule.isWildcard(word) ? '"' + word + "\" (" + all + ')' : all;
    }

    Observation observation() {
        return Observation.violation(place(), message(), part.field() + ':' + word);
    }
}
