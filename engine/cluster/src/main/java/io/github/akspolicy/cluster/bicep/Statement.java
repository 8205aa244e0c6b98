package io.github.akspolicy.cluster.bicep;

import io.github.akspolicy.manifest.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A declaration of a file, with the place of its keyword. */
sealed interface Statement {
    Position at();

    record TargetScope(BicepExpression value, Position at) implements Statement {}

    /**
     * A parameter; in a file of parameters, which gives its value, without a type.
     *
     * @param value the default; null where there is none
     */
    record Parameter(
            String name,
            @Nullable TypeExpression type,
            @Nullable BicepExpression value,
            boolean isSecure,
            Position at) implements Statement {}

    record Variable(String name, BicepExpression value, Position at) implements Statement {}

    record Output(String name, BicepExpression value, Position at) implements Statement {}

    record Type(String name, TypeExpression type, boolean isSecure, Position at) implements Statement {}

    record Function(String name, List<String> parameters, BicepExpression body, Position at) implements Statement {}

    /**
     * A resource.
     *
     * @param type with its version, as {@code type@version}
     * @param body an object, a condition or a loop
     */
    record Resource(String name, String type, boolean isExisting, BicepExpression body, Position at)
            implements Statement {}

    /** The call of a module by its path or its reference in a registry. */
    record Module(String name, String path, BicepExpression body, Position at) implements Statement {}

    /**
     * What another file exports.
     *
     * @param names the names here by those there; empty where all of it has the name {@code all}
     */
    record Import(List<Alias> names, @Nullable String all, String path, Position at) implements Statement {}

    /** A name of another file, and what it is called here. */
    record Alias(String name, String here) {}

    /** {@code using} and {@code extends} of a file of parameters; the path is null for {@code none}. */
    record Using(boolean isBase, @Nullable String path, Position at) implements Statement {}

    /** An extension by its alias, metadata, an assertion or a test: nothing that is deployed. */
    record Other(String keyword, @Nullable String name, Position at) implements Statement {}
}
