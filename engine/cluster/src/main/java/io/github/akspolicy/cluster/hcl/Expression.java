package io.github.akspolicy.cluster.hcl;

import io.github.akspolicy.manifest.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression, as it is written. */
public sealed interface Expression {
    /** Where it begins. */
    Position at();

    /**
     * A number, {@code true}, {@code false} or {@code null}.
     *
     * @param value a {@link java.math.BigDecimal}, a {@link Boolean} or null
     */
    record Literal(@Nullable Object value, Position at) implements Expression {}

    /** A text in quotes, or a heredoc. */
    record Template(List<Part> parts, Position at) implements Expression {
        /** Texts that follow each other are one. */
        public Template {
            parts = List.copyOf(parts);
        }
    }

    /** The name that an expression begins with, such as {@code var}. */
    record Name(String name, Position at) implements Expression {}

    /** An attribute of a value: {@code of.name}. */
    record Attribute(Expression of, String name, Position at) implements Expression {}

    /** An element of a value: {@code of[key]}, or {@code of.0} as it was once written. */
    record Index(Expression of, Expression key, Position at) implements Expression {}

    /**
     * Something of each element: {@code of[*].name}, {@code of.*.name}.
     *
     * @param each what is taken of an element, which {@link Element} stands for
     */
    record Splat(Expression of, Expression each, Position at) implements Expression {}

    /** The element that a splat is at. */
    record Element(Position at) implements Expression {}

    /**
     * A call.
     *
     * @param name with its namespaces, such as {@code provider::azurerm::parse_resource_id}
     * @param isExpanded whether the last argument is a list of arguments
     */
    record Call(String name, List<Expression> arguments, boolean isExpanded, Position at) implements Expression {
        /** In the order of the text. */
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** {@code if ? then : otherwise}. */
    record Conditional(Expression condition, Expression then, Expression otherwise, Position at)
            implements Expression {}

    /** An operation on two values, such as {@code ==}. */
    record Binary(String operator, Expression left, Expression right, Position at) implements Expression {}

    /** {@code !} or {@code -} of a value. */
    record Unary(String operator, Expression of, Position at) implements Expression {}

    /** An expression in parentheses. */
    record Parentheses(Expression inner, Position at) implements Expression {}

    /** {@code [a, b]}. */
    record Tuple(List<Expression> items, Position at) implements Expression {
        /** In the order of the text. */
        public Tuple {
            items = List.copyOf(items);
        }
    }

    /** <code>{a = b}</code>. */
    record ObjectConstructor(List<Item> items, Position at) implements Expression {
        /** In the order of the text. */
        public ObjectConstructor {
            items = List.copyOf(items);
        }
    }

    /**
     * An entry of an object.
     *
     * @param key a {@link Name} stands for its text, not for a value
     */
    record Item(Expression key, Expression value) {}

    /**
     * A list or object made of the elements of another value.
     *
     * @param keyName the name of their keys or indexes; null when it is not asked for
     * @param key the key of an element of an object; null for a list
     * @param condition which elements count; null for all
     * @param isGrouped whether values of equal keys become a list
     */
    record For(
            @Nullable String keyName,
            String valueName,
            Expression in,
            @Nullable Expression key,
            Expression value,
            @Nullable Expression condition,
            boolean isGrouped,
            Position at)
            implements Expression {}

    /** A part of a template. */
    sealed interface Part {
        /** Text as it is meant, without escapes. */
        record Text(String text, Position at) implements Part {}

        /** <code>${…}</code>. */
        record Interpolation(Expression value) implements Part {}

        /** <code>%{if …}…%{else}…%{endif}</code>. */
        record If(Expression condition, List<Part> then, List<Part> otherwise) implements Part {
            /** In the order of the text. */
            public If {
                then = List.copyOf(then);
                otherwise = List.copyOf(otherwise);
            }
        }

        /** <code>%{for …}…%{endfor}</code>; the name of keys is null when it is not asked for. */
        record Loop(@Nullable String keyName, String valueName, Expression in, List<Part> body) implements Part {
            /** In the order of the text. */
            public Loop {
                body = List.copyOf(body);
            }
        }
    }
}
