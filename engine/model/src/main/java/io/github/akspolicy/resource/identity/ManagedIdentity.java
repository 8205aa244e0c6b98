package io.github.akspolicy.resource.identity;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.cluster.AzureKeys;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.AzureType;
import io.github.akspolicy.resource.cluster.Notation;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A user-assigned managed identity of the sources: of the Azure Service Operator, a template or a plan.
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
            return AzureResource.of(resource, AzureType.USER_ASSIGNED_IDENTITY).stream()
                    .map(ManagedIdentity::azure)
                    .toList();
        }
        var status = resource.root().get("status");
        return List.of(new ManagedIdentity(
                key(resource.namespace(), resource.name()),
                status.get("clientId").stringOr(""),
                status.get("principalId").stringOr("")));
    }

    /** Ids are known where {@code az} answered; a template or plan makes them. */
    private static ManagedIdentity azure(AzureResource identity) {
        Field root = identity.root();
        boolean isAnswer = identity.notation() == Notation.AZ;
        return new ManagedIdentity(
                key(identity),
                isAnswer ? root.get("clientId").stringOr("") : "",
                isAnswer ? root.get("principalId").stringOr("") : "");
    }

    /** Terraform refers by address, the others by name. */
    private static String key(AzureResource identity) {
        boolean isTerraform = identity.notation() == Notation.AZURERM || identity.notation() == Notation.AZAPI;
        return identity.keys().words().stream()
                .sorted()
                .filter(word -> !isTerraform || !word.contains("/"))
                .findFirst()
                .orElse("");
    }

    /** The identity that a federated credential belongs to. */
    static String parent(AzureResource credential) {
        Field root = credential.root();
        for (String reference : List.of("parent_id", "user_assigned_identity_id")) {
            if (root.get(reference).isWritten()) {
                return AzureKeys.word(root.get(reference));
            }
        }
        String own = credential.keys().words().stream().sorted().findFirst().orElse("");
        int end = own.indexOf("/federatedidentitycredentials");
        return end < 0 ? own : own.substring(0, end);
    }

    static String key(@Nullable String namespace, String name) {
        return key((namespace == null ? "" : namespace) + "/" + name);
    }

    /** Ids of Azure resources are the same in any case. */
    public static String key(String id) {
        return id.toLowerCase(Locale.ROOT);
    }
}
