package io.github.akspolicy.evaluate;

import java.util.Locale;

/** How a whole evaluation ended. */
public enum Outcome {
    /** Everything was judged and nothing at or above the threshold was found. */
    PASSED,
    /** Findings at or above the threshold. */
    FAILED,
    /** Something could not be read, rendered or judged; findings may be incomplete. */
    ERROR;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
