package io.github.akspolicy.resource.identity;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.resource.workload.Pod;
import io.github.akspolicy.resource.workload.Volume;
import java.util.List;

/**
 * A volume of a pod that the Secrets Store CSI driver mounts.
 *
 * @param kind the kind that carries the pod
 * @param name that resource's name
 * @param serviceAccount the service account that the pod runs as
 * @param providerClass the SecretProviderClass that the volume names; its name is empty when it names none
 * @param place the field that names it
 * @param usesBinding whether the pod uses an identity binding
 */
public record KeyVaultVolume(
        String kind,
        String name,
        NamespacedName serviceAccount,
        NamespacedName providerClass,
        Place place,
        boolean usesBinding)
        implements KeyVaultUse {
    /** Several indexes hold them. */
    private static final ViewType<KeyVaultVolume> READ = new ViewType<>(
            "Key Vault volume",
            Kinds.PODS,
            resource -> Volume.SECRETS_STORE.in(resource).stream()
                    .map(KeyVaultVolume::of)
                    .toList());

    /** The facts of a resource: one for each such volume of its pods. */
    public static List<KeyVaultVolume> of(Resource resource) {
        return READ.in(resource);
    }

    private static KeyVaultVolume of(Volume volume) {
        Pod pod = volume.pod();
        String namespace = pod.resource().namespace();
        Field providerClass = volume.csi().at("volumeAttributes", "secretProviderClass");
        return new KeyVaultVolume(
                pod.resource().kind(),
                pod.resource().name(),
                new NamespacedName(namespace, pod.serviceAccountName()),
                new NamespacedName(namespace, providerClass.stringOr("")),
                providerClass.place(),
                "true"
                        .equalsIgnoreCase(pod.annotations()
                                .get(WorkloadIdentity.USE_BINDING)
                                .string()));
    }
}
