package io.github.akspolicy.resource.rbac;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** How rules name resources: plural, in lower case, without their group. */
public final class ResourceNames {
    private static final Map<String, String> SHORT = Map.ofEntries(
            Map.entry("cm", "configmaps"),
            Map.entry("cj", "cronjobs"),
            Map.entry("deploy", "deployments"),
            Map.entry("ds", "daemonsets"),
            Map.entry("ep", "endpoints"),
            Map.entry("hpa", "horizontalpodautoscalers"),
            Map.entry("ing", "ingresses"),
            Map.entry("netpol", "networkpolicies"),
            Map.entry("no", "nodes"),
            Map.entry("ns", "namespaces"),
            Map.entry("po", "pods"),
            Map.entry("pv", "persistentvolumes"),
            Map.entry("pvc", "persistentvolumeclaims"),
            Map.entry("rs", "replicasets"),
            Map.entry("sa", "serviceaccounts"),
            Map.entry("sts", "statefulsets"),
            Map.entry("svc", "services"));

    private ResourceNames() {}

    /**
     * Why a word of a rule can match no request.
     *
     * @param groups the groups of the rule: a name of another group may be anything
     */
    public static Optional<String> problem(String word, List<String> groups) {
        int slash = word.indexOf('/');
        String name = slash < 0 ? word : word.substring(0, slash);
        if (word.startsWith("/")) {
            return Optional.of(word + ", which is a URL: write it into nonResourceURLs of a ClusterRole");
        }
        int dot = name.indexOf('.');
        if (dot > 0) {
            return Optional.of(word + ", which matches nothing: write " + name.substring(0, dot)
                    + (slash < 0 ? "" : word.substring(slash)) + ", and the group " + name.substring(dot + 1)
                    + " into apiGroups");
        }
        return plural(name, groups)
                .map(plural ->
                        word + ", which matches nothing: write " + plural + (slash < 0 ? "" : word.substring(slash)));
    }

    /** The name that was meant when a word is a kind, a singular or a short name of a resource of Kubernetes itself. */
    private static Optional<String> plural(String name, List<String> groups) {
        if (groups.stream().anyMatch(group -> known(group).contains(name))) {
            return Optional.empty();
        }
        String lower = name.toLowerCase(Locale.ROOT);
        for (String candidate : List.of(lower, lower + 's', lower + "es", lower.replaceAll("y$", "ies"))) {
            if (groups.stream().anyMatch(group -> known(group).contains(candidate))) {
                return Optional.of(candidate);
            }
        }
        String meant = SHORT.get(name);
        return meant != null && groups.stream().anyMatch(group -> known(group).contains(meant))
                ? Optional.of(meant)
                : Optional.empty();
    }

    /**
     * The group of a resource whose group is left out, as kubectl finds it: core, else the one of Kubernetes that has it.
     *
     * @throws IllegalArgumentException when the word is a kind, a singular or a short name; the message says what to write
     */
    public static String group(String resource) {
        List<String> groups = groups();
        plural(resource, groups).ifPresent(plural -> {
            throw new IllegalArgumentException("no resource is called " + resource + ": write " + plural);
        });
        return groups.stream()
                .filter(group -> known(group).contains(resource))
                .findFirst()
                .orElse("");
    }

    /** Whether a resource of Kubernetes itself is in no namespace. */
    public static boolean isOfTheCluster(String group, String resource) {
        return ClusterResources.contains(group, resource);
    }

    /** All groups of Kubernetes, core first. */
    private static List<String> groups() {
        return Stream.concat(ClusterResources.groups().stream(), NamespacedResources.groups().stream())
                .distinct()
                .sorted()
                .toList();
    }

    private static Set<String> known(String group) {
        var all = new TreeSet<>(NamespacedResources.of(group));
        all.addAll(ClusterResources.of(group));
        return all;
    }

    /** The groups of Kubernetes that resources are in; {@code ""}, core, when nobody knows. */
    public static List<String> groups(List<String> resources) {
        var groups = new TreeSet<String>();
        for (String group : groups()) {
            if (resources.stream().anyMatch(known(group)::contains)) {
                groups.add(group);
            }
        }
        return groups.isEmpty() ? List.of("") : List.copyOf(groups);
    }
}
