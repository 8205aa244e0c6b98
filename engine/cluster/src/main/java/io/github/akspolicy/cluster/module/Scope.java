package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.value.Value;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What names mean where an expression stands. */
final class Scope {
    /** Of a constant: neither names nor functions. */
    static final Scope CONSTANT = new Scope(null, null, Map.of(), null, false);

    private final @Nullable Module module;
    private final @Nullable Scope outer;
    private final Map<String, Value> names;
    private final @Nullable Value element;
    private final boolean hasFunctions;

    private Scope(
            @Nullable Module module,
            @Nullable Scope outer,
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
    static Scope of(Module module) {
        return new Scope(module, null, Map.of(), null, true);
    }

    /** The names that a template is given, and no others. */
    static Scope ofTemplate(Map<String, Value> names) {
        return new Scope(null, null, Map.copyOf(names), null, true);
    }

    Scope with(Map<String, Value> inner) {
        return inner.isEmpty() ? this : new Scope(module, this, inner, element, hasFunctions);
    }

    /** With the names of a loop; that of keys is null when it is not asked for. */
    Scope with(@Nullable String keyName, Value key, String valueName, Value value) {
        var inner = new HashMap<String, Value>();
        if (keyName != null) {
            inner.put(keyName, key);
        }
        inner.put(valueName, value);
        return with(inner);
    }

    /** Where {@code Expression.Element} is a value. */
    Scope at(Value splatElement) {
        return new Scope(module, outer, names, splatElement, hasFunctions);
    }

    /** What a name means here; null when it is one of the module's, or none. */
    @Nullable
    Value name(String name) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
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
