package io.github.akspolicy.helm.twin;

import io.github.akspolicy.helm.template.Site;
import org.jspecify.annotations.Nullable;

/**
 * One level of the nesting in which a piece of text was written: the action that wrote it, inside the helper that the
 * outer action called.
 *
 * @param outer the level around it, or null for the rendered file itself
 * @param site the action that is being executed; null at the file's own level
 * @param rounds the rounds of the loops around that action in {@code outer}, the innermost first
 */
public record Frame(
        @Nullable Frame outer,
        @Nullable Site site,
        @Nullable Rounds rounds) {
    /** The level of a file. */
    public static final Frame FILE = new Frame(null, null, null);

    /**
     * Which round a {@code range} is in.
     *
     * @param outer the loops around it
     * @param range the loop
     * @param index counted from 0
     */
    public record Rounds(@Nullable Rounds outer, Site range, int index) {
        /** The round of a loop, or -1 when it is not among these. */
        public static int of(@Nullable Rounds rounds, int rangeAction) {
            for (Rounds at = rounds; at != null; at = at.outer) {
                if (at.range.action() == rangeAction) {
                    return at.index;
                }
            }
            return -1;
        }
    }
}
