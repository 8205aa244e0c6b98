package io.github.akspolicy.policy;

import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.identity.ClusterIdentity;
import io.github.akspolicy.resource.identity.FederatedCredential;
import io.github.akspolicy.resource.identity.IdentityLookup;
import io.github.akspolicy.resource.identity.KeyVaultAccess;
import io.github.akspolicy.resource.identity.ManagedIdentity;
import io.github.akspolicy.resource.identity.NamespacedName;
import io.github.akspolicy.resource.identity.PodIdentity;
import io.github.akspolicy.resource.identity.ServiceAccount;
import java.util.List;

/** The indexes of what decides which identity a pod gets. */
public final class IdentityIndexes {
    /** By the service account that the pod runs as. */
    public static final Index<PodIdentity> POD_IDENTITIES =
            new Index<>("pod identities", Kinds.PODS, PodIdentity::of, PodIdentity::serviceAccount);

    /** By namespace and name. */
    public static final Index<ServiceAccount> SERVICE_ACCOUNTS =
            new Index<>("service accounts", Kinds.of("", "ServiceAccount"), ServiceAccount::of, ServiceAccount::key);

    /** By the identity that they belong to. */
    public static final Index<FederatedCredential> FEDERATED_CREDENTIALS = new Index<>(
            "federated credentials", FederatedCredential.KINDS, FederatedCredential::of, FederatedCredential::identity);

    /** Managed identities, all under one key. */
    public static final Index<ManagedIdentity> MANAGED_IDENTITIES =
            new Index<>("managed identities", AzureResource.KINDS, ManagedIdentity::of, identity -> "");

    /** The clusters of the environment, all under one key. */
    public static final Index<ClusterIdentity> CLUSTERS =
            new Index<>("clusters", ClusterIdentity.KINDS, ClusterIdentity::of, cluster -> "");

    /** SecretProviderClasses by namespace and name. */
    public static final Index<KeyVaultAccess> PROVIDER_CLASSES = new Index<>(
            "SecretProviderClasses", KeyVaultAccess.KINDS, KeyVaultAccess::of, KeyVaultAccess::providerClass);

    private IdentityIndexes() {}

    /** Looks things up in indexes; each is asked for only when it is needed. */
    public static IdentityLookup lookup(Indexes indexes) {
        return new IdentityLookup() {
            @Override
            public List<ServiceAccount> serviceAccounts(NamespacedName name) {
                return indexes.get(SERVICE_ACCOUNTS, name);
            }

            @Override
            public List<FederatedCredential> federatedCredentials() {
                return indexes.all(FEDERATED_CREDENTIALS);
            }

            @Override
            public List<ManagedIdentity> managedIdentities() {
                return indexes.all(MANAGED_IDENTITIES);
            }

            @Override
            public List<ClusterIdentity> clusters() {
                return indexes.all(CLUSTERS);
            }

            @Override
            public List<KeyVaultAccess> providerClasses(NamespacedName name) {
                return indexes.get(PROVIDER_CLASSES, name);
            }
        };
    }
}
