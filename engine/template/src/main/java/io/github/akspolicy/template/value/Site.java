package io.github.akspolicy.template.value;

import io.github.akspolicy.template.parse.Node;
import org.jspecify.annotations.Nullable;

/**
 * The place in a template that wrote a piece of text.
 *
 * @param node the text, the literal or the action
 * @param offset the byte of a text of the template at which the line begins that was written; 0 for anything else
 * @param caller the action that the template was called from; null in a file of its own
 */
public record Site(Node node, int offset, @Nullable Site caller) {
    /** The place of a node that is no text. */
    public Site(Node node, @Nullable Site caller) {
        this(node, 0, caller);
    }

    /** The byte of the template that it begins at. */
    public int position() {
        return node.position() + offset;
    }

    /** The same only if both came from one execution of the calling action: chains of callers may be long. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Site site && site.node == node && site.offset == offset && site.caller == caller;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * System.identityHashCode(node) + offset) + System.identityHashCode(caller);
    }
}
