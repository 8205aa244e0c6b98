package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Text of the input within a line of Markdown. Backslashes and entities would not do: GitHub and Azure DevOps look for
 * mentions, issue numbers and addresses in the text that is left when they are gone. So a word is prose only if it is a
 * plain word, and anything else is a code span, where nothing is looked for.
 */
public final class Markdown {
    /** Letters with an apostrophe or hyphen inside, or a small number; no {@code www} and no {@code GH-1}. */
    private static final Pattern PLAIN = Pattern.compile("(?!www)(?:[A-Za-z]++(?:['-][A-Za-z]++)*+|[0-9]{1,6})");

    private static final String AFTER_WORDS = ".,;:)";

    private Markdown() {}

    /**
     * A sentence: plain words as they are, all others as code.
     *
     * @param text anything
     * @return one line that is text and code spans to every reader; spaces are not counted
     */
    public static String text(String text) {
        var sentence = new StringBuilder();
        var code = new ArrayList<String>();
        for (String part : SafeText.line(text).split(" ")) {
            if (part.isEmpty()) {
                continue; // of several spaces
            }
            int end = part.length();
            while (end > 1 && AFTER_WORDS.indexOf(part.charAt(end - 1)) >= 0) {
                end--;
            }
            int start = part.startsWith("(") && end > 1 ? 1 : 0;
            String word = part.substring(start, end);
            // "1." and "1)" would begin a list
            boolean isItem = end < part.length()
                    && Character.isDigit(part.charAt(end - 1))
                    && ".)".indexOf(part.charAt(end)) >= 0;
            boolean plain = !isItem && PLAIN.matcher(word).matches();
            if (plain || start > 0) {
                flush(code, sentence);
            }
            if (plain) {
                sentence.append(part).append(' ');
                continue;
            }
            sentence.append(part, 0, start);
            code.add(word);
            if (end < part.length()) {
                flush(code, sentence);
                // no space between a word and what follows it
                sentence.setLength(sentence.length() - 1);
                sentence.append(part, end, part.length()).append(' ');
            }
        }
        flush(code, sentence);
        return sentence.toString().strip();
    }

    /** Neighbours are one span. */
    private static void flush(List<String> words, StringBuilder sentence) {
        if (!words.isEmpty()) {
            sentence.append(code(String.join(" ", words))).append(' ');
            words.clear();
        }
    }

    /**
     * The text as one code span.
     *
     * @param text anything
     * @return one line; the empty string for an empty text, since there is no empty code span
     */
    public static String code(String text) {
        String safe = SafeText.line(text);
        if (safe.isEmpty()) {
            return "";
        }
        String fence = fence(safe);
        // one space goes on either side, and keeps a backtick of the text away from the fence
        String pad =
                safe.startsWith("`") || safe.endsWith("`") || (safe.startsWith(" ") && safe.endsWith(" ")) ? " " : "";
        return safe.isBlank() ? fence + safe + fence : fence + pad + safe + pad + fence;
    }

    /** Backticks that do not occur in the text. */
    private static String fence(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return "`".repeat(longest + 1);
    }

    /**
     * A row of a table. Readers differ in what a backslash before a pipe is, so no pipe of the text is left.
     *
     * @param cells Markdown of one line each
     */
    static String row(List<String> cells) {
        var row = new StringBuilder("|");
        for (String cell : cells) {
            row.append(' ').append(cell.replace("|", "\\u007c")).append(" |");
        }
        return row.append('\n').toString();
    }
}
