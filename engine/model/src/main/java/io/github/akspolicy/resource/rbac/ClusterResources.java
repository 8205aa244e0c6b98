package io.github.akspolicy.resource.rbac;

import java.util.Map;
import java.util.Set;

/**
 * The resources of Kubernetes' own API groups that are in no namespace (kubectl api-resources --namespaced=false, 1.35).
 * Only a ClusterRoleBinding grants them: for a request without a namespace the authorizer reads no RoleBinding
 * (plugin/pkg/auth/authorizer/rbac/rbac.go, VisitRulesFor).
 */
public final class ClusterResources {
    private static final Map<String, Set<String>> BY_GROUP = Map.ofEntries(
            Map.entry("", Set.of("componentstatuses", "namespaces", "nodes", "persistentvolumes")),
            Map.entry(
                    "admissionregistration.k8s.io",
                    Set.of(
                            "mutatingadmissionpolicies",
                            "mutatingadmissionpolicybindings",
                            "mutatingwebhookconfigurations",
                            "validatingadmissionpolicies",
                            "validatingadmissionpolicybindings",
                            "validatingwebhookconfigurations")),
            Map.entry("apiextensions.k8s.io", Set.of("customresourcedefinitions")),
            Map.entry("apiregistration.k8s.io", Set.of("apiservices")),
            Map.entry("authentication.k8s.io", Set.of("selfsubjectreviews", "tokenreviews")),
            Map.entry(
                    "authorization.k8s.io",
                    Set.of("selfsubjectaccessreviews", "selfsubjectrulesreviews", "subjectaccessreviews")),
            Map.entry("certificates.k8s.io", Set.of("certificatesigningrequests", "clustertrustbundles")),
            Map.entry("flowcontrol.apiserver.k8s.io", Set.of("flowschemas", "prioritylevelconfigurations")),
            Map.entry("internal.apiserver.k8s.io", Set.of("storageversions")),
            Map.entry("networking.k8s.io", Set.of("ingressclasses", "ipaddresses", "servicecidrs")),
            Map.entry("node.k8s.io", Set.of("runtimeclasses")),
            Map.entry("rbac.authorization.k8s.io", Set.of("clusterrolebindings", "clusterroles")),
            Map.entry("resource.k8s.io", Set.of("deviceclasses", "devicetaintrules", "resourceslices")),
            Map.entry("scheduling.k8s.io", Set.of("priorityclasses")),
            Map.entry(
                    "storage.k8s.io",
                    Set.of("csidrivers", "csinodes", "storageclasses", "volumeattachments", "volumeattributesclasses")),
            Map.entry("storagemigration.k8s.io", Set.of("storageversionmigrations")));

    private ClusterResources() {}

    /** The groups of Kubernetes that have such resources. */
    static Set<String> groups() {
        return BY_GROUP.keySet();
    }

    /** The resources of a group; empty for groups that are not Kubernetes' own. */
    static Set<String> of(String group) {
        return BY_GROUP.getOrDefault(group, Set.of());
    }

    /** Whether a resource, perhaps with a subresource, is in no namespace for certain. */
    public static boolean contains(String group, String resource) {
        int slash = resource.indexOf('/');
        return of(group).contains(slash < 0 ? resource : resource.substring(0, slash));
    }
}
