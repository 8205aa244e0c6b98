package io.github.akspolicy.policies.secrets;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.identity.SecretProviderClass;
import io.github.akspolicy.resource.identity.SecretProviderClass.Mode;

/** AAD pod identity is archived: clusters of today cannot serve the class. */
final class ProvidersMustNotUsePodIdentity extends BuiltInPolicy<SecretProviderClass> {
    ProvidersMustNotUsePodIdentity() {
        super(
                SecretProviderClass.AZURE,
                policy("secrets/no-pod-identity", HIGH, "SecretProviderClass must not use AAD pod identity")
                        .fix(
                                "remove usePodIdentity and set clientID to an identity that is federated with the service account")
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(SecretProviderClass provider, Judgement judgement) {
        if (provider.uses(Mode.POD_IDENTITY)) {
            judgement.fail(provider.parameter(Mode.POD_IDENTITY.parameter()), "usePodIdentity is true");
        }
    }
}
