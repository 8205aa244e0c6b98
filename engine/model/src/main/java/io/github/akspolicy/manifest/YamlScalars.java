package io.github.akspolicy.manifest;

import static io.github.akspolicy.manifest.YamlCursor.END;
import static io.github.akspolicy.manifest.YamlCursor.isBlank;
import static io.github.akspolicy.manifest.YamlCursor.isBreak;
import static io.github.akspolicy.manifest.YamlCursor.isDigit;
import static io.github.akspolicy.manifest.YamlCursor.isSpaceOrEnd;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.scanner.ScannerException;
import org.yaml.snakeyaml.tokens.ScalarToken;

/** Reads scalars of all styles, each from its first character on. */
final class YamlScalars {
    private static final String IN_QUOTES = "while scanning a quoted scalar";
    private static final String IN_BLOCK = "while scanning a block scalar";

    private final YamlCursor cursor;

    /** The first line break after some text, as YAML reads it, and the further ones. */
    private final StringBuilder firstBreak = new StringBuilder();

    private final StringBuilder moreBreaks = new StringBuilder();
    private boolean atLineStart;

    YamlScalars(YamlCursor cursor) {
        this.cursor = cursor;
    }

    /** Whether a line break follows the plain scalar that was read last. */
    boolean endsAtLineStart() {
        return atLineStart;
    }

    /**
     * @param parent the indentation of the mapping or list around it
     * @param inBrackets whether {@code ,[]{}} and {@code ?} end it
     */
    ScalarToken plain(int parent, boolean inBrackets) {
        Mark start = cursor.mark();
        Mark end = start;
        var value = new StringBuilder();
        String spaces = "";
        atLineStart = false;
        while (!cursor.isAtIndicator('-') && !cursor.isAtIndicator('.') && cursor.peek() != '#') {
            int from = cursor.offset();
            cursor.skipPlain(inBrackets);
            if (cursor.offset() > from) {
                join(value, spaces);
                value.append(cursor.since(from));
                end = cursor.mark();
                atLineStart = false;
            }
            if (!isBlank(cursor.peek()) && !isBreak(cursor.peek())) {
                break;
            }
            spaces = spaces(start, parent + 1);
            if (!inBrackets && cursor.column() < parent + 1) {
                break;
            }
        }
        return new ScalarToken(value.toString(), true, start, end, ScalarStyle.PLAIN);
    }

    /**
     * Goes over blanks and line breaks, which {@link #join} puts in when text follows.
     *
     * @param indent where the text may go on; a tab before it is an error
     * @return the blanks when no line break is among them
     */
    private String spaces(Mark start, int indent) {
        int from = cursor.offset();
        clearBreaks();
        while (true) {
            char c = cursor.peek();
            if (isBreak(c)) {
                cursor.readBreak(atLineStart ? moreBreaks : firstBreak);
                atLineStart = true;
            } else if (isBlank(c)) {
                if (c == '\t' && atLineStart && cursor.column() < indent) {
                    throw new ScannerException(
                            "while scanning a plain scalar", start, "found (TAB) as indentation", cursor.mark());
                }
                cursor.skip();
            } else {
                return atLineStart ? "" : cursor.since(from);
            }
        }
    }

    private void clearBreaks() {
        firstBreak.setLength(0);
        moreBreaks.setLength(0);
    }

    /** One line break becomes a space, further ones stay; U+2028 and U+2029 stay at all times. */
    private void join(StringBuilder value, String spaces) {
        if (!atLineStart) {
            value.append(spaces);
            return;
        }
        if (firstBreak.length() > 0 && firstBreak.charAt(0) == '\n') {
            value.append(moreBreaks.length() == 0 ? " " : moreBreaks);
        } else {
            value.append(firstBreak).append(moreBreaks);
        }
        clearBreaks();
    }

    ScalarToken quoted(boolean single) {
        Mark start = cursor.mark();
        char quote = cursor.peek();
        cursor.skip();
        var value = new StringBuilder();
        while (true) {
            if (cursor.isAtIndicator('-') || cursor.isAtIndicator('.')) {
                throw failure(IN_QUOTES, start, "found unexpected document separator");
            }
            if (cursor.peek() == END) {
                throw failure(IN_QUOTES, start, "found unexpected end of stream");
            }
            atLineStart = false;
            clearBreaks();
            text(value, single, start);
            if (cursor.peek() == quote) {
                break;
            }
            String spaces = spaces(start, 0);
            join(value, spaces);
        }
        cursor.skip();
        return new ScalarToken(
                value.toString(),
                false,
                start,
                cursor.mark(),
                single ? ScalarStyle.SINGLE_QUOTED : ScalarStyle.DOUBLE_QUOTED);
    }

    /** The text up to white space, the closing quote or an escaped line break. */
    private void text(StringBuilder value, boolean single, Mark start) {
        while (true) {
            char c = cursor.peek();
            if (isSpaceOrEnd(c)) {
                return;
            }
            if (single && c == '\'') {
                if (cursor.peek(1) != '\'') {
                    return;
                }
                value.append('\'');
                cursor.skip(2);
            } else if (!single && c == '"') {
                return;
            } else if (!single && c == '\\') {
                if (isBreak(cursor.peek(1))) {
                    cursor.skip();
                    cursor.skipBreak();
                    atLineStart = true;
                    return;
                }
                escape(value, start);
            } else {
                value.append(c);
                cursor.skip();
            }
        }
    }

    private void escape(StringBuilder value, Mark start) {
        char letter = cursor.peek(1);
        int digits = letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
        int code = digits == 0 ? escaped(letter) : hex(digits);
        if (code < 0 || code > Character.MAX_CODE_POINT) {
            throw failure(IN_QUOTES, start, "found an unknown escape");
        }
        if (code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE) {
            throw failure(IN_QUOTES, start, YamlProblems.SURROGATE);
        }
        value.appendCodePoint(code);
        cursor.skip(2 + digits);
    }

    /** The character that a letter stands for behind a backslash; -1 for none. */
    private static int escaped(char letter) {
        return switch (letter) {
            case '0' -> 0;
            case 'a' -> 0x07;
            case 'b' -> '\b';
            case 't', '\t' -> '\t';
            case 'n' -> '\n';
            case 'v' -> 0x0B;
            case 'f' -> '\f';
            case 'r' -> '\r';
            case 'e' -> 0x1B;
            case ' ', '"', '\'', '\\' -> letter;
            case 'N' -> 0x85;
            case '_' -> 0xA0;
            case 'L' -> 0x2028;
            case 'P' -> 0x2029;
            default -> -1;
        };
    }

    private int hex(int digits) {
        long code = 0;
        for (int i = 0; i < digits; i++) {
            char c = cursor.peek(2 + i);
            int digit = c > 'f' ? -1 : Character.digit(c, 16);
            if (digit < 0) {
                return -1;
            }
            code = code << 4 | digit;
        }
        return code > Character.MAX_CODE_POINT ? -1 : (int) code;
    }

    private enum Chomping {
        STRIP,
        CLIP,
        KEEP
    }

    /** @param parent the indentation of the mapping or list around it */
    ScalarToken block(ScalarStyle style, int parent) {
        Mark start = cursor.mark();
        cursor.skip();
        Chomping chomping = chomping();
        int increment = increment(start);
        if (chomping == null) {
            chomping = chomping();
        }
        cursor.skipBlanks();
        if (cursor.peek() == '#') {
            cursor.skipToLineEnd();
        }
        if (isBreak(cursor.peek())) {
            cursor.skipBreak();
        } else if (cursor.peek() != END) {
            throw failure(IN_BLOCK, start, "expected a comment or a line break");
        }
        var value = new StringBuilder();
        Mark end = lines(value, style, increment == 0 ? 0 : Math.max(parent, 0) + increment, parent, start);
        if (chomping != Chomping.STRIP) {
            value.append(firstBreak);
        }
        if (chomping == Chomping.KEEP) {
            value.append(moreBreaks);
        }
        return new ScalarToken(value.toString(), false, start, end, style);
    }

    private @Nullable Chomping chomping() {
        char c = cursor.peek();
        if (c != '+' && c != '-') {
            return null;
        }
        cursor.skip();
        return c == '+' ? Chomping.KEEP : Chomping.STRIP;
    }

    /** The indicator of indentation; 0 for none. */
    private int increment(Mark start) {
        char c = cursor.peek();
        if (!isDigit(c)) {
            return 0;
        }
        if (c == '0') {
            throw failure(IN_BLOCK, start, "expected an indentation indicator in the range 1-9");
        }
        cursor.skip();
        return c - '0';
    }

    /** Reads the lines of a block scalar; the breaks behind its text are left in {@link #firstBreak} and {@link #moreBreaks}. */
    private Mark lines(StringBuilder value, ScalarStyle style, int given, int parent, Mark start) {
        clearBreaks();
        int widest = emptyLines(given, start);
        int indent = given > 0 ? given : Math.max(1, Math.max(parent + 1, widest));
        Mark end = cursor.mark();
        boolean spacedBefore = false;
        while (cursor.column() == indent && cursor.peek() != END) {
            boolean spaced = isBlank(cursor.peek());
            boolean folds = style == ScalarStyle.FOLDED
                    && !spacedBefore
                    && !spaced
                    && firstBreak.length() > 0
                    && firstBreak.charAt(0) == '\n';
            if (!folds) {
                value.append(firstBreak);
            } else if (moreBreaks.length() == 0) {
                value.append(' ');
            }
            value.append(moreBreaks);
            clearBreaks();
            spacedBefore = spaced;
            int from = cursor.offset();
            cursor.skipToLineEnd();
            value.append(cursor.since(from));
            if (cursor.peek() != END) {
                cursor.readBreak(firstBreak);
            }
            end = cursor.mark();
            emptyLines(indent, start);
        }
        return end;
    }

    /**
     * Goes over empty lines and the indentation of the next one.
     *
     * @param indent 0 when it is not known yet
     * @return the widest indentation seen
     */
    private int emptyLines(int indent, Mark start) {
        int widest = 0;
        while (true) {
            while ((indent == 0 || cursor.column() < indent) && cursor.peek() == ' ') {
                cursor.skip();
            }
            widest = Math.max(widest, cursor.column());
            if ((indent == 0 || cursor.column() < indent) && cursor.peek() == '\t') {
                throw new ScannerException(IN_BLOCK, start, YamlProblems.TAB_IN_BLOCK, start);
            }
            if (!isBreak(cursor.peek())) {
                return widest;
            }
            cursor.readBreak(moreBreaks);
        }
    }

    private ScannerException failure(String context, Mark start, String problem) {
        return new ScannerException(context, start, problem, cursor.mark());
    }
}
