package io.github.akspolicy.live;

import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.resource.DataTable;
import io.github.akspolicy.resource.rbac.PolicyRule;
import io.github.akspolicy.resource.rbac.RuleLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The objects that Kubernetes and AKS bring to a cluster, as dated facts; each file says where they come from. */
final class PlatformObjects {
    private static final String RBAC = "rbac.authorization.k8s.io";

    /** Kinds of the tables by their API group: a custom resource of the same kind is something else. */
    private static final Map<String, String> GROUPS = Map.ofEntries(
            Map.entry("ClusterRole", RBAC),
            Map.entry("ClusterRoleBinding", RBAC),
            Map.entry("Role", RBAC),
            Map.entry("RoleBinding", RBAC),
            Map.entry("DaemonSet", "apps"),
            Map.entry("Deployment", "apps"),
            Map.entry("Pod", ""),
            Map.entry("Namespace", ""),
            Map.entry("ServiceAccount", ""));

    private static final Map<String, Expected> BY_NAME = new HashMap<>();
    private static final List<Expected> BY_PATTERN = new ArrayList<>();

    static {
        read(Bringer.KUBERNETES, "kubernetes-objects.txt");
        read(Bringer.AKS, "aks-objects.txt");
    }

    private PlatformObjects() {}

    /** Who brings an object. */
    enum Bringer {
        KUBERNETES("Kubernetes"),
        AKS("AKS");

        private final String text;

        Bringer(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * An object as it is brought.
     *
     * @param name with its namespace, as {@code NAMESPACE/NAME}; may hold {@code *}
     * @param words what follows the name: images, a role and subjects, an aggregation
     * @param rules of a role
     */
    record Expected(Bringer bringer, String kind, String name, List<String> words, List<PolicyRule> rules) {}

    /** The object that is brought under the name of one that runs; null when none is. */
    static @Nullable Expected find(RunningObject running) {
        String kind = running.kind().kind();
        if (!running.kind().group().equals(GROUPS.get(kind))) {
            return null;
        }
        String name = running.namespace().isEmpty() ? running.name() : running.namespace() + "/" + running.name();
        Expected exact = BY_NAME.get(kind + " " + name);
        return exact != null
                ? exact
                : BY_PATTERN.stream()
                        .filter(expected -> expected.kind().equals(kind) && Glob.matches(expected.name(), name))
                        .findFirst()
                        .orElse(null);
    }

    private static void read(Bringer bringer, String file) {
        List<PolicyRule> rules = List.of();
        for (String line : DataTable.lines(PlatformObjects.class, file)) {
            if (line.startsWith(" ")) {
                rules.add(RuleLine.parse(line));
            } else {
                rules = new ArrayList<>();
                add(bringer, line.split(" "), rules);
            }
        }
    }

    private static void add(Bringer bringer, String[] words, List<PolicyRule> rules) {
        if (words.length < 2 || !GROUPS.containsKey(words[0])) {
            throw new IllegalStateException("not an object of a known kind: " + String.join(" ", words));
        }
        var expected =
                new Expected(bringer, words[0], words[1], Arrays.asList(words).subList(2, words.length), rules);
        if (words[1].contains("*")) {
            BY_PATTERN.add(expected);
        } else {
            BY_NAME.put(words[0] + " " + words[1], expected);
        }
    }
}
