package io.github.akspolicy.helm.template;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an action computes, as Go's {@code text/template/parse} reads it; a pipe is the last argument of the next call. */
public sealed interface Expression {
    /** This, and all that it is computed of. */
    default Stream<Expression> parts() {
        Stream<Expression> inner = this instanceof Field field
                ? field.base().parts()
                : this instanceof Call call ? call.arguments().stream().flatMap(Expression::parts) : Stream.empty();
        return Stream.concat(Stream.of(this), inner);
    }

    /** The string that it is; null when it is anything else. */
    default @Nullable String text() {
        return this instanceof Constant constant && constant.value() instanceof String text ? text : null;
    }

    /** {@code .} */
    record Dot() implements Expression {}

    /**
     * A variable.
     *
     * @param name with its dollar sign; {@code $} alone is what the template was called with
     */
    record Variable(String name) implements Expression {}

    /** {@code base.name}. */
    record Field(Expression base, String name) implements Expression {}

    /**
     * A string, a number or a word such as {@code true}.
     *
     * @param value a string, a long, or null for anything else
     */
    record Constant(@Nullable Object value) implements Expression {}

    /**
     * A call.
     *
     * @param function its name; empty for a method
     */
    record Call(String function, List<Expression> arguments) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }

        /** Whether it executes a named template. */
        public boolean isInclude() {
            return function.equals("include") || function.equals("template");
        }
    }
}
