package io.github.akspolicy.policies.secrets;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.resource.identity.SecretReference;
import io.github.akspolicy.resource.identity.SecretShape;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** StorageClasses and PersistentVolumes can be read by everyone who may read the cluster; drivers take keys from Secrets. */
final class StorageMustNotHoldSecrets extends BuiltInPolicy<Resource> {
    /** How mount.cifs and the drivers of Azure call what must be secret. */
    private static final Pattern NAME =
            Pattern.compile("(?i)pass(word)?|password2|(storage)?accountkey|sastoken|.*sas");

    StorageMustNotHoldSecrets() {
        super(
                new ViewType<>(
                        "storage",
                        Kinds.of("storage.k8s.io", "StorageClass").or(Kinds.of("", "PersistentVolume")),
                        List::of),
                policy("secrets/storage-parameters", HIGH, "No secrets in the parameters and mount options of storage")
                        .fix(
                                "keep the key in a Secret that csi.storage.k8s.io/*-secret-name names, or use a managed identity")
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Resource storage, Judgement judgement) {
        Field root = storage.root();
        Stream.of(root.get("parameters"), root.at("spec", "csi", "volumeAttributes"))
                .flatMap(map -> map.fields().stream())
                .filter(entry -> isSecret(entry.key(), entry.published()))
                .forEach(entry -> judgement.fail(entry, entry.key() + " holds a secret in plain text"));
        Stream.of(root.get("mountOptions"), root.at("spec", "mountOptions"))
                .flatMap(options -> options.items().stream())
                .forEach(option -> option(option, judgement));
    }

    private static void option(Field option, Judgement judgement) {
        for (String part : option.published().split(",")) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            if (equals >= 0 && isSecret(name.strip(), part.substring(equals + 1))) {
                judgement.fail(option, "mount option " + name.strip() + " holds a secret in plain text");
            }
        }
    }

    private static boolean isSecret(String name, String value) {
        return !value.isBlank()
                && !SecretReference.isReference(value)
                && (NAME.matcher(name).matches() || !SecretShape.of(value).isEmpty());
    }
}
