package io.github.akspolicy.conformance.iac;

import io.github.akspolicy.cluster.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value as JSON has it; what is unknown in it is an object that says so. */
final class PlainValue {
    private PlainValue() {}

    static @Nullable Object of(Value value) {
        if (value instanceof Value.Text text) {
            return text.value();
        }
        if (value instanceof Value.Number number) {
            return number.value();
        }
        if (value instanceof Value.Bool bool) {
            return bool.value();
        }
        if (value instanceof Value.Sequence list) {
            List<@Nullable Object> items = new ArrayList<>();
            list.items().forEach(item -> items.add(of(item)));
            return items;
        }
        if (value instanceof Value.Mapping mapping) {
            Map<String, @Nullable Object> entries = new LinkedHashMap<>();
            mapping.entries().forEach((key, entry) -> entries.put(key, of(entry.value())));
            return entries;
        }
        return value instanceof Value.Unknown unknown ? Map.of("unknown", unknown.reason()) : null;
    }
}
