package io.github.akspolicy.conformance.charts;

import io.github.akspolicy.manifest.JsonValues;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A values file as a person writes it, one key a line behind a line of comment, that knows the line of each key. */
final class SwitchedFile {
    private final StringBuilder text = new StringBuilder("# switched\n");
    private final Map<List<String>, Integer> lines = new HashMap<>();
    private int line = 1;

    private SwitchedFile() {}

    /** @param values the value of each key; none of them lies in another one; an empty one is null */
    static SwitchedFile of(Map<List<String>, Optional<Object>> values) {
        var file = new SwitchedFile();
        file.write(values, 0);
        return file;
    }

    String text() {
        return text.toString();
    }

    /** The line of a key, counted from 1; 0 when it is not in the file. */
    int line(List<String> key) {
        return lines.getOrDefault(key, 0);
    }

    private void write(Map<List<String>, Optional<Object>> values, int depth) {
        var blocks = new LinkedHashMap<String, Map<List<String>, Optional<Object>>>();
        values.forEach((key, value) -> blocks.computeIfAbsent(key.get(depth), name -> new LinkedHashMap<>())
                .put(key, value));
        blocks.forEach((name, inside) -> {
            line++;
            text.append("  ".repeat(depth))
                    .append(name.matches("[A-Za-z_][A-Za-z0-9_-]*") ? name : JsonValues.write(name))
                    .append(':');
            Map.Entry<List<String>, Optional<Object>> only =
                    inside.entrySet().iterator().next();
            if (only.getKey().size() == depth + 1) {
                lines.put(only.getKey(), line);
                text.append(' ').append(only.getValue().orElse(null)).append('\n');
            } else {
                text.append('\n');
                write(inside, depth + 1);
            }
        });
    }
}
