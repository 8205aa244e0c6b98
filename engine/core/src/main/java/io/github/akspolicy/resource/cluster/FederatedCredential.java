package io.github.akspolicy.resource.cluster;

import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.Resource;
import java.util.List;

/** What lets a service account of a cluster act as a managed identity. */
public final class FederatedCredential {
    private static final AzureProperty ISSUER =
            AzureProperty.arm("issuer").aso("issuer | issuerFromConfig").azurerm("issuer");
    private static final AzureProperty SUBJECT = AzureProperty.arm("subject").azurerm("subject");
    private static final AzureProperty AUDIENCES =
            AzureProperty.arm("audiences").azurerm("audience");
    private static final AzureProperty IDENTITY =
            AzureProperty.arm("/name").aso("owner").azurerm("user_assigned_identity_id | parent_id");

    private final AzureResource resource;

    private FederatedCredential(AzureResource resource) {
        this.resource = resource;
    }

    /** The readings of a resource: one for a credential. */
    public static List<FederatedCredential> of(Resource resource) {
        return AzureResource.of(resource, AzureType.FEDERATED_CREDENTIAL, FederatedCredential::new);
    }

    public Place place() {
        return resource.place();
    }

    /** The URL of the cluster's OIDC issuer. */
    public Setting issuer() {
        return resource.get(ISSUER);
    }

    /** {@code system:serviceaccount:NAMESPACE:NAME}; its case matters. */
    public Setting subject() {
        return resource.get(SUBJECT);
    }

    /** A list; {@code api://AzureADTokenExchange}. */
    public Setting audiences() {
        return resource.get(AUDIENCES);
    }

    /** The identity that it belongs to, as {@link AzureKeys#word}; in ARM with its own name behind. */
    public String identity() {
        return AzureKeys.word(resource.get(IDENTITY).field());
    }
}
