package io.github.akspolicy.policies.rbac;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.identity.NamespacedName;
import io.github.akspolicy.resource.identity.ServiceAccount;
import io.github.akspolicy.resource.workload.Pod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * As whom a pod talks to the API server.
 *
 * @param account the service account that the pod runs as
 * @param accountPlace the field that names it
 * @param automount the pod's {@code automountServiceAccountToken}; null when unset
 * @param projects whether a volume of the pod has a token of the API server in it
 */
record PodAccount(
        NamespacedName account,
        Place accountPlace,
        @Nullable Boolean automount,
        boolean projects) {
    static List<PodAccount> of(Resource resource) {
        return Pod.VIEW.in(resource).stream().map(PodAccount::of).toList();
    }

    private static PodAccount of(Pod pod) {
        return new PodAccount(
                new NamespacedName(pod.resource().namespace(), pod.serviceAccountName()),
                pod.serviceAccount().place(),
                pod.spec().get("automountServiceAccountToken").bool(),
                pod.spec().get("volumes").items().stream()
                        .flatMap(volume -> volume.at("projected", "sources").items().stream())
                        .map(source -> source.get("serviceAccountToken"))
                        .anyMatch(PodAccount::isForTheApiServer));
    }

    /**
     * Whether the pod has a token of the API server.
     *
     * @param accounts the service accounts of that name that the environment has
     */
    boolean isMounted(List<ServiceAccount> accounts) {
        if (projects || automount != null) {
            return projects || Boolean.TRUE.equals(automount);
        }
        return accounts.stream().noneMatch(account -> Boolean.FALSE.equals(account.automount()));
    }

    /** A token for another audience is of no use with the API server. */
    private static boolean isForTheApiServer(Field token) {
        return token.isPresent() && token.get("audience").stringOr("").isEmpty();
    }
}
