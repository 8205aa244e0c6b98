package io.github.akspolicy.resource.rbac;

import io.github.akspolicy.resource.KubernetesResource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The words of requests to an API server: verbs, resources with their subresources, by group. {@link #KUBERNETES} holds those of
 * Kubernetes itself; custom resources and the words of roles are added to a copy. Source of the verbs: Kubernetes documentation,
 * "Authorization", "Request verbs"; the resources are those of {@link KubernetesResource}.
 */
public final class ApiWords {
    /** Verbs of requests for resources; {@code *} stands for all. */
    private static final Set<String> VERBS = Set.of(
            ("* approve attest bind create delete deletecollection escalate get impersonate list patch sign update use watch")
                    .split(" "));

    /** Verbs of requests for a URL: the methods of HTTP. */
    private static final Set<String> METHODS = Set.of("*", "delete", "get", "head", "options", "patch", "post", "put");

    /** Every resource may have them: owners block deletion by the first, controllers use the others of custom resources. */
    private static final Set<String> OF_ANY_RESOURCE = Set.of("*", "finalizers", "scale", "status");

    /** What Kubernetes itself knows; a copy takes more words. */
    public static final ApiWords KUBERNETES = read();

    private final Set<String> verbs = new TreeSet<>(VERBS);
    private final Map<String, Map<String, Set<String>>> groups = new TreeMap<>();

    private ApiWords() {}

    /** A copy that can take more words. */
    public ApiWords copy() {
        var copy = new ApiWords();
        copy.verbs.addAll(verbs);
        groups.forEach((group, resources) ->
                resources.forEach((resource, subresources) -> copy.add(group, resource, subresources)));
        return copy;
    }

    /** Adds a resource of a group. */
    public void add(String group, String resource, Set<String> subresources) {
        groups.computeIfAbsent(group, unused -> new TreeMap<>())
                .computeIfAbsent(resource, unused -> new TreeSet<>())
                .addAll(subresources);
    }

    /** Adds the words that a rule names literally. */
    public void add(PolicyRule rule) {
        if (!rule.nonResourceUrls().isEmpty()) {
            return;
        }
        verbs.addAll(rule.verbs());
        for (String group : rule.apiGroups()) {
            for (String word : rule.resources()) {
                if (!group.equals("*") && !word.startsWith("*")) {
                    int slash = word.indexOf('/');
                    add(
                            group,
                            slash < 0 ? word : word.substring(0, slash),
                            slash < 0 ? Set.of() : Set.of(word.substring(slash + 1)));
                }
            }
        }
    }

    /** The verbs of requests for resources. */
    public Set<String> verbs() {
        return Set.copyOf(verbs);
    }

    /** The verbs of requests for a URL. */
    public static Set<String> methods() {
        return METHODS;
    }

    /** The resources by their group; {@code ""} is core. */
    public Map<String, Set<String>> resources() {
        var all = new TreeMap<String, Set<String>>();
        groups.forEach((group, resources) -> all.put(group, new TreeSet<>(resources.keySet())));
        return all;
    }

    /** Whether a group has a resource. */
    public boolean has(String group, String resource) {
        return groups.getOrDefault(group, Map.of()).containsKey(resource);
    }

    /** The subresources that a resource may have. */
    public Set<String> subresources(String group, String resource) {
        var all = new TreeSet<>(OF_ANY_RESOURCE);
        all.addAll(groups.getOrDefault(group, Map.of()).getOrDefault(resource, Set.of()));
        return all;
    }

    private static ApiWords read() {
        var words = new ApiWords();
        KubernetesResource.ALL.forEach(
                resource -> words.add(resource.group(), resource.name(), resource.subresources()));
        return words;
    }
}
