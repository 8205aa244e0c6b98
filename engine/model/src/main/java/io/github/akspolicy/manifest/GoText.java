package io.github.akspolicy.manifest;

/** Text as Go's standard library sees it, with which kubectl and Helm are written. */
public final class GoText {
    private GoText() {}

    /** Whether a character is white space: {@code unicode.IsSpace}. */
    public static boolean isSpace(int c) {
        return (c >= '\t' && c <= '\r')
                || c == 0x85
                || c == 0xA0
                // the separators of Unicode; ASCII's own are none
                || c == 0x2028
                || c == 0x2029
                || Character.getType(c) == Character.SPACE_SEPARATOR;
    }

    /** Whether Go prints a character as it is: letters, marks, numbers, punctuation, symbols and the ASCII space. */
    public static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }
}
