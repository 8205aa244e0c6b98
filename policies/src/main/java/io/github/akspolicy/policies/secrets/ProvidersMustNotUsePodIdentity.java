package io.github.akspolicy.policies.secrets;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.identity.SecretProviderClass;
import io.github.akspolicy.resource.identity.SecretProviderClass.Mode;

/** AAD pod identity is archived: clusters of today cannot serve the class. */
final class ProvidersMustNotUsePodIdentity extends BuiltInPolicy<SecretProviderClass> {
    private static final PolicyInfo INFO = PolicyInfo.of(
                    "secrets/no-pod-identity",
                    HIGH,
                    "SecretProviderClass must not use AAD pod identity",
                    "remove usePodIdentity and set clientID to an identity that is federated with the service account")
            .in(RECOMMENDED, TALK)
            .references(Catalog.AKS_SECURITY_SIMPLIFIED, "Entra Workload Identity")
            .references(Catalog.AKS_DOCS, "use-azure-ad-pod-identity", "csi-secrets-store-identity-access");

    ProvidersMustNotUsePodIdentity() {
        super(SecretProviderClass.AZURE, INFO);
    }

    @Override
    public void evaluate(SecretProviderClass provider, Judgement judgement) {
        if (provider.uses(Mode.POD_IDENTITY)) {
            judgement.fail(provider.parameter(Mode.POD_IDENTITY.parameter()), "usePodIdentity is true");
        }
    }
}
