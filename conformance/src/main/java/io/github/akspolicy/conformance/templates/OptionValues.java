package io.github.akspolicy.conformance.templates;

import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.value.GoInteger;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoSlice;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values that options set, for the executor: whole numbers of {@code --set} are int64, numbers of JSON are float64. */
final class OptionValues {
    private OptionValues() {}

    /** The options of the set {@code main}, as its index states them. */
    static GoMap ofMain() {
        Map<String, @Nullable Object> inner = new LinkedHashMap<>();
        inner.put("i", 5L);
        inner.put("neg", -3L);
        inner.put("big", 12345678901L);
        inner.put("b", true);
        inner.put("n", null);
        inner.put("l", List.of(1L, "x", true));
        inner.put("z", "007");
        inner.put("f", "1.5");
        inner.put("e", "1e3");
        inner.put("str", "5");
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("a", 1.5);
        json.put("b", List.of(1.0, "x"));
        json.put("c", null);
        inner.put("j", json);
        GoMap root = GoMap.at(GoType.MAP, "");
        root.put("s_", of(inner));
        return root;
    }

    /** A plain value: a map, a list, a text, a bool, a long, a double or null. */
    static Value of(@Nullable Object plain) {
        if (plain instanceof Map<?, ?> map) {
            GoMap made = GoMap.empty();
            map.forEach((key, value) -> made.put(Bytes.of(String.valueOf(key)), of(value)));
            return Value.of(made, Sources.NONE);
        }
        if (plain instanceof List<?> list) {
            var elements = new ArrayList<Value>();
            list.forEach(value -> elements.add(of(value)));
            return Value.of(GoSlice.of(elements), Sources.NONE);
        }
        if (plain instanceof String text) {
            return Value.of(Bytes.of(text));
        }
        if (plain instanceof Long number) {
            return Value.of(GoInteger.wide(number), Sources.NONE);
        }
        return plain == null ? Value.nil(Sources.NONE) : Value.of(plain, Sources.NONE);
    }
}
