package io.github.akspolicy.resource.rbac;

import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.resource.DataTable;
import io.github.akspolicy.resource.LabelSelector;
import io.github.akspolicy.resource.ResourceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The ClusterRoles that every cluster has by itself, as facts; {@code default-cluster-roles.txt} says where they come
 * from. An API server adds what is missing in them at each start, so a role of a manifest with such a name has these
 * rules, too.
 */
public final class DefaultClusterRoles {
    /** All of them. */
    public static final List<Role> ROLES = read(lines("default-cluster-roles.txt"));

    private static final Set<String> SYSTEM_NAMES = Stream.concat(
                    ROLES.stream().map(Role::name).filter(name -> name.startsWith("system:")),
                    lines("default-role-names.txt").stream())
            .collect(Collectors.toUnmodifiableSet());

    private DefaultClusterRoles() {}

    /** The rules of one of them with what it aggregates from the others; empty when there is none of that name. */
    public static List<PolicyRule> rules(String name) {
        var aggregated = new AggregatedRoles(ROLES);
        return ROLES.stream()
                .filter(role -> role.name().equals(name))
                .flatMap(role -> aggregated.rules(role).stream())
                .map(rule -> rule.rule().grants())
                .toList();
    }

    /** Whether every cluster has a role of this name under {@code system:}: a ClusterRole, or a Role of kube-system. */
    public static boolean isSystemName(String name) {
        return SYSTEM_NAMES.contains(name);
    }

    private static List<String> lines(String file) {
        return DataTable.lines(DefaultClusterRoles.class, file);
    }

    private static List<Role> read(List<String> lines) {
        var rules = new LinkedHashMap<String, List<Rule>>();
        List<Rule> last = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("role ")) {
                last = new ArrayList<>();
                rules.put(line, last);
            } else {
                last.add(Rule.unwritten(RuleLine.parse(line), last.size()));
            }
        }
        var roles = new ArrayList<Role>();
        rules.forEach((heading, own) -> roles.add(role(heading.split(" "), own)));
        return List.copyOf(roles);
    }

    private static Role role(String[] heading, List<Rule> rules) {
        var labels = new LinkedHashMap<String, String>();
        List<LabelSelector> selectors = null;
        for (String word : heading) {
            if (word.startsWith("to=")) {
                labels.put(label(word.substring("to=".length())), "true");
            } else if (word.startsWith("from=")) {
                selectors =
                        List.of(new LabelSelector(Map.of(label(word.substring("from=".length())), "true"), List.of()));
            }
        }
        return new Role(
                new ResourceId(Role.API_GROUP + "/v1", "ClusterRole", null, heading[1]),
                List.copyOf(rules),
                labels,
                selectors,
                nowhere(),
                nowhere(),
                nowhere(),
                true);
    }

    private static Place nowhere() {
        return new Place(FieldPath.ROOT, FieldPath.ROOT, Position.START, Position.START);
    }

    private static String label(String name) {
        return Role.API_GROUP + "/aggregate-to-" + name;
    }
}
