package io.github.akspolicy.policies.secrets;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.identity.SecretProviderClass;
import java.util.List;

/** Another provider is not installed on AKS: the driver refuses the volume. */
final class ProvidersMustBeAzure extends BuiltInPolicy<SecretProviderClass> {
    private static final Parameter<List<String>> ALLOWED =
            Parameter.strings("allowedProviders", List.of("azure"), "the providers that the cluster has");

    ProvidersMustBeAzure() {
        super(
                SecretProviderClass.VIEW,
                policy("secrets/provider-azure", MEDIUM, "SecretProviderClass provider must be azure")
                        .fix("set provider: azure, in small letters")
                        .parameters(ALLOWED));
    }

    @Override
    public void evaluate(SecretProviderClass provider, Judgement judgement) {
        Field field = provider.provider();
        if (!judgement.get(ALLOWED).contains(field.stringOr(""))) {
            judgement.fail(field, "provider is " + field.textOr("not set"));
        }
    }
}
