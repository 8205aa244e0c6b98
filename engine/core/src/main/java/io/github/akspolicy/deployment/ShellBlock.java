package io.github.akspolicy.deployment;

import org.jspecify.annotations.Nullable;

/**
 * A part of a script that may run or not, or several times. What a variable is set to in a block is known in this block only.
 *
 * @param parent the block around it; null for the script
 */
record ShellBlock(@Nullable ShellBlock parent, Kind kind, int number) {
    /** How often a block runs. */
    enum Kind {
        /** Once: the script, and a group of commands. */
        ONCE,
        /** Once or never. */
        BRANCH,
        LOOP,
        FUNCTION,
        /** What it sets is gone behind it. */
        SUBSHELL
    }

    /** Whether another block is this one or inside of it. */
    boolean holds(ShellBlock other) {
        for (ShellBlock at = other; at != null; at = at.parent) {
            if (at == this) {
                return true;
            }
        }
        return false;
    }

    /** The outermost block around this one, itself included, that runs several times or at another time; null when none does. */
    @Nullable
    ShellBlock repeated() {
        ShellBlock found = null;
        for (ShellBlock at = this; at != null; at = at.parent) {
            found = at.kind == Kind.LOOP || at.kind == Kind.FUNCTION ? at : found;
        }
        return found;
    }

    /** Whether a block of this kind is around this one and not around another. */
    boolean isIn(Kind wanted, ShellBlock other) {
        for (ShellBlock at = this; at != null && !at.holds(other); at = at.parent) {
            if (at.kind == wanted) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return number;
    }
}
