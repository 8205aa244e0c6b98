package io.github.akspolicy.fix;

import io.github.akspolicy.manifest.LineStarts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * YAML or JSON as text, with just enough structure to edit it: which lines are entries and at which column, which parts
 * are in flow style. Actions of a template are opaque. Nothing is concluded from it alone: every edit is proven by a
 * render.
 */
final class YamlText {
    /** Stands for each character of a template action. */
    static final char ACTION = '\u0001';

    private final String text;
    private final String masked;
    private final boolean json;
    private final LineStarts lines;
    private final List<int[]> flows = new ArrayList<>();

    /**
     * @param text with {@code \n} as line end
     * @param template whether {@code {{…}}} are actions
     * @param json whether it is JSON
     */
    YamlText(String text, boolean template, boolean json) {
        this.text = text;
        this.masked = template ? mask(text) : text;
        this.json = json;
        this.lines = new LineStarts(text);
        flows.addAll(json ? List.of(new int[] {-1, text.length()}) : new FlowRanges(this).find());
    }

    private static String mask(String text) {
        char[] masked = text.toCharArray();
        int at = text.indexOf("{{");
        while (at >= 0) {
            int end = endOfAction(text, at + 2);
            for (int i = at; i < end; i++) {
                if (masked[i] != '\n') {
                    masked[i] = ACTION;
                }
            }
            at = text.indexOf("{{", end);
        }
        return new String(masked);
    }

    private static int endOfAction(String text, int from) {
        String head = text.substring(from, Math.min(text.length(), from + 5)).replaceFirst("^-?\\s*", "");
        if (head.startsWith("/*")) {
            int close = text.indexOf("*/", from);
            int end = close < 0 ? -1 : text.indexOf("}}", close);
            return end < 0 ? text.length() : end + 2;
        }
        char quote = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == '\\' && quote == '"') {
                    i++;
                } else if (c == quote) {
                    quote = 0;
                }
            } else if (c == '"' || c == '`') {
                quote = c;
            } else if (c == '}' && i + 1 < text.length() && text.charAt(i + 1) == '}') {
                return i + 2;
            }
        }
        return text.length();
    }

    String text() {
        return text;
    }

    /** The text with {@link #ACTION} for template actions; offsets are the same. */
    String masked() {
        return masked;
    }

    boolean isJson() {
        return json;
    }

    int lines() {
        return lines.count();
    }

    /** The offset at which a line begins; the end of the text behind the last. */
    int start(int line) {
        return lines.start(line);
    }

    int end(int line) {
        return lines.end(line);
    }

    int lineOf(int offset) {
        return lines.lineAt(offset);
    }

    int column(int offset) {
        return offset - start(lineOf(offset));
    }

    /** A line with its actions masked. */
    String line(int line) {
        return line < lines() ? masked.substring(start(line), end(line)) : "";
    }

    /** A line as it is written. */
    String written(int line) {
        return line < lines() ? text.substring(start(line), end(line)) : "";
    }

    int indent(int line) {
        String content = line(line);
        int indent = 0;
        while (indent < content.length() && content.charAt(indent) == ' ') {
            indent++;
        }
        return indent;
    }

    boolean isBlank(int line) {
        return line(line).isBlank();
    }

    boolean isComment(int line) {
        return line(line).stripLeading().startsWith("#");
    }

    /** Whether a line holds template actions and nothing else. */
    boolean isAction(int line) {
        String content = line(line).strip();
        return !content.isEmpty() && content.chars().allMatch(c -> c == ACTION || c == ' ' || c == '\t');
    }

    /** Whether a line holds an entry or item, or a part of one. */
    boolean isContent(int line) {
        return line < lines() && !isBlank(line) && !isComment(line) && !isAction(line);
    }

    boolean isBoundary(int line) {
        String content = line(line);
        return line >= lines() || content.startsWith("---") || content.startsWith("...");
    }

    /**
     * An entry of a mapping.
     *
     * @param key the key without quotes
     * @param afterColon offset behind the colon
     */
    record Entry(String key, int afterColon) {}

    /** The entry whose key begins at an offset, or null. */
    @Nullable
    Entry entry(int offset) {
        if (offset < 0 || offset >= masked.length()) {
            return null;
        }
        int end = end(lineOf(offset));
        char first = masked.charAt(offset);
        if (first == '"' || first == '\'') {
            int close = masked.indexOf(first, offset + 1);
            if (close < 0 || close >= end) {
                return null;
            }
            int colon = skipSpaces(close + 1);
            return colon < end && masked.charAt(colon) == ':'
                    ? new Entry(masked.substring(offset + 1, close), colon + 1)
                    : null;
        }
        if (" #,[]{}&*!|>%@`\n".indexOf(first) >= 0) {
            return null;
        }
        boolean inFlow = isInFlow(offset);
        for (int i = offset; i < end; i++) {
            char c = masked.charAt(i);
            if (c == ':'
                    && (i + 1 == end
                            || masked.charAt(i + 1) == ' '
                            || (inFlow && ",[]{}".indexOf(masked.charAt(i + 1)) >= 0))) {
                return new Entry(masked.substring(offset, i).stripTrailing(), i + 1);
            }
            if ((c == '#' && i > offset && masked.charAt(i - 1) == ' ') || (inFlow && ",[]{}".indexOf(c) >= 0)) {
                return null;
            }
        }
        return null;
    }

    /** The column at which the content of a line begins behind its {@code - }. */
    int contentColumn(int line) {
        String content = line(line);
        int column = indent(line);
        while (column + 1 < content.length() && content.charAt(column) == '-' && content.charAt(column + 1) == ' ') {
            column++;
            while (column < content.length() && content.charAt(column) == ' ') {
                column++;
            }
        }
        return column;
    }

    boolean isItem(int line) {
        String content = line(line).stripLeading();
        return content.equals("-") || content.startsWith("- ");
    }

    int skipSpaces(int offset) {
        int at = offset;
        while (at < masked.length() && (masked.charAt(at) == ' ' || masked.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    boolean isInFlow(int offset) {
        return flow(offset) != null;
    }

    /** The outermost flow collection that an offset lies in, as its first and last offset, or null. */
    int @Nullable [] flow(int offset) {
        for (int[] range : flows) {
            if (offset > range[0] && offset < range[1]) {
                return range;
            }
        }
        return null;
    }
}
