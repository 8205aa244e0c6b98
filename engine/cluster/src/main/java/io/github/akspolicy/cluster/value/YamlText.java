package io.github.akspolicy.cluster.value;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Values as YAML, as {@code yamlencode} writes it (github.com/zclconf/go-cty-yaml, v1.1, with the emitter of libyaml): blocks, texts
 * and keys in quotes, texts of several lines as literal blocks, broken at blanks behind 80 columns.
 */
final class YamlText {
    private static final int WIDTH = 80;
    private static final int LONGEST_KEY = 128;

    private final StringBuilder text = new StringBuilder();
    private int lineStart;

    private YamlText() {}

    static String of(Value value) {
        var yaml = new YamlText();
        yaml.node(value, -1, false, false);
        yaml.text.append('\n');
        boolean isPlain =
                !(value instanceof Value.Text || value instanceof Value.Sequence || value instanceof Value.Mapping);
        if (isPlain) {
            yaml.text.append("...\n");
        }
        return yaml.text.toString();
    }

    private int column() {
        return text.codePointCount(lineStart, text.length());
    }

    private void newLine(int indent) {
        text.append('\n');
        lineStart = text.length();
        text.append(" ".repeat(Math.max(0, indent)));
    }

    /** @param isInMapping whether it is the value of a key, where lists stand as far left as the key */
    private void node(Value value, int indent, boolean isInMapping, boolean isKey) {
        if (text.length() > 2 * Call.LONGEST) {
            return;
        }
        if (value instanceof Value.Sequence sequence) {
            sequence(sequence.items(), indent, isInMapping);
        } else if (value instanceof Value.Mapping mapping) {
            mapping(mapping, indent, isInMapping);
        } else {
            blank();
            scalar(value, indent, isKey);
        }
    }

    private void blank() {
        if (text.length() > lineStart && text.charAt(text.length() - 1) != ' ') {
            text.append(' ');
        }
    }

    private void scalar(Value value, int indent, boolean isKey) {
        if (!(value instanceof Value.Text string)) {
            text.append(value instanceof Value.Null ? "null" : Conversion.text(value, value.at()));
        } else if (string.value().indexOf('\n') >= 0 && !isKey && isLiteral(string.value())) {
            literal(string.value(), indent);
        } else {
            quoted(string.value(), indent, isKey);
        }
    }

    private void sequence(List<Value> items, int indent, boolean isInMapping) {
        if (items.isEmpty()) {
            blank();
            text.append("[]");
            return;
        }
        int inner = isInMapping ? Math.max(0, indent) : next(indent);
        boolean isFirst = true;
        for (Value item : items) {
            begin(inner, isFirst && !isInMapping);
            text.append('-');
            node(item, inner, false, false);
            isFirst = false;
        }
    }

    private static int next(int indent) {
        return indent < 0 ? 0 : indent + 2;
    }

    /** The first element of a block stands in the line of the dash or colon before it, if there is one. */
    private void begin(int indent, boolean mayFollow) {
        boolean isBehindIndicator = text.length() == 0 || "-:".indexOf(text.charAt(text.length() - 1)) >= 0;
        if (mayFollow && isBehindIndicator) {
            blank();
        } else {
            newLine(indent);
        }
    }

    private void mapping(Value.Mapping mapping, int indent, boolean isInMapping) {
        if (mapping.entries().isEmpty()) {
            blank();
            text.append("{}");
            return;
        }
        int inner = next(indent);
        Map<String, Value.Entry> sorted = new TreeMap<>(SetOrder.TEXTS);
        sorted.putAll(mapping.entries());
        boolean isFirst = true;
        for (Map.Entry<String, Value.Entry> entry : sorted.entrySet()) {
            begin(inner, isFirst && !isInMapping);
            entry(entry.getKey(), entry.getValue().value(), inner);
            isFirst = false;
        }
    }

    private void entry(String key, Value value, int indent) {
        boolean isSimple = key.indexOf('\n') < 0 && HashFunctions.bytes(key).length <= LONGEST_KEY;
        if (isSimple) {
            quoted(key, indent, true);
            text.append(':');
            node(value, indent, true, false);
            return;
        }
        text.append('?');
        blank();
        scalar(new Value.Text(key, value.at()), indent, false);
        newLine(indent);
        text.append(':');
        node(value, indent, false, false);
    }

    /** Whether a text may be a literal block: one with a blank before a line's end, or with characters of control, may not. */
    private static boolean isLiteral(String string) {
        boolean hasBlank = false;
        for (int c : string.codePoints().toArray()) {
            if (c == '\n') {
                if (hasBlank) {
                    return false;
                }
            } else if (!isPrintable(c)) {
                return false;
            }
            hasBlank = c == ' ';
        }
        return !hasBlank;
    }

    /** What is not escaped: nothing beyond the first 65,536 characters. */
    private static boolean isPrintable(int c) {
        return c >= ' ' && c <= '~'
                || c >= 0xA0 && c < 0xFEFF && c != 0x2028 && c != 0x2029 && (c < 0xD800 || c > 0xDFFF)
                || c > 0xFEFF && c <= 0xFFFD;
    }

    private void literal(String string, int indent) {
        int inner = Math.max(0, indent) + 2;
        text.append('|');
        char first = string.charAt(0);
        if (first == ' ' || first == '\n') {
            text.append('2');
        }
        if (!string.endsWith("\n")) {
            text.append('-');
        } else if (string.length() == 1 || string.endsWith("\n\n")) {
            text.append('+');
        }
        String body = string.endsWith("\n") ? string.substring(0, string.length() - 1) : string;
        for (String line : body.split("\n", -1)) {
            newLine(line.isEmpty() ? 0 : inner);
            text.append(line);
        }
    }

    private void quoted(String string, int indent, boolean isKey) {
        text.append('"');
        int[] characters = string.codePoints().toArray();
        boolean isAfterBlank = false;
        for (int i = 0; i < characters.length; i++) {
            int c = characters[i];
            boolean isBreak =
                    c == ' ' && !isKey && !isAfterBlank && column() > WIDTH && i > 0 && i < characters.length - 1;
            if (isBreak) {
                newLine(Math.max(0, indent) + 2);
                if (characters[i + 1] == ' ') {
                    text.append('\\');
                }
            } else {
                escape(c);
            }
            isAfterBlank = c == ' ';
        }
        text.append('"');
    }

    private void escape(int c) {
        switch (c) {
            case 0 -> text.append("\\0");
            case 7 -> text.append("\\a");
            case '\b' -> text.append("\\b");
            case '\t' -> text.append("\\t");
            case '\n' -> text.append("\\n");
            case 11 -> text.append("\\v");
            case '\f' -> text.append("\\f");
            case '\r' -> text.append("\\r");
            case 0x1b -> text.append("\\e");
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case 0x85 -> text.append("\\N");
            case 0x2028 -> text.append("\\L");
            case 0x2029 -> text.append("\\P");
            default -> {
                if (isPrintable(c)) {
                    text.appendCodePoint(c);
                } else {
                    text.append(
                            c < 0x100
                                    ? String.format("\\x%02X", c)
                                    : c < 0x10000 ? String.format("\\u%04X", c) : String.format("\\U%08X", c));
                }
            }
        }
    }
}
