package io.github.akspolicy.cluster.arm;

import java.util.List;

/** An expression of an ARM template, between its brackets. */
sealed interface ArmExpression {
    /** A text, a whole number. */
    record Literal(Object value) implements ArmExpression {}

    /** A call of a function; {@code name} in the case of the file, with its namespace. */
    record Call(String name, List<ArmExpression> arguments) implements ArmExpression {}

    /** A property of a value, by name or by an index that is computed. */
    record Access(ArmExpression target, ArmExpression key, boolean isSafe) implements ArmExpression {}
}
