package io.github.akspolicy.helm.twin;

import io.github.akspolicy.helm.template.Site;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a rendered line with one origin; it reaches to the next piece.
 *
 * @param column where it begins in the line, counted from 0
 * @param frame the level that wrote it
 * @param literal where its literal text stands, or null when an action wrote it
 * @param rounds the loops around the literal text in its level
 */
public record Piece(int column, Frame frame, @Nullable Site literal, Frame.@Nullable Rounds rounds) {
    /** The deepest place: the literal text, or the action that wrote it; null when nothing is known. */
    public @Nullable Site site() {
        return literal != null ? literal : frame.site();
    }
}
