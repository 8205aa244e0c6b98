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
import io.github.akspolicy.resource.identity.NamespacedName;
import io.github.akspolicy.resource.identity.PodIdentity;
import io.github.akspolicy.resource.identity.ServiceAccount;
import java.util.List;
import java.util.stream.Stream;

/** The facts of an environment that policies about identities and Key Vault share. */
public final class IdentityFacts {
    /** By the identity that they belong to. */
    public static final Index<String, FederatedCredential> FEDERATED_CREDENTIALS =
            IdentityIndexes.FEDERATED_CREDENTIALS;

    /** Credentials, under no key, and the pods that need one, by {@link FederationMatch#name} of their subject. */
    public static final Index<String, Federation> FEDERATIONS = Index.byKeys(
            "federations",
            Kinds.PODS.or(FederatedCredential.KINDS),
            resource -> Stream.<Federation>concat(
                            FederatedCredential.of(resource).stream(), PodIdentity.labelled(resource).stream())
                    .toList(),
            federation -> federation instanceof PodIdentity pod
                    ? List.of(FederationMatch.name(FederatedCredential.subject(pod.serviceAccount())))
                    : List.of());

    /** Managed identities, all under one key. */
    public static final Index<String, ManagedIdentity> MANAGED_IDENTITIES = IdentityIndexes.MANAGED_IDENTITIES;

    /** The clusters of the environment, all under one key. */
    public static final Index<String, ClusterIdentity> CLUSTERS = IdentityIndexes.CLUSTERS;

    /** By name alone. */
    public static final Index<String, ServiceAccount> SERVICE_ACCOUNTS_BY_NAME = new Index<>(
            "service accounts by name",
            Kinds.of("", "ServiceAccount"),
            ServiceAccount::of,
            account -> account.key().name());

    /** SecretProviderClasses by namespace and name. */
    public static final Index<NamespacedName, KeyVaultAccess> KEY_VAULT_ACCESSES = IdentityIndexes.PROVIDER_CLASSES;

    /** By the SecretProviderClass that they name. */
    public static final Index<NamespacedName, KeyVaultVolume> KEY_VAULT_VOLUMES =
            new Index<>("Key Vault volumes", Kinds.PODS, KeyVaultVolume::of, KeyVaultVolume::providerClass);

    private IdentityFacts() {}
}
