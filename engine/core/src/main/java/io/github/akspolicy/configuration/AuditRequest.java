package io.github.akspolicy.configuration;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which cluster is judged, and what of it.
 *
 * @param kubeconfig the file that leads to it; null for what kubectl would take: {@code KUBECONFIG}, {@code ~/.kube/config},
 *     the service account of the pod that this runs in
 * @param context its name in the kubeconfig; null for the current one
 * @param namespaces only what lies in these, so that Roles are enough; empty for the whole cluster
 * @param secretMetadata whether names, labels and annotations of Secrets are read; their values never are
 * @param drift whether what runs is compared with the releases of the environment
 * @param owned whether pods and the like are judged, too, that a judged workload makes from its template
 * @param platform whether what Kubernetes and AKS bring is evaluated, too, although it is as they bring it
 */
public record AuditRequest(
        @Nullable Path kubeconfig,
        @Nullable String context,
        List<String> namespaces,
        boolean secretMetadata,
        boolean drift,
        boolean owned,
        boolean platform) {
    public AuditRequest {
        namespaces = List.copyOf(namespaces);
    }
}
