package io.github.akspolicy.template.function;

import io.github.akspolicy.template.value.Function;
import io.github.akspolicy.template.value.GoType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Functions by their names, while a table of them is made. A later one hides an earlier one of its name. */
public final class FunctionTable {
    private final Map<String, Function> all = new HashMap<>();

    /** Adds a function with a fixed number of arguments. */
    public FunctionTable add(String name, List<GoType> fixed, Function.Body body) {
        all.put(name, new Function(name, fixed, null, body));
        return this;
    }

    /** Adds a function that takes any number of further arguments. */
    public FunctionTable variadic(String name, List<GoType> fixed, GoType rest, Function.Body body) {
        all.put(name, new Function(name, fixed, rest, body));
        return this;
    }

    /** Adds a second name of a function. */
    public FunctionTable alias(String alias, String name) {
        Function function = java.util.Objects.requireNonNull(all.get(name));
        all.put(alias, new Function(alias, function.fixed(), function.rest(), function.body()));
        return this;
    }

    /** What has been added. */
    public Map<String, Function> functions() {
        return Map.copyOf(all);
    }
}
