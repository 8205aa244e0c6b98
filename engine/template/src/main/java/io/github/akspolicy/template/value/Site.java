package io.github.akspolicy.template.value;

import io.github.akspolicy.template.parse.Node;
import org.jspecify.annotations.Nullable;

/**
 * The place in a template that wrote a piece of text.
 *
 * @param node the text, the literal or the action
 * @param caller the action that the template was called from; null in a file of its own
 */
public record Site(Node node, @Nullable Site caller) {
    /** The same only if both came from one execution of the calling action: chains of callers may be long. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Site site && site.node == node && site.caller == caller;
    }

    @Override
    public int hashCode() {
        return 31 * System.identityHashCode(node) + System.identityHashCode(caller);
    }
}
