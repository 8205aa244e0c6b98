package io.github.akspolicy.policies.secrets;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.resource.identity.KeyVaultAccess;
import io.github.akspolicy.resource.identity.KeyVaultUse;
import io.github.akspolicy.resource.identity.KeyVaultVolume;
import io.github.akspolicy.resource.identity.NamespacedName;
import java.util.List;
import java.util.Set;

/** A pod waits for ever when its SecretProviderClass is not in its own namespace; there is none for a whole cluster. */
final class ProviderClassesMustExist extends BuiltInEnvironmentPolicy<KeyVaultUse> {
    private static final Parameter<List<String>> KNOWN = Parameter.strings(
            "knownSecretProviderClasses", List.of(), "classes that something else creates, as namespace/name");

    ProviderClassesMustExist() {
        super(
                SecretFacts.KEY_VAULT_USES,
                Set.of(SecretFacts.KEY_VAULT_USES, SecretFacts.CLASSES_BY_NAME),
                policy(
                                "secrets/secret-provider-class-exists",
                                HIGH,
                                "The SecretProviderClass that a CSI volume names must exist in the same namespace")
                        .fix("create the SecretProviderClass in the pod's namespace, or name one that is there")
                        .parameters(KNOWN));
    }

    @Override
    public void evaluate(KeyVaultUse use, Indexes indexes, Judgement judgement) {
        List<KeyVaultUse> all = indexes.get(SecretFacts.KEY_VAULT_USES, use.providerClass());
        if (use instanceof KeyVaultVolume volume) {
            volume(volume, all.stream().anyMatch(KeyVaultAccess.class::isInstance), indexes, judgement);
        } else if (use instanceof KeyVaultAccess access) {
            if (all.stream().noneMatch(KeyVaultVolume.class::isInstance)) {
                judgement.add(
                        Observation.violation(access.place(), "SecretProviderClass is mounted by no pod", "unused")
                                .withSeverity(Severity.INFO));
            }
            if (access.isDeprecated()) {
                judgement.add(Observation.violation(
                                access.place(), "SecretProviderClass has the deprecated version v1alpha1", "version")
                        .withSeverity(Severity.INFO));
            }
        }
    }

    private static void volume(KeyVaultVolume volume, boolean exists, Indexes indexes, Judgement judgement) {
        NamespacedName wanted = volume.providerClass();
        if (wanted.name().isEmpty()) {
            judgement.fail(volume.place(), "secretProviderClass is not set");
        } else if (!exists && !judgement.get(KNOWN).contains(wanted.namespace() + "/" + wanted.name())) {
            String elsewhere = indexes.get(SecretFacts.CLASSES_BY_NAME, wanted.name()).stream()
                    .map(other ->
                            ": it is in namespace " + other.providerClass().namespace())
                    .findFirst()
                    .orElse("");
            judgement.fail(
                    volume.place(),
                    "secretProviderClass " + wanted.name() + " is in no source"
                            + (wanted.namespace() == null ? "" : " for namespace " + wanted.namespace())
                            + elsewhere);
        }
    }
}
