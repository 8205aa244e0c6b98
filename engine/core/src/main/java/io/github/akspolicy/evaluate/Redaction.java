package io.github.akspolicy.evaluate;

import io.github.akspolicy.evaluate.Occurrence.LocatedStep;
import io.github.akspolicy.resource.Resource;
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
    private static final Pattern MIXED = Pattern.compile("(?=.*[A-Za-z])(?=.*[0-9]).{8,}");

    private final List<String> secrets;

    /** @param secrets what {@link #collect} gave */
    public Redaction(Collection<String> secrets) {
        // the longest first, so that no part of a longer secret is left standing
        this.secrets = secrets.stream()
                .sorted(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /**
     * Adds what nobody may see of a resource: the values of a Secret, keys and tokens of a kubeconfig, passwords in the
     * definition of a cluster, variables and entries of ConfigMaps that look like secrets.
     */
    public static void collect(Resource resource, Set<String> secrets) {
        new SecretTexts(secrets).addAll(resource);
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

    /** The step with every secret masked. */
    LocatedStep apply(LocatedStep step) {
        return new LocatedStep(apply(step.message()), step.at());
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
