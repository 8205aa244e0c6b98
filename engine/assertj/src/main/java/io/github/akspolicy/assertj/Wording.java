package io.github.akspolicy.assertj;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;

/** How values are told in messages. */
final class Wording {
    private Wording() {}

    /** {@code is 1}, {@code is not set}, {@code is a mapping}. */
    static String value(Field field) {
        Node node = field.node();
        if (!field.isWritten() || node == null) {
            return "is not set";
        }
        if (!(node instanceof Node.Scalar scalar)) {
            return node instanceof Node.Sequence && !field.strings().isEmpty()
                    ? "is " + field.strings()
                    : "is a " + node.typeName();
        }
        return scalar.value() instanceof String text ? "is \"" + text + "\"" : "is " + scalar.value();
    }
}
