package io.github.akspolicy.policies.secrets;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.identity.KeyVaultObject;
import io.github.akspolicy.resource.identity.SecretProviderClass;
import java.util.List;

/** An object with a version is mounted with that version for ever: rotation changes nothing. */
final class ObjectVersionsMustNotBePinned extends BuiltInPolicy<SecretProviderClass> {
    private static final Parameter<String> MODE = Parameter.choice(
            "mode", List.of("latest", "pinned"), "latest", "whether objects follow the latest version, or name theirs");

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "secrets/object-version-pinned",
                    io.github.akspolicy.policy.Severity.INFO,
                    "Key Vault objects should follow the latest version",
                    "leave objectVersion out")
            .parameters(MODE)
            .in(TALK)
            .references(Catalog.AKS_SECURITY_SIMPLIFIED, "Rotate secrets automatically")
            .references(Catalog.AKS_DOCS, "csi-secrets-store-configuration-options");

    ObjectVersionsMustNotBePinned() {
        super(SecretProviderClass.AZURE, INFO);
    }

    @Override
    public void evaluate(SecretProviderClass provider, Judgement judgement) {
        for (KeyVaultObject object : provider.objects()) {
            String version = object.text("objectVersion");
            boolean isPinned = !version.isEmpty() && !version.equals("latest");
            Field field = object.field().get("objectVersion");
            if (isPinned && judgement.get(MODE).equals("latest")) {
                judgement.fail(field, "objectVersion is set: rotation never changes what is mounted");
            } else if (!isPinned && judgement.get(MODE).equals("pinned")) {
                judgement.fail(field, "objectVersion is not set");
            }
        }
    }
}
