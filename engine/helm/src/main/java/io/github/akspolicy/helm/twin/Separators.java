package io.github.akspolicy.helm.twin;

import java.util.ArrayList;
import java.util.List;

/**
 * Documents that begin on the line of their separator, as {@code ---apiVersion: v1} where a template cuts white space behind
 * {@code ---}. Helm takes them apart, every reader of YAML refuses them.
 */
public final class Separators {
    private static final String SEPARATOR = "---";

    private Separators() {}

    /** The text as it is, or its parts where such a separator stands; all lines of a part have the number they had. */
    public static List<String> parts(String text) {
        var parts = new ArrayList<String>();
        int from = 0;
        int line = 0;
        int fromLine = 0;
        for (int start = 0; start < text.length(); line++) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            if (text.startsWith(SEPARATOR, start)) {
                int content = start + SEPARATOR.length();
                while (content < end && isSpace(text.charAt(content))) {
                    content++;
                }
                if (content < end && text.charAt(content) != '#') {
                    parts.add("\n".repeat(fromLine) + text.substring(from, start));
                    from = content;
                    fromLine = line;
                }
            }
            start = end + 1;
        }
        if (parts.isEmpty()) {
            return List.of(text);
        }
        parts.add("\n".repeat(fromLine) + text.substring(from));
        return parts;
    }

    /** As Go has it. */
    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\f' || c == '\r';
    }
}
