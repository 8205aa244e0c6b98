package io.github.akspolicy.policies.workload;

import io.github.akspolicy.resource.Resource;

/**
 * What Kubernetes itself puts into namespaces, and nobody can move or leave away. The templates of Azure Policy leave it out in
 * every namespace (block-default-namespace, block-resource).
 */
final class DefaultObjects {
    private DefaultObjects() {}

    static boolean include(Resource resource) {
        return switch (resource.kind()) {
            case "ServiceAccount" -> resource.name().equals("default");
            case "Service", "Endpoints", "EndpointSlice" -> resource.name().equals("kubernetes");
            case "ConfigMap" -> resource.name().equals("kube-root-ca.crt");
            case "Secret" ->
                "default"
                        .equals(resource.root()
                                .at("metadata", "annotations", "kubernetes.io/service-account.name")
                                .string());
            default -> false;
        };
    }
}
