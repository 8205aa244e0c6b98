package io.github.akspolicy.policies.identity;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.identity.NamespacedName;
import io.github.akspolicy.resource.identity.WorkloadIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What lets service accounts use an identity binding: a ClusterRole with the verb {@code use-managed-identity}, or a
 * binding to a ClusterRole.
 *
 * @param role the ClusterRole
 * @param clientIds the identities that it allows, in lower case; empty for a binding
 * @param accounts the service accounts that it binds; empty for a role
 */
record BindingGrant(String role, List<String> clientIds, List<NamespacedName> accounts) {
    static final Index<String, BindingGrant> INDEX = new Index<>(
            "identity binding grants",
            Kinds.of("rbac.authorization.k8s.io", "ClusterRole", "ClusterRoleBinding"),
            BindingGrant::of,
            BindingGrant::role);

    private static final String RBAC = "rbac.authorization.k8s.io";

    static List<BindingGrant> of(Resource resource) {
        if (resource.is(RBAC, "ClusterRole")) {
            var ids = new ArrayList<String>();
            for (Field rule : resource.root().get("rules").items()) {
                if (rule.get("apiGroups").strings().contains(WorkloadIdentity.BINDING_GROUP)
                        && (rule.get("verbs").strings().contains(WorkloadIdentity.BINDING_VERB)
                                || rule.get("verbs").strings().contains("*"))) {
                    rule.get("resources").strings().forEach(id -> ids.add(id.toLowerCase(Locale.ROOT)));
                }
            }
            return ids.isEmpty() ? List.of() : List.of(new BindingGrant(resource.name(), ids, List.of()));
        }
        // the resources of identity bindings are cluster-scoped
        if (!resource.is(RBAC, "ClusterRoleBinding")) {
            return List.of();
        }
        List<NamespacedName> accounts = resource.root().get("subjects").items().stream()
                .filter(subject -> "ServiceAccount".equals(subject.get("kind").string()))
                .map(subject -> new NamespacedName(
                        subject.get("namespace").string(), subject.get("name").written()))
                .toList();
        return List.of(new BindingGrant(resource.root().at("roleRef", "name").stringOr(""), List.of(), accounts));
    }
}
