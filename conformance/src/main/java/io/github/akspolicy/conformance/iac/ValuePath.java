package io.github.akspolicy.conformance.iac;

import io.github.akspolicy.cluster.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A path into a value: {@code network_profile[0].network_policy}, {@code tags["a-b"]}. */
final class ValuePath {
    private static final Pattern STEP = Pattern.compile("\\.?([^.\\[\\]]+)|\\[\"([^\"]*)\"]|\\[(\\d+)]");

    private final List<String> steps = new ArrayList<>();

    ValuePath(String path) {
        Matcher matcher = STEP.matcher(path);
        while (matcher.find()) {
            steps.add(
                    matcher.group(1) != null
                            ? matcher.group(1)
                            : matcher.group(2) != null ? matcher.group(2) : matcher.group(3));
        }
    }

    /** The value there; an unknown one on the way to it; null where there is none. */
    @Nullable
    Value follow(Value from) {
        Value value = from;
        for (String step : steps) {
            if (value instanceof Value.Unknown) {
                return value;
            }
            Value next = step(value, step);
            if (next == null) {
                return null;
            }
            value = next;
        }
        return value;
    }

    private static @Nullable Value step(Value value, String step) {
        if (value instanceof Value.Mapping mapping) {
            Value.Entry entry = mapping.entries().get(step);
            // JSON writes a block that stands once as an object
            boolean isOnlyBlock = entry == null && step.equals("0");
            return isOnlyBlock ? mapping : entry == null ? null : entry.value();
        }
        if (value instanceof Value.Sequence list && step.matches("\\d{1,6}")) {
            int index = Integer.parseInt(step);
            return index < list.items().size() ? list.items().get(index) : null;
        }
        return null;
    }
}
