package io.github.akspolicy.manifest;

/**
 * Bounds for text that others wrote, such as errors of Helm and of kubectl, which a chart can make as long as it likes. It is cut
 * before any expression reads it and before a message is made of it.
 */
public final class ForeignText {
    /** The characters of a whole error that are read; one of a schema with hundreds of lines is shorter. */
    public static final int READ = 64 << 10;

    /** The characters of a message that are shown. */
    public static final int SHOWN = 2_000;

    /** How far a cut goes back to the end of a word. */
    private static final int WORD = 200;

    private ForeignText() {}

    /** What is to be read of a text: its beginning and its end, where many an error says its cause. */
    public static String toRead(String text) {
        int half = READ / 2;
        return text.length() <= READ ? text : cut(text, half) + " … " + end(text, half);
    }

    private static String end(String text, int length) {
        int from = text.length() - length;
        return text.substring(Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from);
    }

    /**
     * The beginning of a text that is to be shown, with a word about the rest. No word is cut, as far as words are that long: half a
     * secret would not be found and masked any more.
     */
    public static String toShow(String text) {
        if (text.length() <= SHOWN) {
            return text;
        }
        String shown = cut(text, SHOWN);
        for (int end = SHOWN - 1; end > SHOWN - WORD; end--) {
            if (Character.isWhitespace(text.charAt(end))) {
                shown = text.substring(0, end);
                break;
            }
        }
        return shown + "… (" + (text.length() - shown.length()) + " more characters)";
    }

    /** Never between the halves of a character. */
    private static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }
}
