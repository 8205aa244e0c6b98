package io.github.akspolicy.helm.plain;

import io.github.akspolicy.template.parse.Node;
import io.github.akspolicy.template.parse.ParseException;
import io.github.akspolicy.template.parse.Parser;
import io.github.akspolicy.template.parse.TemplateText;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A chart whose templates look nothing up: a function stands for it that gives the empty map, as Helm does without a cluster.
 * Text that {@code tpl} reads is changed when it is read. What is missed is an error of the copy, of which no document is
 * evaluated.
 */
final class WithoutLookups {
    private static final String LOOKUP = "lookup";

    private static final String TPL = "tpl";

    /** Takes any arguments. */
    private static final String NOTHING = "pick (dict)";

    private static final String BEFORE = "(regexReplaceAll `(\\{\\{[^}]*?)\\blookup(\\s)` (";
    private static final String BEHIND = ") `${1}" + NOTHING + "${2}`)";

    private WithoutLookups() {}

    /** A template without lookups. */
    static byte[] of(byte[] content) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        if (!text.contains(LOOKUP) && !text.contains(TPL)) {
            return content;
        }
        // from the last to the first, so that those to come stay where they are
        SortedMap<Integer, String> places = new TreeMap<>(Comparator.reverseOrder());
        try {
            Parser.parse(new TemplateText("", text), name -> true).values().stream()
                    .flatMap(Node::stream)
                    .forEach(node -> {
                        if (node instanceof Node.Identifier function
                                && (function.name().equals(LOOKUP)
                                        || function.name().equals(TPL))) {
                            places.put(function.position(), function.name());
                        }
                    });
        } catch (ParseException refused) {
            // Helm refuses it, too
            return content;
        }
        var other = new StringBuilder(text);
        places.forEach((at, function) -> {
            int end = at + function.length();
            if (function.equals(LOOKUP)) {
                other.replace(at, end, NOTHING);
            } else {
                int from = operand(other, end);
                int to = endOf(other, from);
                other.insert(to, BEHIND).insert(from, BEFORE);
            }
        });
        return other.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static int operand(CharSequence text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Where an operand ends: behind its quotes or parentheses, before a space, a pipe or the end of what it stands in. */
    private static int endOf(CharSequence text, int from) {
        int depth = 0;
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"' || c == '`' || c == '\'') {
                at++;
                while (at < text.length() && text.charAt(at) != c) {
                    at += c != '`' && text.charAt(at) == '\\' ? 2 : 1;
                }
            } else if (depth == 0 && (Character.isWhitespace(c) || c == ')' || c == '|' || c == '}')) {
                return at;
            } else {
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            }
        }
        return text.length();
    }
}
