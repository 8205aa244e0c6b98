package io.github.akspolicy.conformance.charts;

import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.JsonValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values to lay over those of a chart; of two values of one key the first one stays. */
final class ValuesOverlay {
    private final Map<String, Object> values = new LinkedHashMap<>();

    static ValuesOverlay of(List<?> path, Object value) {
        return new ValuesOverlay().put(path, value);
    }

    ValuesOverlay put(List<?> path, Object value) {
        Map<String, Object> at = values;
        for (Object segment : path.subList(0, path.size() - 1)) {
            at = inside(at, segment.toString());
        }
        at.putIfAbsent(path.get(path.size() - 1).toString(), value);
        return this;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> inside(Map<String, Object> at, String name) {
        Object inner = at.get(name);
        if (!(inner instanceof Map)) {
            inner = new LinkedHashMap<String, Object>();
            at.put(name, inner);
        }
        return (Map<String, Object>) inner;
    }

    void merge(ValuesOverlay other) {
        merge(values, other.values);
    }

    @SuppressWarnings("unchecked")
    private static void merge(Map<String, Object> into, Map<String, Object> from) {
        from.forEach((key, value) -> {
            if (into.get(key) instanceof Map<?, ?> before && value instanceof Map<?, ?> more) {
                var copy = new LinkedHashMap<>((Map<String, Object>) before);
                merge(copy, (Map<String, Object>) more);
                into.put(key, copy);
            } else {
                into.putIfAbsent(key, value);
            }
        });
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    /** The values as they are. */
    Map<String, Object> values() {
        return values;
    }

    String json() {
        return JsonValues.write(values);
    }

    /** The path that the notation of {@code --set} has for a key. */
    static List<Object> path(String written) {
        return new ArrayList<>(FieldPath.parse(quoted(written)).segments());
    }

    /** The notation of {@code --set} in that of field paths. */
    private static String quoted(String written) {
        var path = new StringBuilder();
        var name = new StringBuilder();
        for (int i = 0; i <= written.length(); i++) {
            char c = i < written.length() ? written.charAt(i) : '.';
            if (c == '\\') {
                name.append(written.charAt(++i));
            } else if (c == '.' || c == '[') {
                if (name.length() > 0) {
                    path.append("[\"")
                            .append(name.toString().replace("\"", "\\\""))
                            .append("\"]");
                    name.setLength(0);
                }
                if (c == '[') {
                    int close = written.indexOf(']', i);
                    path.append(written, i, close + 1);
                    i = close;
                }
            } else {
                name.append(c);
            }
        }
        return path.toString();
    }
}
