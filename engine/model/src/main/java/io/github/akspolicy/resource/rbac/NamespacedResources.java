package io.github.akspolicy.resource.rbac;

import io.github.akspolicy.resource.DataTable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The resources of Kubernetes' own API groups that are in namespaces: the table {@code namespaced-resources.txt}. */
public final class NamespacedResources {
    private static final Map<String, Set<String>> BY_GROUP =
            DataTable.lines(NamespacedResources.class, "namespaced-resources.txt").stream()
                    .map(line -> List.of(line.split(" ")))
                    .collect(Collectors.toUnmodifiableMap(
                            words -> words.get(0).equals("core") ? "" : words.get(0),
                            words -> Set.copyOf(words.subList(1, words.size()))));

    private NamespacedResources() {}

    /** The groups of Kubernetes that have such resources. */
    static Set<String> groups() {
        return BY_GROUP.keySet();
    }

    /** The resources of a group; empty for groups that are not Kubernetes' own. */
    static Set<String> of(String group) {
        return BY_GROUP.getOrDefault(group, Set.of());
    }

    /** Whether all that a rule is about is in namespaces for certain. */
    public static boolean areAll(PolicyRule rule) {
        return rule.nonResourceUrls().isEmpty()
                && !rule.resources().isEmpty()
                && rule.apiGroups().stream()
                        .allMatch(group -> rule.resources().stream().allMatch(resource -> contains(group, resource)));
    }

    private static boolean contains(String group, String resource) {
        int slash = resource.indexOf('/');
        return of(group).contains(slash < 0 ? resource : resource.substring(0, slash));
    }
}
