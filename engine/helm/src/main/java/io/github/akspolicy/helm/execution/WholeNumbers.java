package io.github.akspolicy.helm.execution;

import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.value.GoInteger;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoSlice;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whole numbers that options set: templates see an int64, where files have a float64. */
final class WholeNumbers {
    private WholeNumbers() {}

    /** Makes a number that is there an int64. A path is one of keys with dots, and of indexes in brackets. */
    static void put(GoMap root, String pair) {
        int equals = pair.lastIndexOf('=');
        Value number = Value.of(GoInteger.wide(Long.parseLong(pair.substring(equals + 1))), Sources.NONE);
        put(root, path(pair.substring(0, equals)), number);
    }

    /** The keys and indexes of a path; what stands behind a backslash belongs to its key. */
    private static List<String> path(String written) {
        var path = new ArrayList<String>();
        var part = new StringBuilder();
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c == '\\' && i + 1 < written.length()) {
                part.append(written.charAt(++i));
            } else if (c == '.' || c == '[') {
                path.add(part.toString());
                part.setLength(0);
            } else if (c != ']') {
                part.append(c);
            }
        }
        path.add(part.toString());
        return path;
    }

    private static void put(GoMap map, List<String> path, Value number) {
        String key = Bytes.of(path.get(0));
        map.put(key, path.size() == 1 ? number : within(map.get(key), path.subList(1, path.size()), number));
    }

    private static Value within(@Nullable Value value, List<String> path, Value number) {
        if (value != null && value.data() instanceof GoMap map) {
            put(map, path, number);
            return value;
        }
        if (value != null && value.data() instanceof GoSlice slice) {
            int index = Integer.parseInt(path.get(0));
            var elements = new ArrayList<>(slice.elements());
            elements.set(
                    index,
                    path.size() == 1 ? number : within(elements.get(index), path.subList(1, path.size()), number));
            return Value.of(GoSlice.of(elements), value.sources());
        }
        throw new IllegalArgumentException("nothing at " + path);
    }
}
