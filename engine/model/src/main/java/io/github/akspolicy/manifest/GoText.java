package io.github.akspolicy.manifest;

/** Text as Go's standard library sees it, with which kubectl and Helm are written. */
public final class GoText {
    private GoText() {}

    /** Whether a character is white space: {@code unicode.IsSpace}. */
    public static boolean isSpace(char c) {
        return (c >= '\t' && c <= '\r')
                || c == 0x85
                || c == 0xA0
                // the separators of Unicode; ASCII's own are none
                || c == 0x2028
                || c == 0x2029
                || Character.getType(c) == Character.SPACE_SEPARATOR;
    }
}
