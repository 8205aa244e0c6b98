package io.github.akspolicy.resource.identity;

import io.github.akspolicy.resource.Resource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What joint policies need to know of a ServiceAccount.
 *
 * @param key namespace and name
 * @param clientId the client id of its workload identity; empty when it has none
 * @param automount its {@code automountServiceAccountToken}; null when unset
 * @param givesPullSecrets whether pods without pull secrets of their own get some from it
 */
public record ServiceAccount(
        NamespacedName key, String clientId, @Nullable Boolean automount, boolean givesPullSecrets) {
    /** The facts of a resource: one for a ServiceAccount, none for other kinds. */
    public static List<ServiceAccount> of(Resource resource) {
        if (!resource.is("", "ServiceAccount")) {
            return List.of();
        }
        String clientId = resource.root()
                .at("metadata", "annotations", WorkloadIdentity.CLIENT_ID)
                .stringOr("");
        return List.of(new ServiceAccount(
                NamespacedName.of(resource),
                clientId,
                resource.root().get("automountServiceAccountToken").bool(),
                !resource.root().get("imagePullSecrets").items().isEmpty()));
    }
}
