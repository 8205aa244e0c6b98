package io.github.akspolicy.cluster.value;

/** Texts in quotes as Go writes them ({@code %q}, strconv.Quote). */
final class GoText {
    private GoText() {}

    static String quoted(String text) {
        var quoted = new StringBuilder();
        quote(text, quoted);
        return quoted.toString();
    }

    static void quote(String text, StringBuilder into) {
        into.append('"');
        text.codePoints().forEach(c -> escape(c, into));
        into.append('"');
    }

    private static void escape(int c, StringBuilder into) {
        switch (c) {
            case '"' -> into.append("\\\"");
            case '\\' -> into.append("\\\\");
            case 7 -> into.append("\\a");
            case '\b' -> into.append("\\b");
            case '\f' -> into.append("\\f");
            case '\n' -> into.append("\\n");
            case '\r' -> into.append("\\r");
            case '\t' -> into.append("\\t");
            case 11 -> into.append("\\v");
            default -> {
                if (isPrinted(c)) {
                    into.appendCodePoint(c);
                } else {
                    into.append(
                            c < 0x80
                                    ? String.format("\\x%02x", c)
                                    : c < 0x10000 ? String.format("\\u%04x", c) : String.format("\\U%08x", c));
                }
            }
        }
    }

    /** Letters, marks, numbers, punctuation, symbols, and of all spaces the one of ASCII. */
    private static boolean isPrinted(int c) {
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
