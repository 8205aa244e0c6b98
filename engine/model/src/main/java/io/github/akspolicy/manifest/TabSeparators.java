package io.github.akspolicy.manifest;

import org.jspecify.annotations.Nullable;

/**
 * Makes tabs readable that separate tokens, as in {@code key:<tab>value} or in JSON indented with tabs: YAML and kubectl
 * allow them, snakeyaml does not. Only a tab that snakeyaml itself stumbled over, between two tokens, is considered;
 * the text keeps its length, so positions stay right.
 */
final class TabSeparators {
    private final char[] text;

    private TabSeparators(String text) {
        this.text = text.toCharArray();
    }

    /**
     * The text with spaces for the tab, or null when the tab is indentation, which is an error.
     *
     * @param from where the last event ended: what lies between it and the tab is not known yet
     * @param flowDepth open brackets at {@code from}
     */
    static @Nullable String replaced(String text, int from, int tab, int flowDepth) {
        var separators = new TabSeparators(text);
        boolean replaced;
        if (separators.scan(from, tab, flowDepth, false) > 0) {
            // inside brackets tabs may stand anywhere; all at once, as such a text has many
            replaced = separators.scan(from, text.length(), flowDepth, true) == 0;
        } else {
            replaced = !separators.isIndentation(tab) && separators.replaceRun(tab);
        }
        return replaced ? new String(separators.text) : null;
    }

    /** Whether only blanks and the indicators of items and keys stand before the tab on its line. */
    private boolean isIndentation(int tab) {
        for (int i = tab - 1; i >= 0 && text[i] != '\n' && text[i] != '\r'; i--) {
            if (!isBlank(text[i]) && text[i] != '-' && text[i] != '?' && text[i] != ':') {
                return false;
            }
        }
        return true;
    }

    private boolean replaceRun(int tab) {
        for (int i = tab; i < text.length && isBlank(text[i]); i++) {
            text[i] = ' ';
        }
        return true;
    }

    /** The number of brackets open at {@code to}; when replacing, it ends with 0 where the outermost one closes. */
    private int scan(int from, int to, int open, boolean replace) {
        int depth = open;
        boolean opened = depth > 0;
        char before = '\n';
        for (int i = from; i < to; i++) {
            char c = text[i];
            if (c == '\t' && replace) {
                text[i] = ' ';
            } else if ((c == '\'' || c == '"') && beginsToken(before, depth)) {
                i = afterQuoted(i, to) - 1;
            } else if (c == '#' && (i == from || isBlank(text[i - 1]) || before == '\n')) {
                while (i + 1 < to && text[i + 1] != '\n') {
                    i++;
                }
            } else if ((c == '[' || c == '{') && beginsToken(before, depth)) {
                depth++;
                opened = true;
            } else if ((c == ']' || c == '}') && depth > 0) {
                depth--;
                if (replace && opened && depth == 0) {
                    return 0;
                }
            }
            if (c == '\n' || !isBlank(c)) {
                before = c;
            }
        }
        return depth;
    }

    private static boolean beginsToken(char before, int depth) {
        return switch (before) {
            case '\n', ':', '-', '?' -> true;
            case ',', '[', '{' -> depth > 0;
            default -> false;
        };
    }

    private int afterQuoted(int quote, int to) {
        int i = quote + 1;
        while (i < to && text[i] != text[quote]) {
            i += text[i] == '\\' && text[quote] == '"' ? 2 : 1;
        }
        return Math.min(i + 1, to);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
