package io.github.akspolicy.manifest;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * A place in a YAML text, in two countings. Lines and columns of YAML decide about structure: YAML 1.1 ends a line at
 * {@code \n}, {@code \r\n}, {@code \r}, U+0085, U+2028 and U+2029. {@linkplain #mark() Marks} are for people: the last
 * three are no line ends to an editor, and columns are UTF-16 code units.
 */
final class YamlCursor {
    /** What stands behind the end of the text; no text holds it, as it is no character of YAML. */
    static final char END = '\0';

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final int[] NO_SNIPPET = {};

    private final String text;

    /** The text and {@link #END}: each character is looked at several times, which a string answers more slowly. */
    private final char[] chars;

    private int offset;
    private int line;
    private int column;
    private int characters;
    private int shownLine;
    private int shownLineStart;

    YamlCursor(String text) {
        this.text = text;
        this.chars = new char[text.length() + 1];
        text.getChars(0, text.length(), chars, 0);
        if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            // it names the encoding and takes no column
            offset = 1;
            shownLineStart = 1;
            if (peek() == BYTE_ORDER_MARK) {
                // a second one is white space to kubectl, and takes a column
                skip();
            }
        }
    }

    /** The character here, {@link #END} at the end. */
    char peek() {
        return chars[offset];
    }

    /** The character some code units further on. */
    char peek(int ahead) {
        int at = offset + ahead;
        return at < chars.length ? chars[at] : END;
    }

    int offset() {
        return offset;
    }

    /** The text from an offset to here. */
    String since(int from) {
        return text.substring(from, offset);
    }

    /** The line of YAML, counted from 0. */
    int line() {
        return line;
    }

    /** The column of YAML in characters, counted from 0. */
    int column() {
        return column;
    }

    /** Characters up to here. */
    int characters() {
        return characters;
    }

    /** This place for people, its index in UTF-16 code units. */
    Mark mark() {
        return new Mark("", offset, shownLine, offset - shownLineStart, NO_SNIPPET, 0);
    }

    /** Goes over one character that is no line break. */
    void skip() {
        int passed = Character.isLowSurrogate(chars[offset++]) ? 0 : 1;
        column += passed;
        characters += passed;
    }

    void skip(int count) {
        int passed = 0;
        for (int i = 0; i < count; i++) {
            passed += Character.isLowSurrogate(chars[offset++]) ? 0 : 1;
        }
        column += passed;
        characters += passed;
    }

    /** Goes over characters up to a line break or the end. */
    void skipToLineEnd() {
        int end = offset;
        while (!isBreakOrEnd(chars[end])) {
            end++;
        }
        skip(end - offset);
    }

    /**
     * Goes over the characters of one word of a plain scalar.
     *
     * @param inBrackets whether {@code ,[]{}} and {@code ?} end it
     */
    void skipPlain(boolean inBrackets) {
        int end = offset;
        while (!endsPlain(end, inBrackets)) {
            end++;
        }
        skip(end - offset);
    }

    private boolean endsPlain(int at, boolean inBrackets) {
        char c = chars[at];
        return switch (c) {
            case ':' -> isSpaceOrEnd(chars[at + 1]);
            case ',', '?', '[', ']', '{', '}' -> inBrackets;
            default -> isSpaceOrEnd(c);
        };
    }

    /** Where the first character stands that no YAML text may hold, comments included; -1 where there is none. */
    int unprintable() {
        for (int i = 0; i < text.length(); i++) {
            char c = chars[i];
            if ((c < ' ' || c > '~') && c != '\n') {
                int point = text.codePointAt(i);
                if (!StreamReader.isPrintable(point)) {
                    return i;
                }
                i += Character.charCount(point) - 1;
            }
        }
        return -1;
    }

    /** Goes over spaces and tabs. */
    void skipBlanks() {
        skipBlanks(true);
    }

    /** Goes over spaces, and over tabs where they are white space. */
    void skipBlanks(boolean tabs) {
        int end = offset;
        while (chars[end] == ' ' || (tabs && chars[end] == '\t')) {
            end++;
        }
        skip(end - offset);
    }

    /** Goes over one line break. */
    void skipBreak() {
        int length = breakLength();
        for (int i = 0; i < length; i++) {
            char c = chars[offset++];
            if (c == '\n' || (c == '\r' && peek() != '\n')) {
                shownLine++;
                shownLineStart = offset;
            }
        }
        characters += length;
        line++;
        column = 0;
    }

    /** kubectl takes a {@code \r} away before each {@code \n}, whatever stands before that. */
    private int breakLength() {
        if (peek() != '\r') {
            return 1;
        }
        return peek(1) == '\n' ? 2 : peek(1) == '\r' && peek(2) == '\n' ? 3 : 1;
    }

    /** Goes over one line break and adds what YAML makes of it: {@code \n}, or U+2028 and U+2029 as they are. */
    void readBreak(StringBuilder to) {
        char c = peek();
        to.append(c == '\u2028' || c == '\u2029' ? c : '\n');
        skipBreak();
    }

    /** Begins a new line at the end of a text that ends within one. */
    void endLine() {
        if (column != 0) {
            column = 0;
            line++;
        }
    }

    /** Whether a line begins here with {@code ---} or {@code ...} and nothing else in its first word. */
    boolean isAtIndicator(char c) {
        return column == 0 && peek() == c && peek(1) == c && peek(2) == c && isSpaceOrEnd(peek(3));
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    static boolean isBreak(char c) {
        return c == '\n' || c == '\r' || (c >= '\u0085' && (c == '\u0085' || c == '\u2028' || c == '\u2029'));
    }

    static boolean isBreakOrEnd(char c) {
        return c == END || isBreak(c);
    }

    static boolean isSpaceOrEnd(char c) {
        // most characters are neither, and nothing else is asked of them
        return c <= ' ' ? isBlank(c) || isBreakOrEnd(c) : isBreak(c);
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** A character of the name of an anchor, a tag handle or a directive. */
    static boolean isWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || c == '_' || c == '-';
    }
}
