package io.github.akspolicy.cluster.bicep;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A type as far as it says which values are secret and which may be null; of all else only that it is there. */
sealed interface TypeExpression {
    /** A type by its name, {@code alias.name} for one of an import. */
    record Name(String name) implements TypeExpression {}

    /** What may be null. */
    record Optional(TypeExpression type) implements TypeExpression {}

    /** The items of a list. */
    record ListOf(TypeExpression item) implements TypeExpression {}

    /** An object. */
    record Structure(List<Property> properties) implements TypeExpression {}

    /**
     * A property of an object.
     *
     * @param name null for all others
     */
    record Property(@Nullable String name, TypeExpression type, boolean isSecure) {}

    /** Any other: a literal, a tuple, what a resource type says. */
    record Other() implements TypeExpression {}
}
