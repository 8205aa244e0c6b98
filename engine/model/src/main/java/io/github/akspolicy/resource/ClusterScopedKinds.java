package io.github.akspolicy.resource;

import java.util.Map;
import java.util.Set;

/**
 * The cluster-scoped kinds of the API server, by group (kubernetes/kubernetes, {@code kubectl api-resources
 * --namespaced=false} of 1.32) and of the add-ons that AKS brings. A kind that is not listed counts as namespaced.
 */
final class ClusterScopedKinds {
    private static final Map<String, Set<String>> BY_GROUP = Map.ofEntries(
            // Config is a kubeconfig, which no API server takes
            Map.entry("", Set.of("Namespace", "Node", "PersistentVolume", "ComponentStatus", "Config")),
            Map.entry("rbac.authorization.k8s.io", Set.of("ClusterRole", "ClusterRoleBinding")),
            Map.entry(
                    "storage.k8s.io",
                    Set.of("StorageClass", "CSIDriver", "CSINode", "VolumeAttachment", "VolumeAttributesClass")),
            Map.entry("scheduling.k8s.io", Set.of("PriorityClass")),
            Map.entry("node.k8s.io", Set.of("RuntimeClass")),
            Map.entry("networking.k8s.io", Set.of("IngressClass", "IPAddress", "ServiceCIDR")),
            Map.entry("gateway.networking.k8s.io", Set.of("GatewayClass")),
            Map.entry("apiextensions.k8s.io", Set.of("CustomResourceDefinition")),
            Map.entry("apiregistration.k8s.io", Set.of("APIService")),
            Map.entry("certificates.k8s.io", Set.of("CertificateSigningRequest", "ClusterTrustBundle")),
            Map.entry("flowcontrol.apiserver.k8s.io", Set.of("FlowSchema", "PriorityLevelConfiguration")),
            Map.entry("resource.k8s.io", Set.of("DeviceClass", "ResourceSlice")),
            Map.entry(
                    "admissionregistration.k8s.io",
                    Set.of(
                            "ValidatingWebhookConfiguration",
                            "MutatingWebhookConfiguration",
                            "ValidatingAdmissionPolicy",
                            "ValidatingAdmissionPolicyBinding",
                            "MutatingAdmissionPolicy",
                            "MutatingAdmissionPolicyBinding")),
            Map.entry("templates.gatekeeper.sh", Set.of("ConstraintTemplate")),
            Map.entry("cert-manager.io", Set.of("ClusterIssuer")),
            Map.entry("kyverno.io", Set.of("ClusterPolicy", "ClusterCleanupPolicy")));

    private ClusterScopedKinds() {}

    static boolean contains(String apiVersion, String kind) {
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "" : apiVersion.substring(0, slash);
        return BY_GROUP.getOrDefault(group, Set.of()).contains(kind) || group.equals("constraints.gatekeeper.sh");
    }
}
