package io.github.akspolicy.helm.template;

import java.util.Set;

/**
 * What can be included by name in a chart tree.
 *
 * @param defines the names of all {@code define}s
 * @param files the render paths of all templates that get an envelope
 */
public record Names(Set<String> defines, Set<String> files) {
    static final String PLAIN = "@@p";
    static final String INSTRUMENTED = "@@i";

    public Names {
        defines = Set.copyOf(defines);
        files = Set.copyOf(files);
    }
}
