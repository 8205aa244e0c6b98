package io.github.akspolicy.manifest;

/** Positions as editors count them: lines end at {@code \\n}, {@code \\r\\n} and {@code \\r}, columns are UTF-16 code units. */
final class TextPositions {
    private TextPositions() {}

    /** The position of a character of the text. */
    static Position ofOffset(String text, int offset) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < offset; i++) {
            if (endsLine(text, i)) {
                line++;
                lineStart = i + 1;
            }
        }
        return new Position(line, offset - lineStart + 1);
    }

    private static boolean endsLine(String text, int offset) {
        char c = text.charAt(offset);
        return c == '\n' || (c == '\r' && (offset + 1 == text.length() || text.charAt(offset + 1) != '\n'));
    }
}
