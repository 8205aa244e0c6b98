package io.github.akspolicy.live;

import io.github.akspolicy.live.PlatformObjects.Bringer;
import io.github.akspolicy.live.PlatformObjects.Expected;
import io.github.akspolicy.resource.image.ImageReference;
import io.github.akspolicy.resource.rbac.DefaultClusterRoles;
import io.github.akspolicy.resource.rbac.PolicyRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares an object with the one that Kubernetes or AKS bring under its name. Labels and names can be written by everyone who
 * may write the object, so they only say what it claims to be; what it grants and runs decides.
 */
final class PlatformContent {
    private static final String REGISTRY = "mcr.microsoft.com";
    private static final String HOST = "host";
    private static final String UNPUBLISHED = "unpublished";
    private static final String AGGREGATES = "from=";

    private final Expected expected;
    private final RunningObject running;
    private final List<Change> changes = new ArrayList<>();

    /**
     * What differs.
     *
     * @param path the field, as {@code FieldPath} reads it; the empty string for the object itself
     * @param isGrave whether it gives somebody power, and no newer version of Kubernetes or AKS explains it
     */
    record Change(String path, String message, boolean isGrave) {}

    /** What makes a rule that was added more than the rule of a newer version. */
    private static final Set<String> GRAVE_VERBS = Set.of("*", "escalate", "bind", "impersonate");

    private static final Set<String> GRAVE_RESOURCES = Set.of(
            "*", "secrets", "nodes/proxy", "pods/exec", "serviceaccounts/token", "clusterrolebindings", "rolebindings");

    /** What gives power to those who may write it. */
    private static final Set<String> GRAVE_TO_WRITE = Set.of(
            "pods",
            "pods/ephemeralcontainers",
            "deployments",
            "daemonsets",
            "statefulsets",
            "replicasets",
            "jobs",
            "cronjobs",
            "nodes",
            "roles",
            "clusterroles",
            "mutatingwebhookconfigurations",
            "validatingwebhookconfigurations",
            "certificatesigningrequests/approval");

    private static final Set<String> WRITES = Set.of("create", "update", "patch");

    private static final String WORKLOAD_IDENTITY = "azure.workload.identity/";

    private PlatformContent(Expected expected, RunningObject running) {
        this.expected = expected;
        this.running = running;
    }

    /** What differs in an object; nothing when it is as it is brought, or does less. */
    static List<Change> changes(Expected expected, RunningObject running) {
        var content = new PlatformContent(expected, running);
        switch (expected.kind()) {
            case "ClusterRole", "Role" -> content.role();
            case "ClusterRoleBinding", "RoleBinding" -> content.binding();
            case "DaemonSet", "Deployment" -> content.pod("spec.template.spec", "spec", "template", "spec");
            case "Pod" -> content.pod("spec", "spec");
            case "ServiceAccount" -> content.serviceAccount();
            default -> {}
        }
        return content.changes;
    }

    private void serviceAccount() {
        Map<String, Object> metadata = JsonTree.map(running.object(), "metadata");
        Map<String, Object> annotations = metadata == null ? null : JsonTree.map(metadata, "annotations");
        if (annotations != null && annotations.keySet().stream().anyMatch(key -> key.startsWith(WORKLOAD_IDENTITY))) {
            change("metadata.annotations", "gets an identity in Entra ID, unlike in " + expected.bringer());
        }
    }

    private void change(String path, String message) {
        changes.add(new Change(path, message, true));
    }

    private void role() {
        List<String> selectors =
                JsonTree.objects(JsonTree.map(running.object(), "aggregationRule"), "clusterRoleSelectors").stream()
                        .map(JsonTree::write)
                        .toList();
        List<String> wanted = expected.words().stream()
                .filter(word -> word.startsWith(AGGREGATES))
                .map(word -> selector(word.substring(AGGREGATES.length())))
                .toList();
        if (!selectors.equals(wanted)) {
            change("aggregationRule", "collects other roles than in " + expected.bringer());
        } else if (wanted.isEmpty() && !expected.words().contains(UNPUBLISHED)) {
            // the rules of a role that aggregates are those of others, which are evaluated where they stand
            rules();
        }
        edited("rules");
    }

    private static String selector(String name) {
        return JsonTree.write(Map.of("matchLabels", Map.of("rbac.authorization.k8s.io/aggregate-to-" + name, "true")));
    }

    private void rules() {
        var known = new ArrayList<>(expected.rules());
        if (expected.kind().equals("ClusterRole")) {
            known.addAll(DefaultClusterRoles.rules(running.name()));
        }
        List<Map<String, Object>> rules = JsonTree.objects(running.object(), "rules");
        for (int i = 0; i < rules.size(); i++) {
            var rule = new PolicyRule(
                    JsonTree.strings(rules.get(i), "apiGroups"),
                    JsonTree.strings(rules.get(i), "resources"),
                    JsonTree.strings(rules.get(i), "resourceNames"),
                    JsonTree.strings(rules.get(i), "nonResourceURLs"),
                    JsonTree.strings(rules.get(i), "verbs"));
            if (!PolicyRule.uncovered(known, List.of(rule)).isEmpty()) {
                changes.add(new Change(
                        "rules[" + i + "]",
                        "rules[" + i + "] grants more than in " + expected.bringer(),
                        !Collections.disjoint(GRAVE_VERBS, rule.verbs())
                                || !Collections.disjoint(GRAVE_RESOURCES, rule.resources())
                                || (!Collections.disjoint(WRITES, rule.verbs())
                                        && !Collections.disjoint(GRAVE_TO_WRITE, rule.resources()))));
            }
        }
    }

    private void binding() {
        Map<String, Object> roleRef = JsonTree.map(running.object(), "roleRef");
        String role = JsonTree.text(roleRef, "kind") + ":" + JsonTree.text(roleRef, "name");
        if (!expected.words().get(0).equals(role)) {
            change("roleRef", "binds another role than in " + expected.bringer());
        }
        List<String> known = expected.words().subList(1, expected.words().size());
        List<Map<String, Object>> subjects = JsonTree.objects(running.object(), "subjects");
        for (int i = 0; i < subjects.size(); i++) {
            String namespace = JsonTree.text(subjects.get(i), "namespace");
            String name = JsonTree.text(subjects.get(i), "name");
            String subject =
                    JsonTree.text(subjects.get(i), "kind") + ":" + (namespace.isEmpty() ? "" : namespace + "/") + name;
            if (!known.contains(subject)) {
                change("subjects[" + i + "]", "binds " + name + ", unlike in " + expected.bringer());
            }
        }
    }

    private void pod(String path, String... keys) {
        Map<String, Object> pod = running.object();
        for (String key : keys) {
            Map<String, Object> part = JsonTree.map(pod, key);
            if (part == null) {
                change("", "has no pod");
                return;
            }
            pod = part;
        }
        boolean mayReachHost = expected.words().contains(HOST);
        if (!mayReachHost) {
            for (String field : List.of("hostNetwork", "hostPID", "hostIPC")) {
                if (Boolean.TRUE.equals(pod.get(field))) {
                    change(path + "." + field, field + " is true, unlike in " + expected.bringer());
                }
            }
            if (JsonTree.objects(pod, "volumes").stream().anyMatch(volume -> volume.containsKey("hostPath"))) {
                change(path + ".volumes", "has a hostPath volume, unlike in " + expected.bringer());
            }
        }
        for (String list : List.of("initContainers", "containers", "ephemeralContainers")) {
            List<Map<String, Object>> containers = JsonTree.objects(pod, list);
            for (int i = 0; i < containers.size(); i++) {
                container(path + "." + list + "[" + i + "]", containers.get(i), mayReachHost);
            }
        }
        edited("spec");
    }

    private void container(String path, Map<String, Object> container, boolean mayReachHost) {
        ImageReference image =
                ImageReference.parse(JsonTree.text(container, "image")).orElse(null);
        if (image == null
                || !image.registry().equals(REGISTRY)
                || !expected.words().contains(image.repository())) {
            change(
                    path + ".image",
                    "container " + JsonTree.text(container, "name") + " runs an image that " + expected.bringer()
                            + " does not run here");
        }
        Map<String, Object> context = JsonTree.map(container, "securityContext");
        if (!mayReachHost && context != null && isPowerful(context)) {
            change(
                    path + ".securityContext",
                    "container " + JsonTree.text(container, "name") + " has power over the node, unlike in "
                            + expected.bringer());
        }
    }

    private static boolean isPowerful(Map<String, Object> context) {
        Map<String, Object> capabilities = JsonTree.map(context, "capabilities");
        return Boolean.TRUE.equals(context.get("privileged"))
                || (capabilities != null
                        && !Set.of("NET_BIND_SERVICE").containsAll(JsonTree.strings(capabilities, "add")));
    }

    /** Tools that people edit with give their names, unless told otherwise; AKS applies and replaces. */
    private void edited(String field) {
        if (expected.bringer() == Bringer.AKS) {
            running.owners()
                    .editors(field)
                    .forEach(editor -> changes.add(new Change(field, editor + " set " + field + " by hand", false)));
        }
    }

    /** Whether an object claims to be what is brought: a claim decides nothing without equal content. */
    static boolean isClaimed(Bringer bringer, RunningObject running) {
        Map<String, Object> metadata = JsonTree.map(running.object(), "metadata");
        if (metadata == null) {
            return false;
        }
        Map<String, Object> labels = JsonTree.map(metadata, "labels");
        if (bringer == Bringer.KUBERNETES) {
            return JsonTree.text(labels, "kubernetes.io/bootstrapping").equals("rbac-defaults");
        }
        Map<String, Object> annotations = JsonTree.map(metadata, "annotations");
        return JsonTree.text(labels, "kubernetes.azure.com/managedby").equals("aks")
                || Set.of("Reconcile", "EnsureExists")
                        .contains(JsonTree.text(labels, "addonmanager.kubernetes.io/mode"))
                || Set.of("aks", "aks-app-routing-operator")
                        .contains(JsonTree.text(labels, "app.kubernetes.io/managed-by"))
                || JsonTree.text(annotations, "meta.helm.sh/release-name").startsWith("aks-managed-")
                || JsonTree.text(annotations, "aks.azure.com/runCommand").equals("true")
                || isOwnedBy(metadata, "operator.tigera.io/", "Installation");
    }

    private static boolean isOwnedBy(Map<String, Object> metadata, String group, String kind) {
        return JsonTree.objects(metadata, "ownerReferences").stream()
                .anyMatch(owner -> JsonTree.text(owner, "apiVersion").startsWith(group)
                        && JsonTree.text(owner, "kind").equals(kind));
    }
}
