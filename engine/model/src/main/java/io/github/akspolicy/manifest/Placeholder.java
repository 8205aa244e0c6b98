package io.github.akspolicy.manifest;

import org.jspecify.annotations.Nullable;

/**
 * A place in a text that something fills in later.
 *
 * @param text the place as it is written: {@code ${TAG:-latest}}
 * @param name what a pipeline knows it by: {@code TAG}
 * @param start its first character in the text
 * @param form how it is written, or null for a form of the configuration
 */
public record Placeholder(
        String text, String name, int start, @Nullable PlaceholderForm form) {
    /** Behind its last character in the text. */
    public int end() {
        return start + text.length();
    }
}
