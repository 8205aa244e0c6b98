package io.github.akspolicy.cluster.bicep;

import io.github.akspolicy.manifest.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression of Bicep, with the place where it begins. */
sealed interface BicepExpression {
    Position at();

    /** A string without expressions in it, a whole number, true, false or null. */
    record Literal(@Nullable Object value, Position at) implements BicepExpression {}

    /**
     * A string with expressions in it.
     *
     * @param texts what stands around the expressions: one more than there are of these
     */
    record Interpolation(List<String> texts, List<BicepExpression> values, Position at) implements BicepExpression {}

    /**
     * An object.
     *
     * @param resources the resources that are declared in it
     */
    record Structure(List<Property> properties, List<Statement.Resource> resources, Position at)
            implements BicepExpression {
        /** The value of the first property of this name, or null. */
        @Nullable
        BicepExpression get(String name) {
            for (Property property : properties) {
                if (property.key() instanceof Literal literal && name.equals(literal.value())) {
                    return property.value();
                }
            }
            return null;
        }
    }

    /**
     * A property of an object.
     *
     * @param key a literal or an interpolation; null where the properties of another object are spread
     */
    record Property(@Nullable BicepExpression key, BicepExpression value, Position at) {}

    record Array(List<BicepExpression> items, Position at) implements BicepExpression {}

    /** {@code ...value} in an array. */
    record Spread(BicepExpression value, Position at) implements BicepExpression {}

    /** The name of something that is declared. */
    record Name(String name, Position at) implements BicepExpression {}

    /**
     * A call.
     *
     * @param target the namespace, or the resource that is asked; null where there is none
     */
    record Call(@Nullable BicepExpression target, String name, List<BicepExpression> arguments, Position at)
            implements BicepExpression {}

    /** {@code target.name} or {@code target.?name}. */
    record Member(BicepExpression target, String name, boolean isSafe, Position at) implements BicepExpression {}

    /** {@code target[index]}, {@code target[?index]}, {@code target[^index]}. */
    record Index(BicepExpression target, BicepExpression index, boolean isSafe, boolean isFromEnd, Position at)
            implements BicepExpression {}

    /** {@code target::name}: a resource that is declared in another one. */
    record Nested(BicepExpression target, String name, Position at) implements BicepExpression {}

    /** {@code !} and {@code -} before a value. */
    record Unary(String operator, BicepExpression operand, Position at) implements BicepExpression {}

    record Binary(String operator, BicepExpression left, BicepExpression right, Position at)
            implements BicepExpression {}

    record Conditional(BicepExpression condition, BicepExpression yes, BicepExpression no, Position at)
            implements BicepExpression {}

    /** In parentheses, which end a chain of safe access. */
    record Parenthesized(BicepExpression value, Position at) implements BicepExpression {}

    /** {@code value!}: not null, as the author says. */
    record NonNull(BicepExpression value, Position at) implements BicepExpression {}

    record Lambda(List<String> names, BicepExpression body, Position at) implements BicepExpression {}

    /**
     * {@code [for item in over: body]}.
     *
     * @param index the name of the index, or null
     */
    record Loop(String item, @Nullable String index, BicepExpression over, BicepExpression body, Position at)
            implements BicepExpression {}

    /** {@code if (condition) { … }}: a resource or module that is deployed or not. */
    record If(BicepExpression condition, BicepExpression body, Position at) implements BicepExpression {}
}
