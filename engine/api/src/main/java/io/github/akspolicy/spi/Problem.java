package io.github.akspolicy.spi;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
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

    /** Why a file or folder cannot be read, without its absolute path. */
    public static String reason(Exception unreadable) {
        if (unreadable instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (unreadable instanceof NoSuchFileException) {
            return "it does not exist";
        }
        return unreadable.getClass().getSimpleName();
    }
}
