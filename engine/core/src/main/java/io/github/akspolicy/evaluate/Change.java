package io.github.akspolicy.evaluate;

import java.util.Locale;

/** What a finding is to an older state of the same sources. */
public enum Change {
    /** It was not there. */
    NEW,
    /** There is no telling whether it was there; whoever asks for new findings gets it, too. */
    INCOMPARABLE,
    /** It was there, at another line, file or name. */
    MOVED,
    /** It was there, at the same line. */
    UNCHANGED;

    /** Whether it has to be taken for new. */
    public boolean isNew() {
        return this == NEW || this == INCOMPARABLE;
    }

    /** The word in reports. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
