package io.github.akspolicy.policy;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.resource.LabelSelector;
import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A typed setting of a policy. Configuration checking, the JSON Schema and the docs come from it.
 *
 * @param <T> the Java type of its value
 */
public final class Parameter<T> implements Serializable {
    private static final long serialVersionUID = 1;

    /** The shapes a setting can have in YAML. */
    public enum Type {
        BOOLEAN,
        INTEGER,
        STRING,
        STRING_LIST,
        /** One of {@link Parameter#allowed()}. */
        CHOICE,
        /** A list of some of {@link Parameter#allowed()}. */
        CHOICES,
        /** A {@link LabelSelector}. */
        LABEL_SELECTOR
    }

    private final String name;
    private final Type type;
    private final T defaultValue;
    private final List<String> allowed;
    private final String description;
    private final transient Function<String, @Nullable String> check;

    private Parameter(String name, Type type, T defaultValue, List<String> allowed, String description) {
        this(name, type, defaultValue, allowed, description, text -> null);
    }

    private Parameter(
            String name,
            Type type,
            T defaultValue,
            List<String> allowed,
            String description,
            Function<String, @Nullable String> check) {
        this.name = name;
        this.type = type;
        this.defaultValue = defaultValue;
        this.allowed = allowed;
        this.description = description;
        this.check = check;
    }

    /** Whoever reads the setting of another process shows it, and checks nothing by it. */
    private Object readResolve() {
        return new Parameter<>(name, type, defaultValue, allowed, description);
    }

    /** A setting that is on or off. */
    public static Parameter<Boolean> flag(String name, boolean defaultValue, String description) {
        return new Parameter<>(name, Type.BOOLEAN, defaultValue, List.of(), description);
    }

    /** A whole number, in the unit that its description names. */
    public static Parameter<Long> integer(String name, long defaultValue, String description) {
        return new Parameter<>(name, Type.INTEGER, defaultValue, List.of(), description);
    }

    /** A text; empty where nothing is set and nothing is a sensible default. */
    public static Parameter<String> string(String name, String defaultValue, String description) {
        return new Parameter<>(name, Type.STRING, defaultValue, List.of(), description);
    }

    /** Texts in an order. */
    public static Parameter<List<String>> strings(String name, List<String> defaultValue, String description) {
        return new Parameter<>(name, Type.STRING_LIST, List.copyOf(defaultValue), List.of(), description);
    }

    /** One of some words. */
    public static Parameter<String> choice(String name, List<String> allowed, String defaultValue, String description) {
        return new Parameter<>(name, Type.CHOICE, defaultValue, List.copyOf(allowed), description);
    }

    /** Any of some words, each once. */
    public static Parameter<Set<String>> choices(
            String name, List<String> allowed, Set<String> defaultValue, String description) {
        return new Parameter<>(name, Type.CHOICES, Set.copyOf(defaultValue), List.copyOf(allowed), description);
    }

    /** A setting that selects everything unless it says otherwise. */
    public static Parameter<LabelSelector> labelSelector(String name, String description) {
        return new Parameter<>(name, Type.LABEL_SELECTOR, LabelSelector.EVERYTHING, List.of(), description);
    }

    /**
     * The same setting whose texts have a form, such as that of a regular expression.
     *
     * @param textCheck says what is wrong with a text; null when nothing is
     */
    public Parameter<T> checkedBy(Function<String, @Nullable String> textCheck) {
        return new Parameter<>(name, type, defaultValue, allowed, description, textCheck);
    }

    /** What is wrong with the texts that a field of a configuration gives, in their order. */
    public List<String> faults(Field field) {
        List<String> texts = type == Type.STRING ? List.of(field.stringOr("")) : field.strings();
        return type == Type.STRING || type == Type.STRING_LIST
                ? texts.stream().map(check).filter(Objects::nonNull).toList()
                : List.of();
    }

    /** The key under {@code parameters}; Azure Policy's own name where it has one. */
    public String name() {
        return name;
    }

    /** The form of its values. */
    public Type type() {
        return type;
    }

    /** The value where the configuration says nothing; never null. */
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

    /**
     * The value that a field of a configuration gives.
     *
     * @return null when the field has another type or a word that is not in {@link #allowed()}
     */
    @SuppressWarnings("unchecked") // the factory methods tie the type to T
    public @Nullable T read(Field field) {
        return (T)
                switch (type) {
                    case BOOLEAN -> field.bool();
                    case INTEGER -> field.integer();
                    case STRING -> field.string();
                    case CHOICE -> allowed.contains(field.stringOr("")) ? field.string() : null;
                    case STRING_LIST -> field.node() instanceof Node.Sequence ? List.copyOf(field.strings()) : null;
                    case CHOICES -> choices(field);
                    case LABEL_SELECTOR -> field.node() instanceof Node.Mapping ? LabelSelector.of(field) : null;
                };
    }

    /** In the order of documentation. */
    private @Nullable Set<String> choices(Field field) {
        if (!(field.node() instanceof Node.Sequence) || !allowed.containsAll(field.strings())) {
            return null;
        }
        var chosen = new LinkedHashSet<>(allowed);
        chosen.retainAll(field.strings());
        return Collections.unmodifiableSet(chosen);
    }

    @Override
    public String toString() {
        return name;
    }
}
