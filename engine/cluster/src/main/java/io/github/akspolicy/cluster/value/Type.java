package io.github.akspolicy.cluster.value;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A type constraint of a variable (developer.hashicorp.com/terraform/language/expressions/type-constraints). */
public sealed interface Type {
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
