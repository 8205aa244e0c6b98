package io.github.akspolicy.policies.secrets;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.identity.KeyVaultObject;
import io.github.akspolicy.resource.identity.SecretProviderClass;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The API server takes the list of objects for a text: what is wrong in it shows when the pod does not start. */
final class ObjectsMustParse extends BuiltInPolicy<SecretProviderClass> {
    private static final Set<String> TYPES = Set.of("secret", "key", "cert");

    private static final Parameter<String> MAX_PERMISSION = Parameter.string(
            "maxFilePermission", "0644", "the permissions that filePermission may give at most, in octal digits");

    ObjectsMustParse() {
        super(
                SecretProviderClass.AZURE,
                policy("secrets/objects-parse", HIGH, "objects must parse and every entry must be valid")
                        .fix(
                                "write objects as a text that holds array:, with one text for each object: \"- |\", then objectName and"
                                        + " objectType below it")
                        .parameters(MAX_PERMISSION)
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(SecretProviderClass provider, Judgement judgement) {
        Field objects = provider.objectsParameter();
        for (ManifestException problem : provider.problems()) {
            Place at = objects.place();
            var position = problem.position() == null ? at.value() : problem.position();
            judgement.add(Observation.violation(
                    new Place(at.path(), at.nearest(), position, position),
                    "objects cannot be read: " + problem.getMessage(),
                    "unreadable"));
        }
        if (provider.objects().isEmpty()
                && provider.problems().isEmpty()
                && !(objects.isPresent() && objects.string() == null)) {
            judgement.fail(
                    objects, provider.text("objects").isEmpty() ? "objects is not set" : "objects lists nothing");
        }
        var files = new HashSet<String>();
        for (KeyVaultObject object : provider.objects()) {
            type(object, judgement);
            file(object, files, judgement);
            content(object, judgement);
            numbers(object, judgement);
        }
    }

    private static void type(KeyVaultObject object, Judgement judgement) {
        if (object.text("objectName").isEmpty()) {
            fail(object, "objectName", "objectName is not set", judgement);
        }
        String type = object.text("objectType");
        if (!TYPES.contains(type)) {
            fail(
                    object,
                    "objectType",
                    type.isEmpty() ? "objectType is not set" : "objectType is " + type + ", not secret, key or cert",
                    judgement);
        }
    }

    private static void file(KeyVaultObject object, Set<String> files, Judgement judgement) {
        String file = object.file();
        if (file.isEmpty()) {
            return; // it has no name at all, which was said
        }
        String field = object.fileField().key();
        if (file.startsWith("/")) {
            fail(object, field, field + " is not relative", judgement);
        } else if (file.contains("..")) {
            fail(object, field, field + " holds ..", judgement);
        } else if (!files.add(file)) {
            fail(object, field, field + " " + file + " is the file of another object", judgement);
        }
    }

    /** The provider compares the format without case, but not in its rule about PFX: such an object fails later. */
    private static void content(KeyVaultObject object, Judgement judgement) {
        boolean isSecret = object.text("objectType").equals("secret");
        String format = object.text("objectFormat").toLowerCase(Locale.ROOT);
        if (!format.isEmpty() && !format.equals("pem") && !format.equals("pfx")) {
            fail(object, "objectFormat", "objectFormat is neither pem nor pfx", judgement);
        } else if (format.equals("pfx") && !isSecret) {
            fail(object, "objectFormat", "objectFormat pfx is only for objectType secret", judgement);
        }
        String encoding = object.text("objectEncoding").toLowerCase(Locale.ROOT);
        if (!encoding.isEmpty() && !isSecret) {
            fail(object, "objectEncoding", "objectEncoding is only for objectType secret", judgement);
        } else if (!encoding.isEmpty() && !Set.of("utf-8", "hex", "base64").contains(encoding)) {
            fail(object, "objectEncoding", "objectEncoding is not utf-8, hex or base64", judgement);
        }
    }

    private static void numbers(KeyVaultObject object, Judgement judgement) {
        Field history = object.field().get("objectVersionHistory");
        if (history.isPresent() && history.integer() == null) {
            fail(object, "objectVersionHistory", "objectVersionHistory is not a whole number", judgement);
        }
        String permission = object.text("filePermission");
        if (permission.isEmpty()) {
            return;
        }
        Integer mode = octal(permission);
        Integer most = octal(judgement.get(MAX_PERMISSION));
        if (mode == null) {
            fail(object, "filePermission", "filePermission is not an octal number", judgement);
        } else if (most != null && (mode & ~most) != 0) {
            judgement.add(Observation.violation(
                            object.field().get("filePermission").place(),
                            "filePermission gives more than " + judgement.get(MAX_PERMISSION),
                            "filePermission")
                    .withSeverity(MEDIUM));
        }
    }

    private static @Nullable Integer octal(String text) {
        return text.matches("[0-7]{1,8}") ? Integer.valueOf(text, 8) : null;
    }

    /** Several fields may be absent at one place. */
    private static void fail(KeyVaultObject object, String field, String message, Judgement judgement) {
        judgement.add(Observation.violation(object.field().get(field).place(), message, field));
    }
}
