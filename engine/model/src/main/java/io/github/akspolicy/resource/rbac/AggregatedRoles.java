package io.github.akspolicy.resource.rbac;

import io.github.akspolicy.resource.LabelSelector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rules that roles really have, as the cluster's controller for aggregated ClusterRoles leaves them
 * (pkg/controller/clusterroleaggregation/clusterroleaggregation_controller.go): selector by selector, within one the
 * selected roles by name without the role itself, each rule once. The controller applies the result server-side without
 * an empty list: an aggregated role that selects no rule at all keeps the rules of its manifest.
 */
public final class AggregatedRoles {
    private static final List<String> WITH_VALUES = List.of("In", "NotIn");
    private static final List<String> WITHOUT_VALUES = List.of("Exists", "DoesNotExist");

    /** A role and those it collects from. */
    private record Members(Role role, List<Role> selected) {}

    /** A label's value, or the name in its key (apimachinery, pkg/util/validation/validation.go). */
    private static final Pattern WORD = Pattern.compile("(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?");

    private static final Pattern DOMAIN =
            Pattern.compile("(?=.{0,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

    private final Map<Role, List<EffectiveRule>> rules = new IdentityHashMap<>();
    private final Map<Role, Boolean> applied = new IdentityHashMap<>();
    private final Map<Role, List<Role>> sources = new IdentityHashMap<>();
    private final Map<Role, List<Role>> collectors = new IdentityHashMap<>();

    /**
     * @param roles all roles; only the ClusterRoles among them take part in aggregation
     */
    public AggregatedRoles(List<Role> roles) {
        for (Role role : roles) {
            rules.put(
                    role,
                    role.rules().stream()
                            .map(rule -> new EffectiveRule(role, rule))
                            .toList());
        }
        List<Role> clusterRoles = roles.stream()
                .filter(Role::isClusterRole)
                .sorted(Comparator.comparing(Role::name))
                .toList();
        List<Members> members = members(clusterRoles);
        settle(members);
        connect(members);
    }

    /** The rules in force of one of the roles, in the controller's order. */
    public List<EffectiveRule> rules(Role role) {
        return rules.getOrDefault(role, List.of());
    }

    /** The roles that a role collects from, directly or through others, without itself; empty for one that is not aggregated. */
    public List<Role> sources(Role role) {
        return sources.getOrDefault(role, List.of());
    }

    /** The aggregated roles that collect from a role, directly or through others, without itself. */
    public List<Role> collectors(Role role) {
        return collectors.getOrDefault(role, List.of());
    }

    private void connect(List<Members> members) {
        var selected = new IdentityHashMap<Role, List<Role>>();
        members.forEach(entry -> selected.put(entry.role(), entry.selected()));
        for (Members entry : members) {
            List<Role> reached = reached(entry.role(), selected);
            sources.put(entry.role(), reached);
            reached.forEach(source -> collectors
                    .computeIfAbsent(source, unused -> new ArrayList<>())
                    .add(entry.role()));
        }
    }

    private static List<Role> reached(Role role, Map<Role, List<Role>> selected) {
        Set<Role> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        var reached = new ArrayList<Role>();
        seen.add(role);
        var open = new ArrayDeque<Role>(List.of(role));
        while (!open.isEmpty()) {
            for (Role source : selected.getOrDefault(open.remove(), List.of())) {
                if (seen.add(source)) {
                    reached.add(source);
                    open.add(source);
                }
            }
        }
        return List.copyOf(reached);
    }

    /** The roles that each aggregated role collects from, in order. Labels do not change: this needs doing only once. */
    private static List<Members> members(List<Role> clusterRoles) {
        Map<Map.Entry<String, String>, List<Role>> byLabel = new HashMap<>();
        for (Role role : clusterRoles) {
            role.labels()
                    .entrySet()
                    .forEach(label -> byLabel.computeIfAbsent(label, unused -> new ArrayList<>())
                            .add(role));
        }
        var members = new ArrayList<Members>();
        for (Role role : clusterRoles) {
            List<LabelSelector> selectors = role.aggregation();
            if (selectors != null && selectors.stream().allMatch(AggregatedRoles::isValid)) {
                var selected = new ArrayList<Role>();
                for (LabelSelector selector : selectors) {
                    List<Role> candidates = selector.matchLabels().entrySet().stream()
                            .findFirst()
                            .map(label -> byLabel.getOrDefault(label, List.of()))
                            .orElse(clusterRoles);
                    for (Role candidate : candidates) {
                        if (!candidate.name().equals(role.name()) && selector.matches(candidate.labels())) {
                            selected.add(candidate);
                        }
                    }
                }
                members.add(new Members(role, selected));
            }
        }
        return members;
    }

    /** Whether the controller can use it: it gives up on a role with a selector that is not valid. */
    private static boolean isValid(LabelSelector selector) {
        return selector.matchLabels().entrySet().stream()
                        .allMatch(label -> isKey(label.getKey()) && isValue(label.getValue()))
                && selector.expressions().stream()
                        .allMatch(expression -> isKey(expression.key())
                                && expression.values().stream().allMatch(AggregatedRoles::isValue)
                                && (expression.values().isEmpty()
                                        ? WITHOUT_VALUES.contains(expression.operator())
                                        : WITH_VALUES.contains(expression.operator())));
    }

    private static boolean isKey(String key) {
        int slash = key.indexOf('/');
        String name = key.substring(slash + 1);
        return !name.isEmpty()
                && isValue(name)
                && (slash < 0
                        || (slash <= 253
                                && DOMAIN.matcher(key.substring(0, slash)).matches()));
    }

    private static boolean isValue(String value) {
        return value.length() <= 63 && WORD.matcher(value).matches();
    }

    private void settle(List<Members> members) {
        boolean changed = true;
        // what flows along a chain arrives after as many rounds as it has roles; a circle must not turn for ever
        for (int round = 0; changed && round < members.size() + 2; round++) {
            changed = false;
            for (Members entry : members) {
                changed |= sync(entry.role(), entry.selected());
            }
        }
    }

    private boolean sync(Role role, List<Role> selected) {
        var collected = new LinkedHashMap<PolicyRule, EffectiveRule>();
        for (Role member : selected) {
            for (EffectiveRule rule : rules(member)) {
                collected.putIfAbsent(rule.rule().grants(), rule);
            }
        }
        // an empty result is applied only over what the controller itself applied before
        if (collected.isEmpty() && !applied.containsKey(role)) {
            return false;
        }
        applied.put(role, true);
        List<EffectiveRule> result = List.copyOf(collected.values());
        boolean same = values(result).equals(values(rules(role)));
        rules.put(role, result);
        return !same;
    }

    private static List<PolicyRule> values(List<EffectiveRule> rules) {
        return rules.stream().map(rule -> rule.rule().grants()).toList();
    }
}
