package io.github.akspolicy.benchmarks;

import io.github.akspolicy.source.ManifestTexts;
import java.util.ArrayList;
import java.util.Random;

/**
 * The access of a large platform: 2,000 roles, 4,000 bindings and 1,000 service accounts, or a multiple of them. One role
 * in ten is a ClusterRole; one rule in twenty grants something that leads on, and one
 * subject in ten is an account of another namespace, so that there are ways to cluster-admin of several hops.
 */
final class AccessWorkload {
    private static final int OBJECTS_PER_FILE = 50;
    private static final int ACCOUNTS_PER_NAMESPACE = 20;
    private static final int ADMIN_EVERY = 100;

    private static final String[] HARMLESS = {
        "{apiGroups: [\"\"], resources: [configmaps, services], verbs: [get, list, watch]}",
        "{apiGroups: [apps], resources: [deployments, replicasets], verbs: [get, list, watch]}",
        "{apiGroups: [batch], resources: [jobs], verbs: [get, list]}",
        "{apiGroups: [contoso.com], resources: [widgets, widgets/status], verbs: [get, update, patch]}",
        "{apiGroups: [\"\"], resources: [events], verbs: [create, patch]}"
    };
    private static final String[] LEADING_ON = {
        "{apiGroups: [\"\"], resources: [pods], verbs: [create]}",
        "{apiGroups: [\"\"], resources: [pods/exec], verbs: [create]}",
        "{apiGroups: [\"\"], resources: [serviceaccounts/token], verbs: [create]}",
        "{apiGroups: [\"\"], resources: [secrets], verbs: [get, list]}",
        "{apiGroups: [rbac.authorization.k8s.io], resources: [roles], verbs: [escalate, update]}"
    };

    private AccessWorkload() {}

    /** @param scale 1 for 2,000 roles, 4,000 bindings and 1,000 service accounts */
    static ManifestTexts of(int scale) {
        var objects = new ArrayList<String>();
        var random = new Random(20261124);
        int accounts = 1_000 * scale;
        for (int i = 0; i < accounts; i++) {
            objects.add(object("v1", "ServiceAccount", "app-" + i, namespace(i)));
        }
        int roles = 2_000 * scale;
        for (int i = 0; i < roles; i++) {
            boolean everywhere = i % 10 == 0;
            objects.add(object(
                            "rbac.authorization.k8s.io/v1",
                            everywhere ? "ClusterRole" : "Role",
                            "role-" + i,
                            everywhere ? "" : namespace(i % accounts))
                    + "rules:\n" + rule(random) + rule(random) + rule(random));
        }
        for (int i = 0; i < 2 * roles; i++) {
            int role = i % roles;
            boolean everywhere = role % 10 == 0;
            String namespace = namespace((everywhere ? i : role) % accounts);
            int account = random.nextInt(10) == 0 ? random.nextInt(accounts) : (everywhere ? i : role) % accounts;
            objects.add(object("rbac.authorization.k8s.io/v1", "RoleBinding", "binding-" + i, namespace)
                    + "roleRef: {apiGroup: rbac.authorization.k8s.io, kind: " + (everywhere ? "ClusterRole" : "Role")
                    + ", name: role-" + role + "}\nsubjects:\n"
                    + "  - {kind: ServiceAccount, namespace: " + namespace(account) + ", name: app-" + account + "}\n"
                    + "  - {kind: Group, apiGroup: rbac.authorization.k8s.io, name: %08d-0000-4000-8000-000000000000}\n"
                            .formatted(i % 97));
        }
        for (int i = 0; i < accounts; i += ADMIN_EVERY) {
            objects.add(object("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", "admin-" + i, "")
                    + "roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}\n"
                    + "subjects: [{kind: ServiceAccount, namespace: " + namespace(i) + ", name: app-" + i + "}]\n");
        }
        var texts = new ArrayList<String>();
        for (int i = 0; i < objects.size(); i += OBJECTS_PER_FILE) {
            texts.add(String.join("", objects.subList(i, Math.min(objects.size(), i + OBJECTS_PER_FILE))));
        }
        return Workload.inMemory("access", texts);
    }

    private static String namespace(int account) {
        return "team-" + account / ACCOUNTS_PER_NAMESPACE;
    }

    private static String object(String apiVersion, String kind, String name, String namespace) {
        return "---\napiVersion: " + apiVersion + "\nkind: " + kind + "\nmetadata:\n  name: " + name + "\n"
                + (namespace.isEmpty() ? "" : "  namespace: " + namespace + "\n")
                + "  labels: {app.kubernetes.io/part-of: platform}\n";
    }

    private static String rule(Random random) {
        String[] from = random.nextInt(20) == 0 ? LEADING_ON : HARMLESS;
        return "  - " + from[random.nextInt(from.length)] + "\n";
    }
}
