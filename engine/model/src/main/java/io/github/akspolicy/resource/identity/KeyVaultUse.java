package io.github.akspolicy.resource.identity;

/** The two sides of a Key Vault volume: the pod's volume, and the SecretProviderClass that it names. */
public sealed interface KeyVaultUse permits KeyVaultVolume, KeyVaultAccess {
    /** Namespace and name of the SecretProviderClass. */
    NamespacedName providerClass();
}
