package io.github.akspolicy.policy;

import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.identity.ClusterIdentity;
import io.github.akspolicy.resource.identity.ClusterIssuers;
import io.github.akspolicy.resource.identity.FederatedCredential;
import io.github.akspolicy.resource.identity.FederatedCredentials;
import io.github.akspolicy.resource.identity.IdentityLookup;
import io.github.akspolicy.resource.identity.KeyVaultAccess;
import io.github.akspolicy.resource.identity.ManagedIdentity;
import io.github.akspolicy.resource.identity.NamespacedName;
import io.github.akspolicy.resource.identity.PodIdentity;
import io.github.akspolicy.resource.identity.ServiceAccount;
import java.util.List;
import java.util.Set;

/** The indexes of what decides which identity a pod gets. */
public final class IdentityIndexes {
    /** By the service account that the pod runs as. */
    public static final Index<NamespacedName, PodIdentity> POD_IDENTITIES =
            new Index<>("pod identities", Kinds.PODS, PodIdentity::of, PodIdentity::serviceAccount);

    /** By namespace and name. */
    public static final Index<NamespacedName, ServiceAccount> SERVICE_ACCOUNTS =
            new Index<>("service accounts", Kinds.of("", "ServiceAccount"), ServiceAccount::of, ServiceAccount::key);

    /** By the identity that they belong to. */
    public static final Index<String, FederatedCredential> FEDERATED_CREDENTIALS = new Index<>(
            "federated credentials", FederatedCredential.KINDS, FederatedCredential::of, FederatedCredential::identity);

    /** Managed identities, all under one key. */
    public static final Index<String, ManagedIdentity> MANAGED_IDENTITIES =
            new Index<>("managed identities", AzureResource.KINDS, ManagedIdentity::of, identity -> "");

    /** The clusters of the environment, all under one key. */
    public static final Index<String, ClusterIdentity> CLUSTERS =
            new Index<>("clusters", ClusterIdentity.KINDS, ClusterIdentity::of, cluster -> "");

    /** SecretProviderClasses by namespace and name. */
    public static final Index<NamespacedName, KeyVaultAccess> PROVIDER_CLASSES = new Index<>(
            "SecretProviderClasses", KeyVaultAccess.KINDS, KeyVaultAccess::of, KeyVaultAccess::providerClass);

    /** The credentials by identity and subject. */
    public static final Derivation<FederatedCredentials> FEDERATION = new Derivation<>(
            "federated credentials by subject",
            Set.of(FEDERATED_CREDENTIALS, MANAGED_IDENTITIES),
            indexes -> new FederatedCredentials(indexes.all(FEDERATED_CREDENTIALS), indexes.all(MANAGED_IDENTITIES)));

    /** Whose tokens the clusters hand out. */
    public static final Derivation<ClusterIssuers> ISSUERS = new Derivation<>(
            "issuers of clusters", Set.of(CLUSTERS), indexes -> ClusterIssuers.of(indexes.all(CLUSTERS)));

    private IdentityIndexes() {}

    /** Looks things up in indexes; each is asked for only when it is needed. */
    public static IdentityLookup lookup(Indexes indexes) {
        return new IdentityLookup() {
            @Override
            public List<ServiceAccount> serviceAccounts(NamespacedName name) {
                return indexes.get(SERVICE_ACCOUNTS, name);
            }

            @Override
            public FederatedCredentials federatedCredentials() {
                return indexes.derive(FEDERATION);
            }

            @Override
            public List<ClusterIdentity> clusters() {
                return indexes.all(CLUSTERS);
            }

            @Override
            public ClusterIssuers issuers() {
                return indexes.derive(ISSUERS);
            }

            @Override
            public List<KeyVaultAccess> providerClasses(NamespacedName name) {
                return indexes.get(PROVIDER_CLASSES, name);
            }
        };
    }
}
