package io.github.akspolicy.helm.interpret;

import io.github.akspolicy.helm.template.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An expression, evaluated.
 *
 * @param written as it stands in the template
 * @param value what is known of what it gives
 */
public record Operand<V>(Expression written, V value) {
    /** The string that is written; null when it is anything else. */
    public @Nullable String text() {
        return written.text();
    }

    /** What is known of several. */
    public static <V> List<V> values(List<Operand<V>> operands) {
        return operands.stream().map(Operand::value).toList();
    }
}
