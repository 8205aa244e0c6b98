package io.github.akspolicy.run;

import org.jspecify.annotations.Nullable;

/** Everything was evaluated, and what was found fails: the verdict, not an error. */
public final class FindingsException extends Exception {
    private static final long serialVersionUID = 1;

    public FindingsException(@Nullable String message) {
        super(message);
    }
}
