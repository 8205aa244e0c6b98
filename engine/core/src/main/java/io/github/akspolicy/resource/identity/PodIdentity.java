package io.github.akspolicy.resource.identity;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.workload.Pod;
import io.github.akspolicy.resource.workload.Volume;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What joint policies need to know of a pod or pod template to judge the identity that it gets.
 *
 * @param kind the kind that carries the pod, such as {@code Deployment}
 * @param name that resource's name
 * @param serviceAccount the service account that the pod runs as
 * @param serviceAccountPlace the field that names it
 * @param useLabel the label {@value WorkloadIdentity#USE_LABEL} when it is a string, else null
 * @param useLabelIsNoString whether the label is written, but as a boolean or number, which the API server refuses
 * @param useLabelPlace where that label is, or would be
 * @param asksForToken whether an annotation or an environment variable of the pod says that its program uses workload
 *     identity
 * @param secretProviderClasses the classes of its Key Vault volumes
 */
public record PodIdentity(
        String kind,
        String name,
        NamespacedName serviceAccount,
        Place serviceAccountPlace,
        @Nullable String useLabel,
        boolean useLabelIsNoString,
        Place useLabelPlace,
        boolean asksForToken,
        List<NamespacedName> secretProviderClasses) {
    /** The facts of a resource: one for each pod that it carries. */
    public static List<PodIdentity> of(Resource resource) {
        return Pod.VIEW.in(resource).stream().map(PodIdentity::of).toList();
    }

    private static PodIdentity of(Pod pod) {
        Resource resource = pod.resource();
        Field label = pod.labels().get(WorkloadIdentity.USE_LABEL);
        return new PodIdentity(
                resource.kind(),
                resource.name(),
                new NamespacedName(resource.namespace(), pod.serviceAccountName()),
                pod.serviceAccount().place(),
                label.string(),
                label.isPresent() && label.string() == null,
                label.place(),
                asksForToken(pod),
                pod.volumes().stream()
                        .filter(Volume::isSecretsStore)
                        .map(volume -> new NamespacedName(
                                resource.namespace(),
                                volume.csi()
                                        .at("volumeAttributes", "secretProviderClass")
                                        .stringOr("")))
                        .toList());
    }

    private static boolean asksForToken(Pod pod) {
        return pod.annotations().fields().stream().anyMatch(WorkloadIdentity::isAnnotation)
                || pod.containers().stream()
                        .flatMap(container -> container.env().items().stream())
                        .anyMatch(variable -> WorkloadIdentity.TOKEN_FILE_VARIABLE.equals(
                                variable.get("name").string()));
    }
}
