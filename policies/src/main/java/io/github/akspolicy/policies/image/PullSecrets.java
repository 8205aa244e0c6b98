package io.github.akspolicy.policies.image;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.policies.base.Facts;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.identity.NamespacedName;
import io.github.akspolicy.resource.identity.ServiceAccount;
import io.github.akspolicy.resource.workload.ContainerId;
import io.github.akspolicy.resource.workload.ContainerScope;
import io.github.akspolicy.resource.workload.Pod;
import io.github.akspolicy.resource.workload.PodImage;
import java.util.List;

/**
 * What joint policies need to know of a pod or pod template to judge how its images are pulled.
 *
 * @param serviceAccount the service account that the pod runs as
 * @param own whether the pod names pull secrets itself
 * @param place the field that does, or would
 * @param images what it pulls, as written
 * @param containers the pod's containers
 */
record PullSecrets(
        NamespacedName serviceAccount, boolean own, Place place, List<String> images, List<ContainerId> containers)
        implements ContainerScope.Fact {
    /** The facts of a resource: one for each pod that it carries. */
    public static List<PullSecrets> of(Resource resource) {
        return Pod.VIEW.in(resource).stream().map(PullSecrets::of).toList();
    }

    private static PullSecrets of(Pod pod) {
        Field secrets = pod.spec().get("imagePullSecrets");
        return new PullSecrets(
                new NamespacedName(pod.resource().namespace(), pod.serviceAccountName()),
                !secrets.items().isEmpty(),
                secrets.place(),
                PodImage.all(pod).stream().map(image -> image.field().written()).toList(),
                pod.containerIds());
    }

    /**
     * Whether the service account gives the pod pull secrets: the admission controller copies them into pods that have
     * none.
     *
     * @param indexes must have {@link Facts#SERVICE_ACCOUNTS}
     */
    boolean given(Indexes indexes) {
        return !own
                && indexes.get(Facts.SERVICE_ACCOUNTS, serviceAccount).stream()
                        .anyMatch(ServiceAccount::givesPullSecrets);
    }
}
