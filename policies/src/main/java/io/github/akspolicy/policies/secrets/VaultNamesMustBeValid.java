package io.github.akspolicy.policies.secrets;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.identity.SecretProviderClass;
import java.util.List;
import java.util.regex.Pattern;

/** The provider makes the vault's address of its name: an address in its place leads nowhere. */
final class VaultNamesMustBeValid extends BuiltInPolicy<SecretProviderClass> {
    private static final Pattern NAME = Pattern.compile("[-A-Za-z0-9]{3,24}");
    private static final Pattern CREATABLE = Pattern.compile("[A-Za-z](?!.*--)[-A-Za-z0-9]*[A-Za-z0-9]");

    private static final Parameter<List<String>> ALLOWED =
            Parameter.strings("allowedVaults", List.of(), "the vaults that may be used; any when empty");

    VaultNamesMustBeValid() {
        super(
                SecretProviderClass.AZURE,
                policy("secrets/keyvault-name", HIGH, "keyvaultName must be a valid vault name")
                        .fix(
                                "set keyvaultName to the name alone, such as contoso-store, without https:// and .vault.azure.net")
                        .parameters(ALLOWED)
                        .aboutForm()
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(SecretProviderClass provider, Judgement judgement) {
        Field field = provider.parameter("keyvaultName");
        String name = provider.text("keyvaultName");
        if (name.isEmpty()) {
            judgement.fail(field, "keyvaultName is not set");
        } else if (name.contains("/") || name.contains(".")) {
            judgement.fail(field, "keyvaultName is an address, not a name");
        } else if (!NAME.matcher(name).matches()) {
            judgement.fail(field, "keyvaultName is not 3 to 24 letters, digits and hyphens");
        } else if (!CREATABLE.matcher(name).matches()) {
            judgement.fail(
                    field,
                    "keyvaultName is not a valid Key Vault name: it begins with a letter, ends with a letter or digit and"
                            + " has no two hyphens in a row");
        } else if (!judgement.get(ALLOWED).isEmpty()
                && judgement.get(ALLOWED).stream().noneMatch(name::equalsIgnoreCase)) {
            judgement.fail(field, "keyvaultName is " + name + ", which is not allowed");
        }
    }
}
