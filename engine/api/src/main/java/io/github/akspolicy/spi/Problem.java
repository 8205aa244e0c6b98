package io.github.akspolicy.source;

import org.jspecify.annotations.Nullable;

/**
 * Something that could not be read, rendered or judged. It always fails the build: what was not evaluated is not green.
 *
 * @param message what and why; holds no secret value
 * @param at where, or null when no file can be named
 * @param fix how to mend it, or the empty string when the message says it
 */
public record Problem(String message, @Nullable SourceLocation at, String fix) {
    public static Problem of(String message) {
        return new Problem(message, null, "");
    }

    public static Problem at(SourceLocation at, String message, String fix) {
        return new Problem(message, at, fix);
    }

    /** {@code path:line:column: message (fix)}. */
    @Override
    public String toString() {
        return (at == null ? "" : at + ": ") + message + (fix.isEmpty() ? "" : " (" + fix + ")");
    }
}
