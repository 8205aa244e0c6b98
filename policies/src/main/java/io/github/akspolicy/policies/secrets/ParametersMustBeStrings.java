package io.github.akspolicy.policies.secrets;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.identity.SecretProviderClass;
import io.github.akspolicy.resource.identity.SecretProviderClass.Mode;

/** The API server refuses parameters that are no strings, and the provider those that are no booleans where it reads one. */
final class ParametersMustBeStrings extends BuiltInPolicy<SecretProviderClass> {
    ParametersMustBeStrings() {
        super(
                SecretProviderClass.VIEW,
                policy("secrets/parameters-are-strings", MEDIUM, "SecretProviderClass parameters must be strings")
                        .fix("write the value in quotes")
                        .aboutForm()
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(SecretProviderClass provider, Judgement judgement) {
        for (Field parameter : provider.parameters().fields()) {
            Node node = parameter.node();
            if (node != null && parameter.string() == null) {
                judgement.fail(
                        parameter,
                        parameter.key() + " is " + (parameter.isPresent() ? "a " : "") + node.typeName()
                                + ", not a string");
            }
        }
        for (Mode mode : Mode.values()) {
            Field flag = provider.parameter(mode.parameter());
            if (provider.isAzure()
                    && flag.string() != null
                    && !SecretProviderClass.isBoolean(provider.text(flag.key()))) {
                judgement.fail(flag, flag.key() + " is neither \"true\" nor \"false\"");
            }
        }
    }
}
