package io.github.akspolicy.policies.identity;

import io.github.akspolicy.policy.IdentityIndexes;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.identity.ClusterIdentity;
import io.github.akspolicy.resource.identity.FederatedCredential;
import io.github.akspolicy.resource.identity.Federation;
import io.github.akspolicy.resource.identity.FederationMatch;
import io.github.akspolicy.resource.identity.KeyVaultAccess;
import io.github.akspolicy.resource.identity.KeyVaultVolume;
import io.github.akspolicy.resource.identity.ManagedIdentity;
import io.github.akspolicy.resource.identity.PodIdentity;
import io.github.akspolicy.resource.identity.ServiceAccount;
import java.util.stream.Stream;

/** The facts of an environment that policies about identities and Key Vault share. */
public final class IdentityFacts {
    /** By the identity that they belong to. */
    public static final Index<FederatedCredential> FEDERATED_CREDENTIALS = IdentityIndexes.FEDERATED_CREDENTIALS;

    /** Credentials, all under one key, and the pods that need one, by {@link FederationMatch#name} of their subject. */
    public static final Index<Federation> FEDERATIONS = new Index<>(
            "federations",
            Kinds.PODS.or(FederatedCredential.KINDS),
            resource -> Stream.<Federation>concat(
                            FederatedCredential.of(resource).stream(), PodIdentity.labelled(resource).stream())
                    .toList(),
            federation -> federation instanceof PodIdentity pod
                    ? FederationMatch.name(FederatedCredential.subject(pod.serviceAccount()))
                    : FederatedCredential.class);

    /** Managed identities, all under one key. */
    public static final Index<ManagedIdentity> MANAGED_IDENTITIES = IdentityIndexes.MANAGED_IDENTITIES;

    /** The clusters of the environment, all under one key. */
    public static final Index<ClusterIdentity> CLUSTERS = IdentityIndexes.CLUSTERS;

    /** By name alone. */
    public static final Index<ServiceAccount> SERVICE_ACCOUNTS_BY_NAME = new Index<>(
            "service accounts by name",
            Kinds.of("", "ServiceAccount"),
            ServiceAccount::of,
            account -> account.key().name());

    /** SecretProviderClasses by namespace and name. */
    public static final Index<KeyVaultAccess> KEY_VAULT_ACCESSES = IdentityIndexes.PROVIDER_CLASSES;

    /** By the SecretProviderClass that they name. */
    public static final Index<KeyVaultVolume> KEY_VAULT_VOLUMES =
            new Index<>("Key Vault volumes", Kinds.PODS, KeyVaultVolume::of, KeyVaultVolume::providerClass);

    private IdentityFacts() {}
}
