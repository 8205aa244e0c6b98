package io.github.akspolicy.resource.rbac;

import java.util.Map;
import java.util.Set;

/** The resources of Kubernetes' own API groups that are in namespaces (kubectl api-resources --namespaced, 1.32). */
public final class NamespacedResources {
    private static final Map<String, Set<String>> BY_GROUP = Map.ofEntries(
            Map.entry(
                    "",
                    Set.of(
                            "bindings",
                            "configmaps",
                            "endpoints",
                            "events",
                            "limitranges",
                            "persistentvolumeclaims",
                            "pods",
                            "podtemplates",
                            "replicationcontrollers",
                            "resourcequotas",
                            "secrets",
                            "serviceaccounts",
                            "services")),
            Map.entry(
                    "apps", Set.of("controllerrevisions", "daemonsets", "deployments", "replicasets", "statefulsets")),
            Map.entry("authorization.k8s.io", Set.of("localsubjectaccessreviews")),
            Map.entry("autoscaling", Set.of("horizontalpodautoscalers")),
            Map.entry("batch", Set.of("cronjobs", "jobs")),
            Map.entry("coordination.k8s.io", Set.of("leases")),
            Map.entry("discovery.k8s.io", Set.of("endpointslices")),
            Map.entry("events.k8s.io", Set.of("events")),
            Map.entry("networking.k8s.io", Set.of("ingresses", "networkpolicies")),
            Map.entry("policy", Set.of("poddisruptionbudgets")),
            Map.entry("rbac.authorization.k8s.io", Set.of("rolebindings", "roles")),
            Map.entry("storage.k8s.io", Set.of("csistoragecapacities")));

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
