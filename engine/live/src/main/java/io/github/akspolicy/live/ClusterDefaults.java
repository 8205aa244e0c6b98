package io.github.akspolicy.live;

import io.github.akspolicy.resource.rbac.DefaultClusterRoles;
import io.github.akspolicy.resource.rbac.PolicyRule;
import io.github.akspolicy.resource.rbac.Role;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The ClusterRoles and bindings that the API server makes by itself, as long as nobody added to them. Policies know them
 * anyway; findings about them would be about Kubernetes, and there is nothing that one could edit.
 */
final class ClusterDefaults {
    private static final String BOOTSTRAPPING = "kubernetes.io/bootstrapping";
    private static final Set<String> ROLES =
            DefaultClusterRoles.ROLES.stream().map(Role::name).collect(Collectors.toUnmodifiableSet());

    private ClusterDefaults() {}

    static boolean contains(RunningObject running) {
        if (!running.kind().group().equals(Role.API_GROUP) || !isLabelled(running.object())) {
            return false;
        }
        return switch (running.kind().kind()) {
            case "ClusterRole" -> ROLES.contains(running.name()) && grantsNoMore(running);
            case "ClusterRoleBinding" -> isOfTheSystem(running.object());
            default -> false;
        };
    }

    private static boolean isLabelled(Map<String, Object> object) {
        Map<String, Object> metadata = JsonTree.map(object, "metadata");
        return metadata != null
                && JsonTree.text(JsonTree.map(metadata, "labels"), BOOTSTRAPPING)
                        .equals("rbac-defaults");
    }

    private static boolean grantsNoMore(RunningObject running) {
        List<PolicyRule> rules = JsonTree.objects(running.object(), "rules").stream()
                .map(rule -> new PolicyRule(
                        JsonTree.strings(rule, "apiGroups"),
                        JsonTree.strings(rule, "resources"),
                        JsonTree.strings(rule, "resourceNames"),
                        JsonTree.strings(rule, "nonResourceURLs"),
                        JsonTree.strings(rule, "verbs")))
                .toList();
        return PolicyRule.uncovered(DefaultClusterRoles.rules(running.name()), rules)
                .isEmpty();
    }

    /** Binds a role of these to users and groups of Kubernetes itself, or to controllers in kube-system. */
    private static boolean isOfTheSystem(Map<String, Object> binding) {
        return ROLES.contains(JsonTree.text(JsonTree.map(binding, "roleRef"), "name"))
                && JsonTree.objects(binding, "subjects").stream()
                        .allMatch(subject -> JsonTree.text(subject, "name").startsWith("system:")
                                || JsonTree.text(subject, "namespace").equals("kube-system"));
    }
}
