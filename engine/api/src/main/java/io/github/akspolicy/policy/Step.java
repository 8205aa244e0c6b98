package io.github.akspolicy.policy;

import io.github.akspolicy.manifest.Place;
import org.jspecify.annotations.Nullable;

/**
 * One step of the path that leads to a finding, such as a rule with its binding. It may be in another file than the
 * finding.
 *
 * @param fact the fact of an index that the place belongs to, which tells the file; null when nothing is written down
 * @param at the place in the document of that fact
 * @param message what happens here
 */
public record Step(@Nullable Object fact, @Nullable Place at, String message) {
    /** A step that is in no file, such as a rule that every cluster has. */
    public static Step unwritten(String message) {
        return new Step(null, null, message);
    }
}
