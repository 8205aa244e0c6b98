package io.github.akspolicy.policies.secrets;

import io.github.akspolicy.policy.Policy;
import java.util.List;

/** The policies of the group secrets. */
public final class SecretsPolicies {
    public static final List<Policy> ALL = List.of(
            new ProviderClassesMustExist(),
            new ProvidersMustBeAzure(),
            new ParametersMustBeStrings(),
            new IdentityModesMustExclude(),
            new ProvidersMustNotUsePodIdentity(),
            new ProvidersShouldUseWorkloadIdentity(),
            new ClientIdsMustMatchServiceAccounts(),
            new VaultNamesMustBeValid(),
            new TenantsMustBeSet(),
            new ObjectsMustParse(),
            new ObjectVersionsMustNotBePinned(),
            new SecretsVolumesMustBeReadOnly(),
            new SecretsVolumesMustBeMounted(),
            new SecretsMustNotBeMountedBySubPath(),
            new DriverSecretsMustNotBeUsed(),
            new SyncedSecretsMustBeMeant(),
            new SyncedSecretsMustMatch(),
            new SecretsMustNotBeEnvironmentVariables(),
            new SecretsMustNotHoldData(),
            new VariablesMustNotHoldSecrets(),
            new ConfigMapsMustNotHoldSecrets(),
            new ArgumentsMustNotHoldSecrets(),
            new AnnotationsMustNotHoldSecrets(),
            new StorageMustNotHoldSecrets(),
            new TokensMustNotLiveForEver());

    private SecretsPolicies() {}
}
