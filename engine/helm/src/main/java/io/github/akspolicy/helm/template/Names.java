package io.github.akspolicy.helm.template;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What can be included by name in a chart tree.
 *
 * @param defines the names of all {@code define}s
 * @param files the render paths of all templates that get an envelope
 */
public record Names(Set<String> defines, Set<String> files) {
    /** What no chart can guess: a template that names ours could tell one render from the other. */
    private static final String SECRET = HexFormat.of().toHexDigits(new SecureRandom().nextLong());

    static final String PLAIN = "@@p" + SECRET;
    static final String INSTRUMENTED = "@@i" + SECRET;
    static final String FILE = "@@f" + SECRET;

    static String secret() {
        return SECRET;
    }

    /** What a template of ours is called in the chart. */
    static String original(String name) {
        return Stream.of(PLAIN, INSTRUMENTED, FILE)
                .filter(name::endsWith)
                .findFirst()
                .map(ours -> name.substring(0, name.length() - ours.length()))
                .orElse(name);
    }

    /** @param included what is included; null for what is only known while rendering */
    boolean needsPlainCopy(@Nullable String included) {
        return included == null || (files.contains(included) && !defines.contains(included));
    }

    public Names {
        defines = Set.copyOf(defines);
        files = Set.copyOf(files);
    }
}
