package io.github.akspolicy.resource.identity;

import io.github.akspolicy.resource.Resource;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A user-assigned managed identity of the sources: {@code UserAssignedIdentity} of the Azure Service Operator.
 *
 * @param identity what {@link FederatedCredential#identity()} calls it
 * @param clientId empty when it is made at deployment
 * @param principalId the object id, which is often taken for the client id; empty when it is made at deployment
 */
public record ManagedIdentity(String identity, String clientId, String principalId) {
    static final String ASO_GROUP = "managedidentity.azure.com";

    /** The facts of a resource: one for a managed identity, none for other kinds. */
    public static List<ManagedIdentity> of(Resource resource) {
        if (!resource.is(ASO_GROUP, "UserAssignedIdentity")) {
            return List.of();
        }
        var status = resource.root().get("status");
        return List.of(new ManagedIdentity(
                key(resource.namespace(), resource.name()),
                status.get("clientId").stringOr(""),
                status.get("principalId").stringOr("")));
    }

    static String key(@Nullable String namespace, String name) {
        return key((namespace == null ? "" : namespace) + "/" + name);
    }

    /** Ids of Azure resources are the same in any case. */
    public static String key(String id) {
        return id.toLowerCase(Locale.ROOT);
    }
}
