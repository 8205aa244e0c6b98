package io.github.akspolicy.source;

import io.github.akspolicy.manifest.ForeignText;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/**
 * Something that could not be read, rendered or judged. It always fails the build: what was not evaluated is not green.
 *
 * @param message what and why; holds no secret value. Cut to {@link ForeignText#SHOWN} characters
 * @param at where, or null when no file can be named
 * @param fix how to mend it, or the empty string when the message says it
 */
public record Problem(String message, @Nullable SourceLocation at, String fix) implements Serializable {
    public Problem {
        message = ForeignText.toShow(message);
        fix = ForeignText.toShow(fix);
    }

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

    /** The same, in the words of the exception where it is about content and names no path. */
    public static String text(IOException unreadable) {
        return unreadable instanceof FileSystemException ? reason(unreadable) : unreadable.toString();
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
