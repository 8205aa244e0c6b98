package io.github.akspolicy.run;

import org.jspecify.annotations.Nullable;

/** Everything was evaluated, and what was found fails: the verdict, not an error. */
public final class FindingsException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean isSaid;

    public FindingsException(@Nullable String message) {
        this(message, false);
    }

    /** @param isSaid whether the output says all of it: only a build, which ends with its message, shows that once more */
    FindingsException(@Nullable String message, boolean isSaid) {
        super(message);
        this.isSaid = isSaid;
    }

    /** Whether the output of the command ends with what this says. */
    public boolean isSaid() {
        return isSaid;
    }
}
