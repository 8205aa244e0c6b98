package io.github.akspolicy.policies.secrets;

import io.github.akspolicy.policy.Index;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.identity.DeclaredSecret;
import io.github.akspolicy.resource.identity.KeyVaultAccess;
import io.github.akspolicy.resource.identity.KeyVaultUse;
import io.github.akspolicy.resource.identity.KeyVaultVolume;
import io.github.akspolicy.resource.identity.NamespacedName;
import io.github.akspolicy.resource.identity.SecretRead;
import io.github.akspolicy.resource.identity.SecretSync;
import io.github.akspolicy.resource.identity.SyncedSecret;
import java.util.stream.Stream;

/** The facts of an environment that policies about secrets share. */
final class SecretFacts {
    /** By the Secret that is made. */
    static final Index<NamespacedName, SyncedSecret> SYNCED_SECRETS =
            new Index<>("synced Secrets", KeyVaultAccess.KINDS, SyncedSecret::of, SyncedSecret::secret);

    /** By the Secret that is read. */
    static final Index<NamespacedName, SecretRead> SECRET_READS =
            new Index<>("reads of Secrets", Kinds.PODS, SecretRead::of, SecretRead::secret);

    /** By namespace and name. */
    static final Index<NamespacedName, DeclaredSecret> SECRETS =
            new Index<>("Secrets", Kinds.of("", "Secret"), DeclaredSecret::ofSecrets, DeclaredSecret::secret);

    /** Synced Secrets, and who reads Secrets; by the Secret. */
    static final Index<NamespacedName, SecretSync> SYNCS = new Index<>(
            "synced Secrets and their readers",
            Kinds.PODS.or(KeyVaultAccess.KINDS),
            resource -> Stream.<SecretSync>concat(SyncedSecret.of(resource).stream(), SecretRead.of(resource).stream())
                    .toList(),
            SecretSync::secret);

    /** SecretProviderClasses and the volumes that name them; by the class. */
    static final Index<NamespacedName, KeyVaultUse> KEY_VAULT_USES = new Index<>(
            "SecretProviderClasses and their volumes",
            Kinds.PODS.or(KeyVaultAccess.KINDS),
            resource -> Stream.<KeyVaultUse>concat(
                            KeyVaultAccess.of(resource).stream(), KeyVaultVolume.of(resource).stream())
                    .toList(),
            KeyVaultUse::providerClass);

    /** SecretProviderClasses by name alone. */
    static final Index<String, KeyVaultAccess> CLASSES_BY_NAME = new Index<>(
            "SecretProviderClasses by name",
            KeyVaultAccess.KINDS,
            KeyVaultAccess::of,
            access -> access.providerClass().name());

    private SecretFacts() {}
}
