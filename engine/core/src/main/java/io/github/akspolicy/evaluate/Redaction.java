package io.github.akspolicy.evaluate;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.identity.SecretShape;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.resource.workload.Pod;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one place that keeps secrets out of what people see: every message of an evaluation passes it. Policies are
 * written so that they quote no values; this holds even where one, or an upstream error message, does.
 */
public final class Redaction {
    private static final String MASK = "«redacted»";
    // shorter values are words such as "true" or "admin": masking them would hide the message and protect nothing
    private static final int SHORTEST = 6;

    // within a longer text, such as a connection string, a secret is a part that mixes letters and digits
    private static final Pattern PARTS = Pattern.compile("[\\s=:;,&\"'{}()\\[\\]]+");
    private static final Pattern WORD = Pattern.compile("[A-Za-z]*");
    private static final Pattern MIXED = Pattern.compile("(?=.*[A-Za-z])(?=.*[0-9]).{8,}");

    private final List<String> secrets;

    /** @param secrets what {@link #collect} gave */
    public Redaction(Collection<String> secrets) {
        // the longest first, so that no part of a longer secret is left standing
        this.secrets = secrets.stream()
                .sorted(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** Adds the values of a Secret, as they are written and as they are meant. */
    public static void collect(Resource resource, Set<String> secrets) {
        if (!resource.is("", "Secret")) {
            return;
        }
        for (Field value : resource.root().get("stringData").fields()) {
            collect(value.text(), secrets);
        }
        for (Field value : resource.root().get("data").fields()) {
            String encoded = value.text();
            collect(encoded, secrets);
            if (encoded != null) {
                try {
                    collect(new String(Base64.getMimeDecoder().decode(encoded), StandardCharsets.UTF_8), secrets);
                } catch (IllegalArgumentException notBase64) {
                    // the API server refuses it too; the text as written is masked already
                }
            }
        }
    }

    /** Adds the values of environment variables and ConfigMaps that look like secrets, but for words of letters only. */
    private static void collectPlain(Resource resource, Set<String> secrets) {
        for (Pod pod : Pod.VIEW.of().apply(resource)) {
            for (Container container : pod.containers()) {
                for (Field variable : container.env().items()) {
                    collectPlain(variable.get("name").stringOr(""), variable.get("value"), secrets);
                }
            }
        }
        if (resource.is("", "ConfigMap")) {
            for (Field entry : resource.root().get("data").fields()) {
                collectPlain(entry.key(), entry, secrets);
            }
        }
    }

    private static void collectPlain(String name, Field field, Set<String> secrets) {
        String value = field.textOr("");
        if (SecretShape.isSecret(name, value) && !WORD.matcher(value).matches()) {
            collect(value, secrets);
        }
    }

    /** Adds the lines of a secret text, and the parts of them that look like secrets on their own. */
    public static void collect(@Nullable String text, Set<String> secrets) {
        if (text == null) {
            return;
        }
        for (String line : text.lines().toList()) {
            String part = line.strip();
            if (part.length() >= SHORTEST) {
                secrets.add(part);
            }
            for (String piece : PARTS.split(part)) {
                if (MIXED.matcher(piece).matches()) {
                    secrets.add(piece);
                }
            }
        }
    }

    /** The message with every secret masked. */
    public String apply(String message) {
        String result = message;
        for (String secret : secrets) {
            if (result.contains(secret)) {
                result = result.replace(secret, MASK);
            }
        }
        return result;
    }
}
