package io.github.akspolicy.resource.identity;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.resource.Resource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What joint policies need to know of a ServiceAccount.
 *
 * @param key namespace and name
 * @param client the annotation with the client id of its workload identity
 * @param tenantId the annotation with the tenant of its identity; empty for the tenant of the cluster
 * @param automount its {@code automountServiceAccountToken}; null when unset
 * @param givesPullSecrets whether pods without their own pull secrets get some from it
 */
public record ServiceAccount(
        NamespacedName key,
        LocatedText client,
        String tenantId,
        @Nullable Boolean automount,
        boolean givesPullSecrets) {
    /** The facts of a resource: one for a ServiceAccount, none for other kinds. */
    public static List<ServiceAccount> of(Resource resource) {
        if (!resource.is("", "ServiceAccount")) {
            return List.of();
        }
        Field clientId = resource.root().at("metadata", "annotations", WorkloadIdentity.CLIENT_ID);
        return List.of(new ServiceAccount(
                NamespacedName.of(resource),
                new LocatedText(clientId.stringOr(""), clientId.place(), true),
                resource.root()
                        .at("metadata", "annotations", WorkloadIdentity.TENANT_ID)
                        .stringOr(""),
                resource.root().get("automountServiceAccountToken").bool(),
                !resource.root().get("imagePullSecrets").items().isEmpty()));
    }

    /** What is wrong with the annotation, as "is …"; empty when it has the form of a client id. */
    public String clientIdFault() {
        if (clientId().isEmpty()) {
            return client.place().isWritten() ? "is empty or no text" : "is not set";
        }
        if (!WorkloadIdentity.isGuid(clientId())) {
            return "is not a GUID";
        }
        return WorkloadIdentity.isPlaceholder(clientId()) ? "is a placeholder, no client id" : "";
    }

    /** The client id of its workload identity; empty when it has none. */
    public String clientId() {
        return client.value();
    }
}
