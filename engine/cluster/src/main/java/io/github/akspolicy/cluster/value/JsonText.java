package io.github.akspolicy.cluster.value;

import java.util.Map;
import java.util.TreeMap;

/** Values as JSON, as Terraform writes it: keys sorted, numbers without exponent, and the escapes of Go ({@code <} as {@code \\u003c}). */
final class JsonText {
    private final StringBuilder text = new StringBuilder();

    private JsonText() {}

    /** What is unknown in it stands as it is, in {@code ⟨⟩}. */
    static String of(Value value) {
        var json = new JsonText();
        json.write(value);
        return json.text.toString();
    }

    private void write(Value value) {
        if (text.length() > Call.LONGEST) {
            return;
        }
        if (value instanceof Value.Text string) {
            quote(string.value());
        } else if (value instanceof Value.Number || value instanceof Value.Bool) {
            text.append(Conversion.text(value, value.at()));
        } else if (value instanceof Value.Sequence sequence) {
            char separator = '[';
            for (Value item : sequence.items()) {
                text.append(separator);
                write(item);
                separator = ',';
            }
            text.append(sequence.items().isEmpty() ? "[]" : "]");
        } else if (value instanceof Value.Mapping mapping) {
            mapping(mapping);
        } else {
            text.append(value instanceof Value.Unknown unknown ? unknown.partial() : "null");
        }
    }

    private void mapping(Value.Mapping mapping) {
        if (mapping.rest() != null) {
            text.append(mapping.rest().partial());
            return;
        }
        Map<String, Value.Entry> sorted = new TreeMap<>(SetOrder.TEXTS);
        sorted.putAll(mapping.entries());
        char separator = '{';
        for (Map.Entry<String, Value.Entry> entry : sorted.entrySet()) {
            text.append(separator);
            quote(entry.getKey());
            text.append(':');
            write(entry.getValue().value());
            separator = ',';
        }
        text.append(sorted.isEmpty() ? "{}" : "}");
    }

    private void quote(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            escape(string.charAt(i));
        }
        text.append('"');
    }

    private void escape(char c) {
        switch (c) {
            case '"', '\\' -> text.append('\\').append(c);
            case '\b' -> text.append("\\b");
            case '\f' -> text.append("\\f");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            case '<', '>', '&', '\u2028', '\u2029' -> text.append(String.format("\\u%04x", (int) c));
            default -> {
                if (c < ' ') {
                    text.append(String.format("\\u%04x", (int) c));
                } else {
                    text.append(c);
                }
            }
        }
    }
}
