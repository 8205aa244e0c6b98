package io.github.akspolicy.template.function;

import io.github.akspolicy.template.value.Caller;
import io.github.akspolicy.template.value.FunctionException;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Value;
import java.util.Map;

/**
 * Merges maps into each other as the library behind {@code merge} and {@code mergeOverwrite} does.
 *
 * @param overwrites whether what is there already goes; otherwise only what is empty does
 * @param caller is told which maps change
 */
record Merges(boolean overwrites, Caller caller) {
    /** Brings the entries of a map into another. Maps that only the other one has are shared by both then. */
    void merge(GoMap into, GoMap from) throws FunctionException {
        for (Map.Entry<String, Value> entry : from.sorted().entrySet()) {
            merge(into, entry.getKey(), entry.getValue());
        }
    }

    private void merge(GoMap into, String key, Value value) throws FunctionException {
        Value there = into.get(key);
        if (value.isNil()) {
            if (overwrites) {
                caller.change(into);
                into.put(key, value);
            }
            return;
        }
        boolean bothMaps = false;
        if (value.data() instanceof GoMap inner && there != null && there.data() instanceof GoMap target) {
            bothMaps = true;
            if (!target.isNil()) {
                merge(target, inner);
            }
        } else if (there != null && !overwrites && refuses(there, value)) {
            throw new FunctionException("src and dst must be of same type");
        }
        boolean kept = there != null && !isEmpty(there);
        if (kept && (bothMaps || !overwrites)) {
            return;
        }
        caller.change(into);
        into.put(key, value);
    }

    /** A version is a pointer in Go, into which only another version goes. */
    private static boolean refuses(Value there, Value value) {
        GoType type = there.type();
        return type != null && type.kind() == GoType.Kind.PTR && value.data() instanceof GoMap;
    }

    /** As encoders of JSON see it; a struct is never empty. */
    private static boolean isEmpty(Value value) {
        return !value.isTrue();
    }
}
