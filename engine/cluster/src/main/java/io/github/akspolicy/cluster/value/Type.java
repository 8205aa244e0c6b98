package io.github.akspolicy.cluster.value;

import io.github.akspolicy.cluster.hcl.Expression;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A type constraint of a variable (developer.hashicorp.com/terraform/language/expressions/type-constraints). */
public sealed interface Type {
    /**
     * The type that an expression means. The words of Terraform 0.11 ({@code list}, {@code "string"}) count as well.
     *
     * @param constants the value of an expression without references and functions: the default of an optional attribute
     * @throws EvaluationException at the part that means none
     */
    static Type of(Expression expression, Function<Expression, Value> constants) {
        return new TypeExpressions(constants).ofVariable(expression);
    }

    /** {@code string}, {@code number}, {@code bool} and {@code any}. */
    enum Primitive implements Type {
        STRING,
        NUMBER,
        BOOL,
        ANY
    }

    /** {@code list(of)}. */
    record ListOf(Type of) implements Type {}

    /** {@code set(of)}. */
    record SetOf(Type of) implements Type {}

    /** {@code map(of)}. */
    record MapOf(Type of) implements Type {}

    /** {@code tuple([a, b])}. */
    record Tuple(List<Type> items) implements Type {
        public Tuple {
            items = List.copyOf(items);
        }
    }

    /** {@code object}: what it does not list is dropped. */
    record ObjectType(Map<String, Attribute> attributes) implements Type {
        public ObjectType {
            attributes = new LinkedHashMap<>(attributes);
        }
    }

    /**
     * An attribute of an object.
     *
     * @param isOptional whether it may be left out
     * @param otherwise what stands for one that is left out or null; null for {@code null}
     */
    record Attribute(
            Type type, boolean isOptional, @Nullable Value otherwise) {}
}
