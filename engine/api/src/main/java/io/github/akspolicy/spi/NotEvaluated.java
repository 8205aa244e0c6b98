package io.github.akspolicy.spi;

import org.jspecify.annotations.Nullable;

/**
 * Something of a source that was passed over, although nothing is wrong with it: it fails nothing, unlike a {@link Problem},
 * but the account names it, and no report calls the result passed without saying so.
 *
 * @param message what and why; holds no secret value
 * @param at where it begins, or null when no file can be named
 * @param fix how to have it evaluated, or the empty string when there is no way
 */
public record NotEvaluated(String message, @Nullable SourceLocation at, String fix)
        implements Comparable<NotEvaluated> {
    @Override
    public int compareTo(NotEvaluated other) {
        int order = Boolean.compare(at != null, other.at != null);
        if (order == 0 && at != null && other.at != null) {
            order = at.compareTo(other.at);
        }
        return order != 0 ? order : toString().compareTo(other.toString());
    }

    /** {@code path:line:column: message (fix)}. */
    @Override
    public String toString() {
        return (at == null ? "" : at + ": ") + message + (fix.isEmpty() ? "" : " (" + fix + ")");
    }
}
