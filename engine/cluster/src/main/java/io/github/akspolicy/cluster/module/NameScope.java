package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.value.Value;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What names mean where an expression stands. */
final class NameScope {
    /** Of a constant: neither names nor functions. */
    static final NameScope CONSTANT = new NameScope(null, null, Map.of(), null, false);

    private final @Nullable Module module;
    private final @Nullable NameScope outer;
    private final Map<String, Value> names;
    private final @Nullable Value element;
    private final boolean hasFunctions;

    private NameScope(
            @Nullable Module module,
            @Nullable NameScope outer,
            Map<String, Value> names,
            @Nullable Value element,
            boolean hasFunctions) {
        this.module = module;
        this.outer = outer;
        this.names = names;
        this.element = element;
        this.hasFunctions = hasFunctions;
    }

    /** What a module declares. */
    static NameScope of(Module module) {
        return new NameScope(module, null, Map.of(), null, true);
    }

    /** The names that a template is given, and no others. */
    static NameScope ofTemplate(Map<String, Value> names) {
        return new NameScope(null, null, Map.copyOf(names), null, true);
    }

    NameScope with(Map<String, Value> inner) {
        return inner.isEmpty() ? this : new NameScope(module, this, inner, element, hasFunctions);
    }

    /** With the names of a loop; that of keys is null when it is not asked for. */
    NameScope with(@Nullable String keyName, Value key, String valueName, Value value) {
        var inner = new HashMap<String, Value>();
        if (keyName != null) {
            inner.put(keyName, key);
        }
        inner.put(valueName, value);
        return with(inner);
    }

    /** Where {@code Expression.Element} is a value. */
    NameScope at(Value splatElement) {
        return new NameScope(module, outer, names, splatElement, hasFunctions);
    }

    /** What a name means here; null when it is one of the module's, or none. */
    @Nullable
    Value name(String name) {
        for (NameScope scope = this; scope != null; scope = scope.outer) {
            Value value = scope.names.get(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    Value element() {
        if (element == null) {
            throw new IllegalStateException("an element outside of a splat");
        }
        return element;
    }

    @Nullable
    Module module() {
        return module;
    }

    boolean hasFunctions() {
        return hasFunctions;
    }
}
