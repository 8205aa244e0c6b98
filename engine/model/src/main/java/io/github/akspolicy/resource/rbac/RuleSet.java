package io.github.akspolicy.resource.rbac;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Rules that hold together, seen as the set of what they grant. Two sets grant the same when each covers the other in the
 * sense of the API server's escalation check.
 *
 * @param rules the rules
 */
public record RuleSet(List<PolicyRule> rules) {
    private static final String ALL = "*";

    /** One list of a rule, and how a rule gets another one in its place. */
    private record Dimension(
            Function<PolicyRule, List<String>> list, BiFunction<PolicyRule, List<String>, PolicyRule> with) {}

    /** In the order in which lists are joined: it decides which of two equally short forms comes out. */
    private static final List<Dimension> DIMENSIONS = List.of(
            new Dimension(
                    PolicyRule::verbs,
                    (rule, list) -> new PolicyRule(
                            rule.apiGroups(), rule.resources(), rule.resourceNames(), rule.nonResourceUrls(), list)),
            new Dimension(
                    PolicyRule::resources,
                    (rule, list) -> new PolicyRule(
                            rule.apiGroups(), list, rule.resourceNames(), rule.nonResourceUrls(), rule.verbs())),
            new Dimension(
                    PolicyRule::apiGroups,
                    (rule, list) -> new PolicyRule(
                            list, rule.resources(), rule.resourceNames(), rule.nonResourceUrls(), rule.verbs())),
            new Dimension(
                    PolicyRule::resourceNames,
                    (rule, list) -> new PolicyRule(
                            rule.apiGroups(), rule.resources(), list, rule.nonResourceUrls(), rule.verbs())),
            new Dimension(
                    PolicyRule::nonResourceUrls,
                    (rule, list) -> new PolicyRule(
                            rule.apiGroups(), rule.resources(), rule.resourceNames(), list, rule.verbs())));

    public RuleSet {
        rules = List.copyOf(rules);
    }

    /** Whether everything that another set grants is granted by this one. */
    public boolean covers(RuleSet other) {
        return PolicyRule.uncovered(rules, other.rules).isEmpty();
    }

    /** The same grants in few rules without anything that another of them grants, in an order that depends on nothing else. */
    public RuleSet compact() {
        var whole = new ArrayList<PolicyRule>();
        var parts = new LinkedHashSet<PolicyRule>();
        for (PolicyRule rule : rules) {
            if (rule.isCountable()) {
                parts.addAll(rule.breakdown());
            } else {
                whole.add(sorted(rule));
            }
        }
        Collection<PolicyRule> joined = new LinkedHashSet<>(withoutRedundant(parts));
        for (Dimension dimension : DIMENSIONS) {
            joined = join(joined, dimension);
        }
        var all = new LinkedHashSet<>(joined);
        all.addAll(whole);
        return new RuleSet(
                all.stream().sorted(Comparator.comparing(RuleSet::order)).toList());
    }

    /** What both sets grant. */
    public RuleSet intersect(RuleSet other) {
        var common = new ArrayList<PolicyRule>();
        for (PolicyRule one : rules) {
            for (PolicyRule two : other.rules) {
                common.addAll(common(one, two));
            }
        }
        return new RuleSet(common).compact();
    }

    private static String order(PolicyRule rule) {
        return rule.nonResourceUrls() + " " + rule.apiGroups() + rule.resources() + rule.resourceNames() + rule.verbs();
    }

    private static PolicyRule sorted(PolicyRule rule) {
        PolicyRule sorted = rule;
        for (Dimension dimension : DIMENSIONS) {
            sorted = dimension.with().apply(sorted, sorted(dimension.list().apply(sorted)));
        }
        return sorted;
    }

    private static List<String> sorted(Collection<String> words) {
        return List.copyOf(new TreeSet<>(words));
    }

    private static Set<PolicyRule> withoutRedundant(Set<PolicyRule> parts) {
        var left = new LinkedHashSet<>(
                parts.stream().sorted(Comparator.comparing(RuleSet::order)).toList());
        List<PolicyRule> patterns = parts.stream()
                .filter(part -> part.nonResourceUrls().stream().anyMatch(url -> url.endsWith(ALL)))
                .toList();
        for (PolicyRule part : List.copyOf(left)) {
            Collection<PolicyRule> wider = part.nonResourceUrls().isEmpty() ? wider(part) : widerUrls(part, patterns);
            // what was left out already covers nothing: of two that cover each other one stays
            if (wider.stream().anyMatch(other -> !other.equals(part) && left.contains(other))) {
                left.remove(part);
            }
        }
        return left;
    }

    /** Every part that grants this one and more: there are few, so that nothing needs comparing. */
    private static List<PolicyRule> wider(PolicyRule part) {
        String resource = part.resources().get(0);
        int slash = resource.indexOf('/');
        var wider = new ArrayList<PolicyRule>();
        for (String group : List.of(part.apiGroups().get(0), ALL)) {
            for (String word :
                    slash < 0 ? List.of(resource, ALL) : List.of(resource, ALL, ALL + resource.substring(slash))) {
                for (String verb : List.of(part.verbs().get(0), ALL)) {
                    for (List<String> names : List.of(part.resourceNames(), List.<String>of())) {
                        wider.add(new PolicyRule(List.of(group), List.of(word), names, List.of(), List.of(verb)));
                    }
                }
            }
        }
        return wider;
    }

    private static List<PolicyRule> widerUrls(PolicyRule part, List<PolicyRule> patterns) {
        var wider = new ArrayList<>(
                patterns.stream().filter(pattern -> pattern.covers(part)).toList());
        wider.add(PolicyRule.ofUrls(part.nonResourceUrls(), List.of(ALL)));
        return wider;
    }

    /** Joins rules that differ in one list only: together they grant the same as one with both lists. */
    private static List<PolicyRule> join(Collection<PolicyRule> rules, Dimension dimension) {
        var joined = new LinkedHashMap<PolicyRule, Set<String>>();
        for (PolicyRule rule : rules) {
            List<String> list = dimension.list().apply(rule);
            // an empty list of names means all: it is no list to add others to
            PolicyRule rest = list.isEmpty() ? rule : dimension.with().apply(rule, List.of(ALL));
            joined.computeIfAbsent(rest, unused -> new TreeSet<>()).addAll(list);
        }
        var result = new ArrayList<PolicyRule>();
        for (Map.Entry<PolicyRule, Set<String>> entry : joined.entrySet()) {
            result.add(dimension.with().apply(entry.getKey(), List.copyOf(entry.getValue())));
        }
        return result;
    }

    private static List<PolicyRule> common(PolicyRule one, PolicyRule two) {
        var common = new ArrayList<PolicyRule>();
        List<String> verbs = common(one.verbs(), two.verbs());
        List<String> groups = common(one.apiGroups(), two.apiGroups());
        List<String> resources = commonResources(one.resources(), two.resources());
        boolean either = one.resourceNames().isEmpty() || two.resourceNames().isEmpty();
        List<String> names = either
                ? one.resourceNames().isEmpty() ? two.resourceNames() : one.resourceNames()
                : one.resourceNames().stream()
                        .filter(two.resourceNames()::contains)
                        .toList();
        if (!verbs.isEmpty() && !groups.isEmpty() && !resources.isEmpty() && (either || !names.isEmpty())) {
            common.add(new PolicyRule(groups, resources, names, List.of(), verbs));
        }
        List<String> urls = commonUrls(one, two);
        if (!verbs.isEmpty() && !urls.isEmpty()) {
            common.add(PolicyRule.ofUrls(urls, verbs));
        }
        return common;
    }

    private static List<String> common(List<String> one, List<String> two) {
        var common = new TreeSet<>(one.contains(ALL) ? two : List.of());
        common.addAll(two.contains(ALL) ? one : List.of());
        var both = new HashSet<>(two);
        one.stream().filter(both::contains).forEach(common::add);
        return List.copyOf(common);
    }

    private static List<String> commonResources(List<String> one, List<String> two) {
        var common = new TreeSet<>(common(one, two));
        addSubresources(one, new HashSet<>(two), common);
        addSubresources(two, new HashSet<>(one), common);
        return List.copyOf(common);
    }

    private static void addSubresources(List<String> resources, Set<String> patterns, Set<String> common) {
        for (String resource : resources) {
            int slash = resource.indexOf('/');
            if (slash >= 0 && patterns.contains(ALL + resource.substring(slash))) {
                common.add(resource);
            }
        }
    }

    private static List<String> commonUrls(PolicyRule one, PolicyRule two) {
        var common = new TreeSet<String>();
        two.nonResourceUrls().stream().filter(one::allowsUrl).forEach(common::add);
        one.nonResourceUrls().stream().filter(two::allowsUrl).forEach(common::add);
        return List.copyOf(common);
    }
}
