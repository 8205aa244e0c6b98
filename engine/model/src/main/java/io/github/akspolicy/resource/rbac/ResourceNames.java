package io.github.akspolicy.resource.rbac;

import io.github.akspolicy.resource.KubernetesResource;
import io.github.akspolicy.resource.KubernetesResource.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How rules name resources: plural, in lower case, without their group. */
public final class ResourceNames {
    /** By group and name. */
    private static final Map<String, KubernetesResource> KNOWN = KubernetesResource.ALL.stream()
            .filter(resource -> resource.scope() != Scope.NONE)
            .collect(Collectors.toMap(
                    resource -> key(resource.group(), resource.name()),
                    Function.identity(),
                    (first, second) -> first,
                    LinkedHashMap::new));

    /** All groups of Kubernetes, core first. */
    private static final List<String> GROUPS = KNOWN.values().stream()
            .map(KubernetesResource::group)
            .distinct()
            .sorted()
            .toList();

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
        if (groups.stream().anyMatch(group -> isKnown(group, name))) {
            return Optional.empty();
        }
        String lower = name.toLowerCase(Locale.ROOT);
        return Stream.of(lower, lower + 's', lower + "es", lower.replaceAll("y$", "ies"))
                .filter(candidate -> groups.stream().anyMatch(group -> isKnown(group, candidate)))
                .findFirst()
                .or(() -> KNOWN.values().stream()
                        .filter(resource -> !name.isEmpty()
                                && resource.shortName().equals(name)
                                && groups.contains(resource.group()))
                        .map(KubernetesResource::name)
                        .findFirst());
    }

    /**
     * The group of a resource whose group is left out, as kubectl finds it: core, else the one of Kubernetes that has it.
     *
     * @throws IllegalArgumentException when the word is a kind, a singular or a short name; the message says what to write
     */
    public static String group(String resource) {
        plural(resource, GROUPS).ifPresent(plural -> {
            throw new IllegalArgumentException("no resource is called " + resource + ": write " + plural);
        });
        return groups(List.of(resource)).get(0);
    }

    /** The groups of Kubernetes that resources are in; {@code ""}, core, when nobody knows. */
    public static List<String> groups(List<String> resources) {
        List<String> groups = GROUPS.stream()
                .filter(group -> resources.stream().anyMatch(resource -> isKnown(group, resource)))
                .toList();
        return groups.isEmpty() ? List.of("") : groups;
    }

    /**
     * Whether a resource of Kubernetes itself, perhaps with a subresource, is in no namespace. Only a ClusterRoleBinding grants it:
     * for a request without a namespace the authorizer reads no RoleBinding (plugin/pkg/auth/authorizer/rbac/rbac.go,
     * VisitRulesFor).
     */
    public static boolean isOfTheCluster(String group, String resource) {
        return is(Scope.CLUSTER, group, resource);
    }

    /** Whether all that a rule is about is in namespaces for certain. */
    public static boolean areAllNamespaced(PolicyRule rule) {
        return rule.nonResourceUrls().isEmpty()
                && !rule.resources().isEmpty()
                && rule.apiGroups().stream()
                        .allMatch(group ->
                                rule.resources().stream().allMatch(resource -> is(Scope.NAMESPACED, group, resource)));
    }

    private static boolean is(Scope scope, String group, String resource) {
        int slash = resource.indexOf('/');
        String name = slash < 0 ? resource : resource.substring(0, slash);
        KubernetesResource known = KNOWN.get(key(group, name));
        return known != null && known.scope() == scope;
    }

    private static boolean isKnown(String group, String name) {
        return KNOWN.containsKey(key(group, name));
    }

    private static String key(String group, String name) {
        return group + '/' + name;
    }
}
