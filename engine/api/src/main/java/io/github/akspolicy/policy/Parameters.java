package io.github.akspolicy.policy;

import io.github.akspolicy.manifest.Field;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings of a policy where they differ from the defaults. */
public final class Parameters implements Serializable {
    private static final long serialVersionUID = 1;

    /** All defaults. */
    public static final Parameters DEFAULTS = new Parameters(Map.of());

    private final Map<Parameter<?>, Object> values;

    private Parameters(Map<Parameter<?>, Object> values) {
        this.values = values;
    }

    /** These settings with one more. */
    public <T> Parameters with(Parameter<T> parameter, T value) {
        var copy = new LinkedHashMap<>(values);
        copy.put(parameter, value);
        return new Parameters(copy);
    }

    /** These settings with the one that a field of a configuration gives; the same ones when it does not fit. */
    public <T> Parameters read(Parameter<T> parameter, Field field) {
        T value = parameter.read(field);
        return value == null ? this : with(parameter, value);
    }

    /** These settings, overridden by {@code winner} where it says something. */
    public Parameters overriddenBy(Parameters winner) {
        var copy = new LinkedHashMap<>(values);
        copy.putAll(winner.values);
        return new Parameters(copy);
    }

    /** The value in force: the one set, else the default. */
    @SuppressWarnings("unchecked") // with() puts only values of the parameter's own type
    public <T> T get(Parameter<T> parameter) {
        return (T) values.getOrDefault(parameter, parameter.defaultValue());
    }

    /** The settings that were set, by parameter. */
    public Map<Parameter<?>, Object> explicit() {
        return Map.copyOf(values);
    }
}
