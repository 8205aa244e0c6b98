package io.github.akspolicy.resource.identity;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.workload.ContainerId;
import io.github.akspolicy.resource.workload.ContainerScope;
import io.github.akspolicy.resource.workload.Pod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What joint policies need to know of a pod or pod template to judge the token of the API server in it.
 *
 * @param serviceAccount the service account that the pod runs as
 * @param automount the pod's {@code automountServiceAccountToken}; null when unset
 * @param automountPlace where that field is, or would be
 * @param mounts the mounts of something else at the place of the token
 * @param containers the pod's containers
 */
public record PodToken(
        NamespacedName serviceAccount,
        @Nullable Boolean automount,
        Place automountPlace,
        List<Place> mounts,
        List<ContainerId> containers)
        implements ContainerScope.Fact {
    /** Where the admission controller mounts the token. */
    public static final String PATH = "/var/run/secrets/kubernetes.io/serviceaccount";

    /** The facts of a resource: one for each pod that it carries. */
    public static List<PodToken> of(Resource resource) {
        return Pod.VIEW.in(resource).stream().map(PodToken::of).toList();
    }

    /**
     * Whether the API server mounts the token: where neither pod nor service account turns it off, of which the pod counts.
     *
     * @param accounts the service account of the pod, as far as the sources have it
     */
    public boolean isMounted(List<ServiceAccount> accounts) {
        return automount != null
                ? automount
                : accounts.stream().noneMatch(account -> Boolean.FALSE.equals(account.automount()));
    }

    private static PodToken of(Pod pod) {
        Field automount = pod.spec().get("automountServiceAccountToken");
        return new PodToken(
                new NamespacedName(pod.resource().namespace(), pod.serviceAccountName()),
                automount.bool(),
                automount.place(),
                pod.containers().stream()
                        .flatMap(container -> container.volumeMounts().stream())
                        .map(mount -> mount.get("mountPath"))
                        .filter(path -> PATH.equals(path.string()))
                        .map(Field::place)
                        .toList(),
                pod.containerIds());
    }
}
