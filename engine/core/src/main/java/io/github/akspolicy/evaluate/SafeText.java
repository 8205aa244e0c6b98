package io.github.akspolicy.evaluate;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The one place that makes text of the input harmless before it is printed. Names and messages come from charts that
 * anybody may have written; terminals obey escape sequences and CI systems obey lines of a log.
 *
 * <p>Everything replaced stays visible, marked by a backslash, so that nobody is deceived about what the input says:
 *
 * <ul>
 *   <li>control characters, line ends, invisible and direction-changing characters become {@code \n}, {@code \u001b} …
 *   <li>{@code ##} becomes {@code #\#}: Azure Pipelines runs {@code ##vso[…]}, GitHub {@code ##[…]} and TeamCity
 *       {@code ##teamcity[…]} anywhere in a line
 *   <li>{@code ::} becomes {@code :\:}: GitHub runs a line that begins so, and where our own composition puts the text,
 *       or a wrapped line begins, is not the input's business
 * </ul>
 *
 * <p>A text too long for any screen is shortened and says so. Applying it twice changes nothing, so that texts may be neutralised by part and again as a composed line.
 */
public final class SafeText {
    /** Longer than any legal name or path, shorter than what a CI system cuts off or chokes on. */
    static final int LONGEST = 10_000;

    private static final Pattern LINE_END = Pattern.compile("\r?\n");
    private static final int ROOM_FOR_THE_COUNT = 40;

    private SafeText() {}

    /**
     * A text as one harmless line.
     *
     * @param text anything
     * @return one line without control or invisible characters and without a command of any CI system
     */
    public static String line(String text) {
        String safe = harmless(text);
        if (safe.length() <= LONGEST) {
            return safe;
        }
        int kept = LONGEST - ROOM_FOR_THE_COUNT;
        if (Character.isHighSurrogate(safe.charAt(kept - 1))) {
            kept--;
        }
        return safe.substring(0, kept) + "... (" + (safe.length() - kept) + " more characters)";
    }

    /** A text of several lines, each as {@link #line} makes it; line feeds stay. */
    public static String block(String text) {
        return Arrays.stream(LINE_END.split(text, -1)).map(SafeText::line).collect(Collectors.joining("\n"));
    }

    private static String harmless(String text) {
        int length = text.length();
        int clean = 0;
        while (clean < length && isPlain(text, clean)) {
            clean++;
        }
        if (clean == length) {
            return text;
        }
        var safe = new StringBuilder(length + 16).append(text, 0, clean);
        for (int i = clean; i < length; ) {
            int character = text.codePointAt(i);
            if (isMarker(character) && endsWith(safe, character)) {
                safe.append('\\');
            }
            if (isVisible(character)) {
                safe.appendCodePoint(character);
            } else {
                escape(safe, character);
            }
            i += Character.charCount(character);
        }
        return safe.toString();
    }

    /**
     * A text that can be encoded as UTF-8: half surrogate pairs become {@code \ud800}. For writers of data, whose
     * format has its own escapes for everything else.
     */
    public static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return pairSurrogates(text);
            }
        }
        return text;
    }

    /** A text in double quotes with the escapes that YAML and JSON share, for files that we write. */
    public static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        String safe = wellFormed(text);
        for (int i = 0; i < safe.length(); i++) {
            char character = safe.charAt(i);
            if (character == '"' || character == '\\') {
                quoted.append('\\').append(character);
            } else if (Character.isISOControl(character)
                    || character == 0x2028
                    || character == 0x2029
                    || character == 0xfeff) {
                quoted.append(String.format("\\u%04x", (int) character));
            } else {
                quoted.append(character);
            }
        }
        return quoted.append('"').toString();
    }

    private static String pairSurrogates(String text) {
        var result = new StringBuilder(text.length() + 8);
        text.codePoints().forEach(character -> {
            if (Character.getType(character) == Character.SURROGATE) {
                escape(result, character);
            } else {
                result.appendCodePoint(character);
            }
        });
        return result.toString();
    }

    /** The quick test for nearly all text: printable ASCII that does not continue a marker. */
    private static boolean isPlain(String text, int index) {
        char character = text.charAt(index);
        return character >= ' '
                && character < 0x7f
                && !(isMarker(character) && index > 0 && text.charAt(index - 1) == character);
    }

    private static boolean isMarker(int character) {
        return character == '#' || character == ':';
    }

    private static boolean endsWith(StringBuilder text, int character) {
        return text.length() > 0 && text.charAt(text.length() - 1) == character;
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> !isIgnorable(character);
        };
    }

    /**
     * Unicode's default-ignorable characters beyond the format characters. They are not only invisible: the agents of
     * GitHub and Azure compare by culture, which overlooks them inside a command.
     */
    private static boolean isIgnorable(int character) {
        return character == 0x034f
                || character == 0x115f
                || character == 0x1160
                || character == 0x17b4
                || character == 0x17b5
                || (character >= 0x180b && character <= 0x180f)
                || character == 0x3164
                || (character >= 0xfe00 && character <= 0xfe0f)
                || character == 0xffa0
                || (character >= 0xe0000 && character <= 0xe0fff);
    }

    private static void escape(StringBuilder text, int character) {
        switch (character) {
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> text.append(String.format(Locale.ROOT, character < 0x10000 ? "\\u%04x" : "\\U%08x", character));
        }
    }
}
