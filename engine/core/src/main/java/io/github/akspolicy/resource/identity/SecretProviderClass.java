package io.github.akspolicy.resource.identity;

import io.github.akspolicy.resource.Resource;
import java.util.List;

/**
 * What joint policies need to know of a SecretProviderClass of the Secrets Store CSI driver.
 *
 * @param key namespace and name
 * @param clientId the client id that the Azure provider gets its token with; empty when it uses another kind of access
 */
public record SecretProviderClass(NamespacedName key, String clientId) {
    /** The facts of a resource: one for a SecretProviderClass, none for other kinds. */
    public static List<SecretProviderClass> of(Resource resource) {
        if (!resource.is("secrets-store.csi.x-k8s.io", "SecretProviderClass")) {
            return List.of();
        }
        String clientId = resource.root().at("spec", "parameters", "clientID").stringOr("");
        return List.of(new SecretProviderClass(NamespacedName.of(resource), clientId));
    }
}
