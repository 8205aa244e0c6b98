package io.github.akspolicy.fix;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The value of an entry or item, as far as it stands on the line of its key.
 *
 * @param from offset of its first character; where a value would go when there is none
 * @param to offset behind its last character
 * @param text as it is written, with masked actions; empty when nothing stands there
 */
record Token(int from, int to, String text) {
    private static final Pattern NULL = Pattern.compile("|~|null|Null|NULL");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*");
    private static final Pattern WORD = Pattern.compile("(?i)true|false|yes|no|on|off|null|y|n");
    private static final Pattern EMPTY = Pattern.compile("\\{\\s*}");

    /** The token that begins at or behind an offset on its line. */
    static Token at(YamlText yaml, int offset) {
        int from = yaml.skipSpaces(offset);
        int end = yaml.end(yaml.lineOf(offset));
        String masked = yaml.masked();
        if (from >= end || (masked.charAt(from) == '#' && from > offset)) {
            return new Token(offset, offset, "");
        }
        char first = masked.charAt(from);
        if (first == '[' || first == '{') {
            int close = FlowRanges.close(masked, from);
            int to = Math.min(close + 1, masked.length());
            return new Token(from, to, masked.substring(from, to));
        }
        if (first == '"' || first == '\'') {
            int to = Math.min(FlowRanges.quoteEnd(masked, from) + 1, masked.length());
            return new Token(from, to, masked.substring(from, to));
        }
        boolean inFlow = yaml.isInFlow(from);
        int to = from;
        while (to < end
                && !(masked.charAt(to) == '#' && masked.charAt(to - 1) == ' ')
                && !(inFlow && ",[]{}".indexOf(masked.charAt(to)) >= 0)) {
            to++;
        }
        String text = masked.substring(from, to).stripTrailing();
        return new Token(from, from + text.length(), text);
    }

    boolean isNull() {
        return NULL.matcher(text).matches();
    }

    boolean isEmptyMapping() {
        return EMPTY.matcher(text).matches();
    }

    boolean isMapping() {
        return text.startsWith("{");
    }

    boolean isList() {
        return text.startsWith("[");
    }

    /** Whether it is a scalar with this text, quoted or not. */
    boolean is(String value) {
        return text.equals(value) || text.equals("\"" + value + "\"") || text.equals("'" + value + "'");
    }

    /** Whether a template computes it, wholly or in part. */
    boolean isComputed() {
        return text.indexOf(YamlText.ACTION) >= 0;
    }

    /** Whether it is a scalar that can be replaced. */
    boolean isScalar() {
        return !text.isEmpty() && "[{|>&*!".indexOf(text.charAt(0)) < 0 && !text.contains("\n");
    }

    /** The quote it is written with, or null. */
    private @Nullable Character quote() {
        return text.startsWith("\"") || text.startsWith("'") ? text.charAt(0) : null;
    }

    /** How a value is written in place of this one. */
    String instead(Object value, boolean json) {
        Character quote = quote();
        return value instanceof String string && quote != null && quote == '\'' && !json && !string.contains("'")
                ? "'" + string + "'"
                : write(value, json || (value instanceof String && quote != null));
    }

    /** A value as it is written anew. */
    static String write(Object value, boolean quoted) {
        if (!(value instanceof String text)) {
            return value.toString();
        }
        boolean plain =
                !quoted && PLAIN.matcher(text).matches() && !WORD.matcher(text).matches();
        return plain ? text : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** A key as it is written anew. */
    static String key(Object segment, boolean json) {
        return write(segment, json);
    }

    /** A value, or a list of one. */
    static String write(Object value, boolean list, boolean json) {
        String written = write(value, json);
        return list ? "[" + written + "]" : written;
    }

    /** Entries one inside the other in flow style: <code>a: {b: value}</code>. */
    static String flow(List<Object> keys, String value, boolean json) {
        var text = new StringBuilder(key(keys.get(0), json)).append(": ");
        for (Object key : keys.subList(1, keys.size())) {
            text.append('{').append(key(key, json)).append(": ");
        }
        return text.append(value).append("}".repeat(keys.size() - 1)).toString();
    }
}
