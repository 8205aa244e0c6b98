package io.github.akspolicy.resource.identity;

import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What joint policies need to know of a SecretProviderClass: with which identity it reads Key Vault.
 *
 * @param providerClass namespace and name
 * @param client the client id of the identity that its tokens are made for
 * @param vault the name of the Key Vault
 * @param usesServiceAccount whether pods get at Key Vault by a federated service account
 * @param tokenProxy the parameter that turns identity bindings on, or null when they are off
 * @param isDeprecated whether its version is the deprecated v1alpha1
 * @param place the object's name
 */
public record KeyVaultAccess(
        NamespacedName providerClass,
        LocatedText client,
        LocatedText vault,
        boolean usesServiceAccount,
        @Nullable Place tokenProxy,
        boolean isDeprecated,
        Place place)
        implements KeyVaultUse {
    /** What such facts come from. */
    public static final Kinds KINDS = Kinds.of("secrets-store.csi.x-k8s.io", "SecretProviderClass");

    /** The facts of a resource: one for a SecretProviderClass, none for other kinds. */
    public static List<KeyVaultAccess> of(Resource resource) {
        return SecretProviderClass.of(resource).stream()
                .map(provider -> new KeyVaultAccess(
                        NamespacedName.of(resource),
                        new LocatedText(
                                provider.text("clientID"),
                                provider.parameter("clientID").place(),
                                true),
                        new LocatedText(
                                provider.text("keyvaultName"),
                                provider.parameter("keyvaultName").place(),
                                true),
                        provider.isAzure() && provider.usesServiceAccount(),
                        provider.uses(SecretProviderClass.Mode.TOKEN_PROXY)
                                ? provider.parameter(SecretProviderClass.Mode.TOKEN_PROXY.parameter())
                                        .place()
                                : null,
                        resource.id().apiVersion().endsWith("/v1alpha1"),
                        resource.root().at("metadata", "name").place()))
                .toList();
    }

    /** The client id; empty when it uses another kind of access. */
    public String clientId() {
        return client.value();
    }
}
