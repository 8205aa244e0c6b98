package io.github.akspolicy.cluster.bicep;

import io.github.akspolicy.manifest.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression of Bicep, with the place where it begins. */
sealed interface Expression {
    Position at();

    /** A string without expressions in it, a whole number, true, false or null. */
    record Literal(@Nullable Object value, Position at) implements Expression {}

    /**
     * A string with expressions in it.
     *
     * @param texts what stands around the expressions: one more than there are of these
     */
    record Interpolation(List<String> texts, List<Expression> values, Position at) implements Expression {}

    /**
     * An object.
     *
     * @param resources the resources that are declared in it
     */
    record Structure(List<Property> properties, List<Statement.Resource> resources, Position at) implements Expression {
        /** The value of the first property of this name, or null. */
        @Nullable
        Expression get(String name) {
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
    record Property(@Nullable Expression key, Expression value, Position at) {}

    record Array(List<Expression> items, Position at) implements Expression {}

    /** {@code ...value} in an array. */
    record Spread(Expression value, Position at) implements Expression {}

    /** The name of something that is declared. */
    record Name(String name, Position at) implements Expression {}

    /**
     * A call.
     *
     * @param target the namespace, or the resource that is asked; null where there is none
     */
    record Call(@Nullable Expression target, String name, List<Expression> arguments, Position at)
            implements Expression {}

    /** {@code target.name} or {@code target.?name}. */
    record Member(Expression target, String name, boolean isSafe, Position at) implements Expression {}

    /** {@code target[index]}, {@code target[?index]}, {@code target[^index]}. */
    record Index(Expression target, Expression index, boolean isSafe, boolean isFromEnd, Position at)
            implements Expression {}

    /** {@code target::name}: a resource that is declared in another one. */
    record Nested(Expression target, String name, Position at) implements Expression {}

    /** {@code !} and {@code -} before a value. */
    record Unary(String operator, Expression operand, Position at) implements Expression {}

    record Binary(String operator, Expression left, Expression right, Position at) implements Expression {}

    record Conditional(Expression condition, Expression yes, Expression no, Position at) implements Expression {}

    /** In parentheses, which end a chain of safe access. */
    record Parenthesized(Expression value, Position at) implements Expression {}

    /** {@code value!}: not null, as the author says. */
    record NonNull(Expression value, Position at) implements Expression {}

    record Lambda(List<String> names, Expression body, Position at) implements Expression {}

    /**
     * {@code [for item in over: body]}.
     *
     * @param index the name of the index, or null
     */
    record Loop(String item, @Nullable String index, Expression over, Expression body, Position at)
            implements Expression {}

    /** {@code if (condition) { … }}: a resource or module that is deployed or not. */
    record If(Expression condition, Expression body, Position at) implements Expression {}
}
