package io.github.akspolicy.fix;

import java.util.ArrayList;
import java.util.List;

/** Finds the flow collections of a YAML text: <code>{a: b}</code> and {@code [a, b]}, over several lines if need be. */
final class FlowRanges {
    private final YamlText yaml;
    private final List<int[]> ranges = new ArrayList<>();

    FlowRanges(YamlText yaml) {
        this.yaml = yaml;
    }

    List<int[]> find() {
        int line = 0;
        while (line < yaml.lines()) {
            line = yaml.isContent(line) ? line(line) : line + 1;
        }
        return ranges;
    }

    /** Looks at one line and returns the next to look at. */
    private int line(int line) {
        int column = yaml.contentColumn(line);
        int at = yaml.start(line) + column;
        YamlText.Entry entry = yaml.entry(at);
        int value = yaml.skipSpaces(entry == null ? at : entry.afterColon());
        value = skipProperties(value, yaml.end(line));
        if (value >= yaml.end(line)) {
            return line + 1;
        }
        char first = yaml.masked().charAt(value);
        if (first == '[' || first == '{') {
            int end = close(yaml.masked(), value);
            ranges.add(new int[] {value, end});
            return Math.max(line, yaml.lineOf(end)) + 1;
        }
        if (first == '|' || first == '>') {
            int parent = entry == null ? yaml.indent(line) : column;
            int next = line + 1;
            while (next < yaml.lines() && (yaml.isBlank(next) || yaml.indent(next) > parent)) {
                next++;
            }
            return next;
        }
        if (first == '"' || first == '\'') {
            return Math.max(line, yaml.lineOf(quoteEnd(yaml.masked(), value))) + 1;
        }
        return line + 1;
    }

    private int skipProperties(int from, int end) {
        int at = from;
        while (at < end && (yaml.masked().charAt(at) == '&' || yaml.masked().charAt(at) == '!')) {
            while (at < end && yaml.masked().charAt(at) != ' ') {
                at++;
            }
            at = yaml.skipSpaces(at);
        }
        return at;
    }

    /** The offset of the bracket that closes the one at {@code open}; the end of the text when there is none. */
    static int close(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c == '"' || c == '\'') && isTokenStart(text, i)) {
                i = quoteEnd(text, i);
            } else if (c == '#' && Character.isWhitespace(text.charAt(i - 1))) {
                int end = text.indexOf('\n', i);
                i = end < 0 ? text.length() : end;
            } else if (c == '[' || c == '{') {
                depth++;
            } else if ((c == ']' || c == '}') && --depth == 0) {
                return i;
            }
        }
        return text.length();
    }

    /** Whether a token begins here: a quote elsewhere is a character like others. */
    private static boolean isTokenStart(String text, int at) {
        int before = at - 1;
        while (before >= 0 && Character.isWhitespace(text.charAt(before))) {
            before--;
        }
        return before < 0 || before < at - 1 || "[{,:".indexOf(text.charAt(before)) >= 0;
    }

    /** The offset of the quote that closes the one at {@code open}; the end of the text when there is none. */
    static int quoteEnd(String text, int open) {
        char quote = text.charAt(open);
        for (int i = open + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quote == '"') {
                i++;
            } else if (c == quote) {
                if (quote == '\'' && i + 1 < text.length() && text.charAt(i + 1) == '\'') {
                    i++;
                } else {
                    return i;
                }
            }
        }
        return text.length();
    }
}
