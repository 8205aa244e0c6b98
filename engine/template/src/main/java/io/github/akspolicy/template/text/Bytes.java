package io.github.akspolicy.template.text;

import java.nio.charset.StandardCharsets;

/**
 * Strings of bytes: each char is one byte. Go's strings are bytes, and templates count and cut them as such; a cut in the
 * middle of a character must not lose anything.
 */
public final class Bytes {
    /** What {@link #runeAt} answers where no character begins: the replacement character. */
    public static final int INVALID = 0xFFFD;

    private Bytes() {}

    /** The bytes of a text in UTF-8. */
    public static String of(String text) {
        return isAscii(text) ? text : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** The text that bytes are in UTF-8; what is not UTF-8 becomes replacement characters. */
    public static String text(String bytes) {
        return isAscii(bytes) ? bytes : new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** Whether each char is ASCII, so that bytes and text are the same. */
    public static boolean isAscii(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** The character that begins at a byte; {@link #INVALID} where the bytes are not UTF-8. */
    public static int runeAt(String bytes, int at) {
        int first = bytes.charAt(at);
        if (first < 0x80) {
            return first;
        }
        int width = widthOf(first);
        if (width == 0 || at + width > bytes.length()) {
            return INVALID;
        }
        int rune = first & (0xFF >> (width + 1));
        for (int i = 1; i < width; i++) {
            int next = bytes.charAt(at + i);
            if ((next & 0xC0) != 0x80) {
                return INVALID;
            }
            rune = rune << 6 | next & 0x3F;
        }
        boolean overlong = width == 3 && rune < 0x800 || width == 4 && (rune < 0x10000 || rune > 0x10FFFF);
        boolean surrogate = rune >= 0xD800 && rune <= 0xDFFF;
        return overlong || surrogate ? INVALID : rune;
    }

    /** How many bytes the character at a byte has: 1 where the bytes are not UTF-8. */
    public static int widthAt(String bytes, int at) {
        int rune = runeAt(bytes, at);
        if (rune == INVALID && !bytes.startsWith("\u00EF\u00BF\u00BD", at)) {
            return 1;
        }
        return rune < 0x80 ? 1 : rune < 0x800 ? 2 : rune < 0x10000 ? 3 : 4;
    }

    private static int widthOf(int first) {
        if (first >= 0xC2 && first <= 0xDF) {
            return 2;
        }
        if (first >= 0xE0 && first <= 0xEF) {
            return 3;
        }
        return first >= 0xF0 && first <= 0xF4 ? 4 : 0;
    }
}
