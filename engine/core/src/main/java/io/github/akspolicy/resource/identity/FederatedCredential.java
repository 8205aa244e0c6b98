package io.github.akspolicy.resource.identity;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.Resource;
import java.util.List;

/**
 * A federated identity credential: which tokens Microsoft Entra ID exchanges for a token of a managed identity. Filled
 * from {@code FederatedIdentityCredential} of the Azure Service Operator and from the context of the configuration; a
 * reader of cluster definitions adds its own notation to {@link #of}.
 *
 * @param identity the identity it belongs to: its resource id, or the name that the source knows it by, in lower case
 * @param clientId the client id of that identity; empty when the source does not know it
 * @param issuer whose tokens are accepted
 * @param subject the service account whose tokens are accepted, as {@code system:serviceaccount:NAMESPACE:NAME}
 * @param audiences what the tokens must be made for; unset ones are not listed
 * @param place the credential itself
 */
public record FederatedCredential(
        String identity, String clientId, Setting issuer, Setting subject, List<Setting> audiences, Place place)
        implements Federation {
    /** What subjects of service accounts begin with. */
    public static final String SUBJECT_PREFIX = "system:serviceaccount:";

    /** The facts of a resource: one for a credential, none for other kinds. */
    public static List<FederatedCredential> of(Resource resource) {
        if (resource.is(ManagedIdentity.ASO_GROUP, "FederatedIdentityCredential")) {
            return List.of(serviceOperator(resource));
        }
        return resource.is(ContextKinds.GROUP, ContextKinds.FEDERATED_CREDENTIAL)
                ? List.of(declared(resource))
                : List.of();
    }

    private static FederatedCredential serviceOperator(Resource resource) {
        Field spec = resource.root().get("spec");
        String armId = spec.at("owner", "armId").stringOr("");
        String owner = spec.at("owner", "name").stringOr("");
        return new FederatedCredential(
                armId.isEmpty() ? ManagedIdentity.key(resource.namespace(), owner) : ManagedIdentity.key(armId),
                "",
                fromConfig(spec, "issuer"),
                fromConfig(spec, "subject"),
                audiences(spec),
                spec.isPresent() ? spec.place() : resource.root().place());
    }

    private static FederatedCredential declared(Resource resource) {
        Field root = resource.root();
        String clientId = root.get("clientId").stringOr("");
        return new FederatedCredential(
                ManagedIdentity.key(clientId),
                clientId,
                Setting.of(root.get("issuer")),
                Setting.of(root.get("subject")),
                audiences(root),
                root.place());
    }

    /** A value, or the ConfigMap that the operator takes it from at deployment. */
    private static Setting fromConfig(Field spec, String name) {
        Field reference = spec.get(name + "FromConfig");
        return reference.isPresent() && !spec.get(name).isPresent()
                ? Setting.later(reference)
                : Setting.of(spec.get(name));
    }

    private static List<Setting> audiences(Field spec) {
        return spec.get("audiences").items().stream().map(Setting::of).toList();
    }

    /** The subject of a service account. */
    public static String subject(NamespacedName serviceAccount) {
        return SUBJECT_PREFIX + serviceAccount.namespace() + ":" + serviceAccount.name();
    }
}
