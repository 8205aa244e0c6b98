package io.github.akspolicy.template.function;

import io.github.akspolicy.template.value.GoInteger;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoSlice;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Go's {@code reflect.DeepEqual}: the same types with the same contents; 1 is not 1.0, and an empty list is not nil. */
final class Equality {
    private Equality() {}

    static boolean deep(Value one, Value other) {
        GoType type = one.type();
        GoType second = other.type();
        if (type == null || second == null) {
            return type == second;
        }
        if (!type.name().equals(second.name())) {
            return false;
        }
        if (one.data() instanceof GoMap left && other.data() instanceof GoMap right) {
            return maps(left, right);
        }
        if (one.data() instanceof GoSlice left && other.data() instanceof GoSlice right) {
            return lists(left, right);
        }
        if (one.data() instanceof GoInteger left && other.data() instanceof GoInteger right) {
            return left.value() == right.value();
        }
        if (one.data() instanceof Double left && other.data() instanceof Double right) {
            return left.doubleValue() == right.doubleValue();
        }
        return Objects.equals(one.data(), other.data());
    }

    private static boolean maps(GoMap left, GoMap right) {
        if (left.isNil() != right.isNil() || left.size() != right.size()) {
            return false;
        }
        for (Map.Entry<String, Value> entry : left.sorted().entrySet()) {
            Value found = right.get(entry.getKey());
            if (found == null || !deep(entry.getValue(), found)) {
                return false;
            }
        }
        return true;
    }

    private static boolean lists(GoSlice left, GoSlice right) {
        if (left.isNil() != right.isNil() || left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!deep(left.elements().get(i), right.elements().get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether one of some values is the same as another. */
    static boolean contains(List<Value> values, Value wanted) {
        return values.stream().anyMatch(each -> deep(wanted, each));
    }
}
