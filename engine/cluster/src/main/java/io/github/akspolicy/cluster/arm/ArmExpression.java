package io.github.akspolicy.cluster.arm;

import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An expression of an ARM template, between its brackets. A template that is made of another notation holds it as the value of
 * a {@link Node.Scalar}; {@code toString} is its text.
 */
public sealed interface ArmExpression {
    /**
     * A text, a whole number, true, false or null.
     *
     * @param at where it is written, if not where the whole expression is
     */
    record Literal(@Nullable Object value, @Nullable Position at) implements ArmExpression {
        /** One at the place of the expression around it. */
        public Literal(Object value) {
            this(value, null);
        }

        @Override
        public String toString() {
            return ExpressionText.of(this);
        }
    }

    /** A call of a function; {@code name} in the case of the file, with its namespace. */
    record Call(String name, List<ArmExpression> arguments) implements ArmExpression {
        public Call {
            arguments = List.copyOf(arguments);
        }

        /** A call of the function with these arguments. */
        public static Call of(String name, ArmExpression... arguments) {
            return new Call(name, List.of(arguments));
        }

        @Override
        public String toString() {
            return ExpressionText.of(this);
        }
    }

    /** A property of a value, by name or by an index that is computed. */
    record Access(ArmExpression target, ArmExpression key, boolean isSafe) implements ArmExpression {
        @Override
        public String toString() {
            return ExpressionText.of(this);
        }
    }

    /** An object or array that is written within an expression, its expressions not evaluated; it keeps its places. */
    record Written(Node node) implements ArmExpression {
        @Override
        public String toString() {
            return ExpressionText.of(this);
        }
    }
}
