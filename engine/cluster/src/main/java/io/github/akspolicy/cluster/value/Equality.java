package io.github.akspolicy.cluster.value;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether values are equal, as {@code ==} has it: values of different types never are, nulls always
 * (github.com/zclconf/go-cty Value.Equals).
 */
final class Equality {
    private Equality() {}

    /** Null where what decides is unknown. */
    static @Nullable Boolean of(Value a, Value b) {
        return decide(a, b, true);
    }

    private static @Nullable Boolean decide(Value a, Value b, boolean isTop) {
        if (a instanceof Value.Unknown || b instanceof Value.Unknown) {
            return null;
        }
        if (a instanceof Value.Null || b instanceof Value.Null) {
            boolean areBoth = a instanceof Value.Null && b instanceof Value.Null;
            // within a value, nulls of different types make values of different types
            return areBoth && !isTop ? null : Boolean.valueOf(areBoth);
        }
        if (a instanceof Value.Sequence first && b instanceof Value.Sequence second) {
            return sequences(first, second);
        }
        if (a instanceof Value.Mapping first && b instanceof Value.Mapping second) {
            return mappings(first, second);
        }
        if (a instanceof Value.Number first && b instanceof Value.Number second) {
            return first.value().compareTo(second.value()) == 0;
        }
        return a instanceof Value.Text first
                        && b instanceof Value.Text second
                        && first.value().equals(second.value())
                || a instanceof Value.Bool left && b instanceof Value.Bool right && left.value() == right.value();
    }

    private static @Nullable Boolean sequences(Value.Sequence a, Value.Sequence b) {
        if (Types.common(Types.of(a), Types.of(b)) == null) {
            return false;
        }
        boolean isSet = a.kind() == Value.Items.SET;
        if (isSet && !(Known.isWhole(a) && Known.isWhole(b))) {
            return null;
        }
        if (a.items().size() != b.items().size()) {
            return false;
        }
        if (a.items().isEmpty() && a.kind() != Value.Items.TUPLE) {
            // collections without elements may be of different types
            return null;
        }
        return items(a.items(), b.items());
    }

    private static @Nullable Boolean items(List<Value> a, List<Value> b) {
        Boolean all = true;
        for (int i = 0; i < a.size(); i++) {
            Boolean item = decide(a.get(i), b.get(i), false);
            if (item == null) {
                all = null;
            } else if (!item) {
                return false;
            }
        }
        return all;
    }

    private static @Nullable Boolean mappings(Value.Mapping a, Value.Mapping b) {
        if (a.rest() != null || b.rest() != null) {
            return null;
        }
        if (Types.common(Types.of(a), Types.of(b)) == null
                || !a.entries().keySet().equals(b.entries().keySet())) {
            return false;
        }
        if (a.entries().isEmpty() && a.kind() == Value.Entries.MAP) {
            return null;
        }
        Boolean all = true;
        for (Map.Entry<String, Value.Entry> entry : a.entries().entrySet()) {
            Value.Entry other = Objects.requireNonNull(b.entries().get(entry.getKey()));
            Boolean value = decide(entry.getValue().value(), other.value(), false);
            if (value == null) {
                all = null;
            } else if (!value) {
                return false;
            }
        }
        return all;
    }
}
