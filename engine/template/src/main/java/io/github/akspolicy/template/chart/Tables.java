package io.github.akspolicy.template.chart;

import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoSlice;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Source;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Value;
import io.github.akspolicy.template.value.ValuesPath;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Maps of values: how Helm merges two of them, finds a place in them and copies them. */
final class Tables {
    private static final UnaryOperator<String> STAYS = path -> path;

    private Tables() {}

    /** The map that a value is; null if it is something else, or nothing. */
    static @Nullable GoMap map(@Nullable Value value) {
        return value != null && value.data() instanceof GoMap map ? map : null;
    }

    /** What becomes of a key that what has more say sets to nil. */
    enum Nils {
        /** It stays. */
        KEPT,
        /** It is removed if what has less say has it, whatever its value. */
        REMOVED,
        /** It is removed if what has less say has a value for it. */
        REMOVED_WITH_VALUES;

        boolean remove(Value other) {
            return this == REMOVED || this == REMOVED_WITH_VALUES && !other.isNil();
        }
    }

    /**
     * Merges what has less say into what has more.
     *
     * @param into what wins
     * @param from what fills it up
     * @param nils what becomes of keys that are set to nil
     */
    static void merge(GoMap into, GoMap from, Nils nils) {
        for (Map.Entry<String, Value> entry : from.sorted().entrySet()) {
            String key = entry.getKey();
            Value own = into.get(key);
            if (own != null && own.isNil() && nils.remove(entry.getValue())) {
                into.remove(key);
            } else if (own == null) {
                into.put(key, entry.getValue());
            } else {
                GoMap inner = map(own);
                GoMap other = map(entry.getValue());
                if (inner != null && other != null) {
                    merge(inner, other, nils);
                }
            }
        }
    }

    /** The map at a path with dots; empty if something else stands there, or nothing. */
    static Optional<GoMap> table(GoMap root, String path) {
        GoMap at = root;
        for (String key : path.split("\\.", -1)) {
            GoMap next = map(at.get(key));
            if (next == null) {
                return Optional.empty();
            }
            at = next;
        }
        return Optional.of(at);
    }

    /** What stands at a path with dots, if it is not a map. */
    static Optional<Value> scalar(GoMap root, String path) {
        int dot = path.lastIndexOf('.');
        Optional<GoMap> table = dot < 0 ? Optional.of(root) : table(root, path.substring(0, dot));
        return table.map(map -> map.get(path.substring(dot + 1))).filter(value -> map(value) == null);
    }

    /** A map that holds another one at a path with dots; the map itself where the path is a dot. */
    static GoMap at(String path, GoMap content) {
        if (path.equals(".")) {
            return content;
        }
        GoMap root = GoMap.empty();
        GoMap at = root;
        String[] keys = path.split("\\.", -1);
        for (int i = 0; i < keys.length; i++) {
            GoMap next = i == keys.length - 1 ? content : GoMap.empty();
            at.put(keys[i], Value.of(next, Sources.NONE));
            at = next;
        }
        return root;
    }

    /**
     * A copy that shares nothing, of values that stand at another place: those of a chart that is there under two names.
     *
     * @param from the path that they have; null if it is not known
     * @param to the path that they shall have; null to leave it
     */
    static GoMap copy(GoMap map, @Nullable String from, @Nullable String to) {
        if (from == null || to == null || from.isEmpty() || from.equals(to)) {
            return copy(map);
        }
        return (GoMap) java.util.Objects.requireNonNull(copy(
                        Value.of(map, Sources.NONE),
                        path -> path.startsWith(from) ? to + path.substring(from.length()) : path)
                .data());
    }

    /** A copy that shares nothing. */
    static GoMap copy(GoMap map) {
        return (GoMap) java.util.Objects.requireNonNull(
                copy(Value.of(map, Sources.NONE), STAYS).data());
    }

    /**
     * A copy that shares nothing and stands at another place of the values.
     *
     * @param prefix the path of the chart whose values they are: empty for the root
     */
    static GoMap copy(GoMap map, String prefix) {
        UnaryOperator<String> moved = prefix.isEmpty() ? STAYS : path -> ValuesPath.within(prefix, path);
        return (GoMap) java.util.Objects.requireNonNull(
                copy(Value.of(map, Sources.NONE), moved).data());
    }

    private static Value copy(Value value, UnaryOperator<String> moved) {
        if (value.data() instanceof GoMap map) {
            String path = map.path();
            GoMap copy = path == null ? GoMap.of(map.type()) : GoMap.at(map.type(), moved.apply(path));
            map.entries().forEach(entry -> copy.put(entry.getKey(), copy(entry.getValue(), moved)));
            return Value.of(copy, value.sources());
        }
        if (value.data() instanceof GoSlice slice && slice.type() == GoType.SLICE && !slice.isNil()) {
            var elements = new ArrayList<Value>(slice.size());
            slice.elements().forEach(each -> elements.add(copy(each, moved)));
            return moved(Value.of(GoSlice.of(elements), value.sources()), moved);
        }
        return moved(value, moved);
    }

    private static Value moved(Value value, UnaryOperator<String> moved) {
        if (moved == STAYS) {
            return value;
        }
        return value.replacing(source -> {
            if (source instanceof Source.Setting setting) {
                String path = moved.apply(setting.path());
                return path.equals(setting.path()) ? source : new Source.Setting(path);
            }
            return source;
        });
    }
}
