package io.github.akspolicy.resource.identity;

import java.util.List;

/** The facts of an environment that decide which identity a pod gets. */
public interface IdentityLookup {
    /** The service accounts of this namespace and name: one, or none. */
    List<ServiceAccount> serviceAccounts(NamespacedName name);

    /** The client id that a service account is annotated with; empty when there is none. */
    default String clientId(NamespacedName account) {
        return serviceAccounts(account).stream()
                .map(ServiceAccount::clientId)
                .filter(id -> !id.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** All federated credentials. */
    FederatedCredentials federatedCredentials();

    /** The clusters of the environment. */
    List<ClusterIdentity> clusters();

    /** The issuers of their tokens. */
    ClusterIssuers issuers();

    /** The SecretProviderClasses of this namespace and name: one, or none. */
    List<KeyVaultAccess> providerClasses(NamespacedName name);
}
