package io.github.akspolicy.policy;

import java.util.List;
import java.util.Set;

/**
 * A typed setting of a policy. Configuration checking, the JSON Schema and the docs come from it.
 *
 * @param <T> the Java type of its value
 */
public final class Parameter<T> {
    /** The shapes a setting can have in YAML. */
    public enum Type {
        BOOLEAN,
        INTEGER,
        STRING,
        STRING_LIST,
        /** One of {@link Parameter#allowed()}. */
        CHOICE,
        /** A list of some of {@link Parameter#allowed()}. */
        CHOICES
    }

    private final String name;
    private final Type type;
    private final T defaultValue;
    private final List<String> allowed;
    private final String description;

    private Parameter(String name, Type type, T defaultValue, List<String> allowed, String description) {
        this.name = name;
        this.type = type;
        this.defaultValue = defaultValue;
        this.allowed = allowed;
        this.description = description;
    }

    public static Parameter<Boolean> flag(String name, boolean defaultValue, String description) {
        return new Parameter<>(name, Type.BOOLEAN, defaultValue, List.of(), description);
    }

    public static Parameter<Long> integer(String name, long defaultValue, String description) {
        return new Parameter<>(name, Type.INTEGER, defaultValue, List.of(), description);
    }

    public static Parameter<String> string(String name, String defaultValue, String description) {
        return new Parameter<>(name, Type.STRING, defaultValue, List.of(), description);
    }

    public static Parameter<List<String>> strings(String name, List<String> defaultValue, String description) {
        return new Parameter<>(name, Type.STRING_LIST, List.copyOf(defaultValue), List.of(), description);
    }

    public static Parameter<String> choice(String name, List<String> allowed, String defaultValue, String description) {
        return new Parameter<>(name, Type.CHOICE, defaultValue, List.copyOf(allowed), description);
    }

    public static Parameter<Set<String>> choices(
            String name, List<String> allowed, Set<String> defaultValue, String description) {
        return new Parameter<>(name, Type.CHOICES, Set.copyOf(defaultValue), List.copyOf(allowed), description);
    }

    /** The key under {@code parameters}; Azure Policy's own name where it has one. */
    public String name() {
        return name;
    }

    public Type type() {
        return type;
    }

    public T defaultValue() {
        return defaultValue;
    }

    /** The words that a {@link Type#CHOICE} may have; empty for other types. */
    public List<String> allowed() {
        return allowed;
    }

    /** One sentence for docs and {@code explain}. */
    public String description() {
        return description;
    }

    @Override
    public String toString() {
        return name;
    }
}
