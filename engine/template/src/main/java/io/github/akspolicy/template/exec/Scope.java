package io.github.akspolicy.template.exec;

import io.github.akspolicy.template.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The variables of one template, the innermost last. */
final class Scope {
    private final List<String> names = new ArrayList<>();
    private final List<Value> values = new ArrayList<>();

    Scope(Value dollar) {
        push("$", dollar);
    }

    int mark() {
        return names.size();
    }

    void pop(int mark) {
        names.subList(mark, names.size()).clear();
        values.subList(mark, values.size()).clear();
    }

    void push(String name, Value value) {
        names.add(name);
        values.add(value);
    }

    /** Sets the innermost variable of a name. Returns whether there is one: the parser takes one that is set before. */
    boolean set(String name, Value value) {
        int at = names.lastIndexOf(name);
        if (at >= 0) {
            values.set(at, value);
        }
        return at >= 0;
    }

    /** Sets a variable counted from the innermost, which is 1. */
    void setTop(int back, Value value) {
        values.set(values.size() - back, value);
    }

    Optional<Value> get(String name) {
        int at = names.lastIndexOf(name);
        return at < 0 ? Optional.empty() : Optional.of(values.get(at));
    }
}
