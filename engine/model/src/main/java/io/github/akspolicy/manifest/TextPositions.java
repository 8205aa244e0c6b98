package io.github.akspolicy.manifest;

import java.util.Arrays;

/**
 * Turns code point indexes of one text into positions. Lines end at {@code \n}, {@code \r\n} and {@code \r}, as editors
 * count them; YAML 1.1 would also count U+0085, U+2028 and U+2029.
 */
final class TextPositions {
    private static final int STRIDE = 256;

    private final String text;
    private final int firstLine;

    /** Character offset, line and column at every {@value #STRIDE}th code point. */
    private int[] checkpoints = new int[0];

    /** @param firstLine line of the text's first character, counted from 1 */
    TextPositions(String text, int firstLine) {
        this.text = text;
        this.firstLine = firstLine;
    }

    /** The position of a character of the text. */
    static Position ofOffset(String text, int offset) {
        var positions = new TextPositions(text, 1);
        return positions.at(text.codePointCount(0, offset));
    }

    Position at(int codePoint) {
        long place = locate(codePoint, null);
        return new Position((int) (place >>> 32), (int) place);
    }

    /** The character offset of a code point. */
    int offset(int codePoint) {
        var offset = new int[1];
        locate(codePoint, offset);
        return offset[0];
    }

    private long locate(int codePoint, int @org.jspecify.annotations.Nullable [] offsetOut) {
        if (checkpoints.length == 0) {
            index();
        }
        int checkpoint = Math.min(codePoint / STRIDE, checkpoints.length / 3 - 1);
        int offset = checkpoints[3 * checkpoint];
        int line = checkpoints[3 * checkpoint + 1];
        int column = checkpoints[3 * checkpoint + 2];
        for (int i = checkpoint * STRIDE; i < codePoint && offset < text.length(); i++) {
            int next = offset + Character.charCount(text.codePointAt(offset));
            if (endsLine(offset)) {
                line++;
                column = 1;
            } else {
                column += next - offset;
            }
            offset = next;
        }
        if (offsetOut != null) {
            offsetOut[0] = offset;
        }
        return (long) line << 32 | column;
    }

    private void index() {
        var table = new int[3 * (text.length() / STRIDE + 1)];
        int used = 0;
        int line = firstLine;
        int column = 1;
        int codePoint = 0;
        for (int offset = 0; offset <= text.length(); codePoint++) {
            if (codePoint % STRIDE == 0) {
                table[used++] = offset;
                table[used++] = line;
                table[used++] = column;
            }
            if (offset == text.length()) {
                break;
            }
            int next = offset + Character.charCount(text.codePointAt(offset));
            if (endsLine(offset)) {
                line++;
                column = 1;
            } else {
                column += next - offset;
            }
            offset = next;
        }
        checkpoints = Arrays.copyOf(table, used);
    }

    private boolean endsLine(int offset) {
        char c = text.charAt(offset);
        return c == '\n' || (c == '\r' && (offset + 1 == text.length() || text.charAt(offset + 1) != '\n'));
    }
}
