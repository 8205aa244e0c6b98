package io.github.akspolicy.helm.template;

/**
 * The private-use characters that carry line numbers through a render. Four of them are signs, 512 are digits; a
 * reference to a place is two digits for the file and two for the place in it.
 *
 * @param base the first character
 */
public record Markers(char base) {
    static final int DIGITS = 512;
    private static final int SIGNS = 256;
    private static final int SIZE = SIGNS + DIGITS;
    private static final char FIRST = '\uE000';
    private static final char LAST = '\uF8FF';

    /** How many files, and how many places in one, can be told apart. */
    static final int LIMIT = DIGITS * DIGITS;

    /** Begins what an action writes. */
    public char enter() {
        return base;
    }

    /** Ends what an action writes. */
    public char leave() {
        return (char) (base + 1);
    }

    /** Precedes literal text. */
    public char literal() {
        return (char) (base + 2);
    }

    /** Begins a round of a {@code range}. */
    public char round() {
        return (char) (base + 3);
    }

    public boolean isMarker(char c) {
        return c >= base && c < base + SIZE;
    }

    /** A sign and the place it refers to. */
    String mark(char sign, int file, int place) {
        return new String(new char[] {
            sign, digit(file / DIGITS), digit(file % DIGITS), digit(place / DIGITS), digit(place % DIGITS)
        });
    }

    private char digit(int value) {
        return (char) (base + SIGNS + value);
    }

    /** The file that the reference at {@code at} names. */
    public int file(CharSequence text, int at) {
        return value(text, at) * DIGITS + value(text, at + 1);
    }

    /** The place in its file that the reference at {@code at} names. */
    public int place(CharSequence text, int at) {
        return value(text, at + 2) * DIGITS + value(text, at + 3);
    }

    private int value(CharSequence text, int at) {
        return text.charAt(at) - base - SIGNS;
    }

    /** The characters of a reference after its sign. */
    public static final int REFERENCE_LENGTH = 4;

    /**
     * Markers that no input uses.
     *
     * @param used whether a block of 256 characters from {@code \uE000} on is in use; 25 of them
     */
    public static Markers avoiding(boolean[] used) {
        for (int block = 0; FIRST + block * 256 + SIZE - 1 <= LAST; block++) {
            if (!used[block] && !used[block + 1] && !used[block + 2]) {
                return new Markers((char) (FIRST + block * 256));
            }
        }
        // a chart that fills the whole private-use area gets approximate lines: the comparison with the plain render
        // notices what the markers take away
        return new Markers(FIRST);
    }

    /** Notes which blocks a UTF-8 text uses. */
    public static void note(byte[] text, boolean[] used) {
        for (int i = 0; i + 2 < text.length; i++) {
            int lead = text[i] & 0xff;
            if (lead == 0xee || lead == 0xef) {
                int c = ((lead & 0xf) << 12) | ((text[i + 1] & 0x3f) << 6) | (text[i + 2] & 0x3f);
                if (c >= FIRST && c <= LAST) {
                    used[(c - FIRST) >> 8] = true;
                }
            }
        }
    }

    /** How many blocks there are to note. */
    public static final int BLOCKS = (LAST - FIRST + 1) / 256;
}
