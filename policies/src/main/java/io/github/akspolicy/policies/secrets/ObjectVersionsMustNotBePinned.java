package io.github.akspolicy.policies.secrets;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.identity.KeyVaultObject;
import io.github.akspolicy.resource.identity.SecretProviderClass;
import java.util.List;

/** An object with a version is mounted with that version for ever: rotation changes nothing. */
final class ObjectVersionsMustNotBePinned extends BuiltInPolicy<SecretProviderClass> {
    private static final Parameter<String> MODE = Parameter.choice(
            "mode", List.of("latest", "pinned"), "latest", "whether objects follow the latest version, or name theirs");

    ObjectVersionsMustNotBePinned() {
        super(
                SecretProviderClass.AZURE,
                policy(
                                "secrets/object-version-pinned",
                                io.github.akspolicy.policy.Severity.INFO,
                                "Key Vault objects should follow the latest version")
                        .fix("leave objectVersion out")
                        .parameters(MODE));
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
