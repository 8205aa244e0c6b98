package io.github.akspolicy.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The rights that an audit needs: {@code list} on what it lists, and nothing else. */
final class AuditRole {
    private AuditRole() {}

    /** A ClusterRole, or a Role for each namespace. */
    static String of(RunningCluster.Scope scope) {
        var byGroup = new TreeMap<String, TreeSet<String>>();
        for (ApiResource kind : scope.kinds()) {
            byGroup.computeIfAbsent(kind.group(), group -> new TreeSet<>()).add(kind.plural());
        }
        if (scope.namespaces().isEmpty()) {
            return role("ClusterRole", "", byGroup);
        }
        var roles = new ArrayList<String>();
        for (String namespace : scope.namespaces()) {
            roles.add(role("Role", "  namespace: " + namespace + "\n", byGroup));
        }
        return String.join("---\n", roles);
    }

    private static String role(String kind, String namespace, Map<String, TreeSet<String>> byGroup) {
        var text = new StringBuilder("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: %s
                metadata:
                  name: aks-policy-audit
                %srules:
                """.formatted(kind, namespace));
        byGroup.forEach((group, plurals) -> text.append("  - apiGroups: [\"")
                .append(group)
                .append("\"]\n    resources: [")
                .append(String.join(", ", List.copyOf(plurals)))
                .append("]\n    verbs: [list]\n"));
        return text.toString();
    }
}
