package io.github.akspolicy.policies.rbac;

import io.github.akspolicy.resource.rbac.ResourceNames;
import java.util.List;
import java.util.Set;

/** Which powers are about the cluster as a whole: a Role and a RoleBinding name them in vain. */
final class ClusterScope {
    /** What requests of the API server ask for though nothing lists it (apiserver, pkg/endpoints/filters/impersonation.go). */
    private static final Set<String> IDENTITIES = Set.of("users", "groups", "uids", "userextras", "nodes");

    /** Groups of policy engines that have nothing in namespaces. */
    private static final Set<String> GROUPS = Set.of(
            "templates.gatekeeper.sh",
            "constraints.gatekeeper.sh",
            "mutations.gatekeeper.sh",
            "policy.sigstore.dev",
            "externaldata.gatekeeper.sh");

    private static final Set<String> KYVERNO = Set.of("kyverno.io", "policies.kyverno.io");

    private ClusterScope() {}

    /**
     * Whether verbs on a resource of a group are asked for without a namespace.
     *
     * @param resource perhaps with a subresource; {@code *} is one of the cluster where all of the group are
     */
    static boolean includes(String group, String resource, List<String> verbs) {
        int slash = resource.indexOf('/');
        String name = slash < 0 ? resource : resource.substring(0, slash);
        if (name.equals("namespaces") && group.isEmpty()) {
            // a request for a namespace is one in it (apiserver, pkg/endpoints/request/requestinfo.go)
            return false;
        }
        if (name.equals("clusterroles") && verbs.contains("bind")) {
            // asked for in the namespace of the binding (pkg/registry/rbac/escalation_check.go)
            return false;
        }
        return ResourceNames.isOfTheCluster(group, name)
                || GROUPS.contains(group)
                || (verbs.stream().anyMatch(verb -> verb.startsWith("impersonate")) && IDENTITIES.contains(name))
                || (name.equals("signers") && group.equals("certificates.k8s.io"))
                || (KYVERNO.contains(group) && name.startsWith("cluster"));
    }
}
