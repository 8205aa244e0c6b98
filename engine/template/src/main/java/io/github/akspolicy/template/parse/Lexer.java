package io.github.akspolicy.template.parse;

import io.github.akspolicy.manifest.GoText;
import io.github.akspolicy.template.parse.Item.Kind;
import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.text.Quote;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cuts a template into words as Go's lexer does, one at a time. An error ends the words. */
final class Lexer {
    private static final int END = -1;
    private static final String LEFT = "{{";
    private static final String RIGHT = "}}";
    private static final String COMMENT = "/*";
    private static final String COMMENT_END = "*/";
    private static final String SPACES = " \t\r\n";

    /** A space and a minus, or a minus and a space: two bytes. */
    private static final int MARKER = 2;

    private static final Map<String, Kind> KEYWORDS = Map.ofEntries(
            Map.entry(".", Kind.DOT),
            Map.entry("block", Kind.BLOCK),
            Map.entry("break", Kind.BREAK),
            Map.entry("continue", Kind.CONTINUE),
            Map.entry("define", Kind.DEFINE),
            Map.entry("else", Kind.ELSE),
            Map.entry("end", Kind.END),
            Map.entry("if", Kind.IF),
            Map.entry("nil", Kind.NIL),
            Map.entry("range", Kind.RANGE),
            Map.entry("template", Kind.TEMPLATE),
            Map.entry("with", Kind.WITH));

    private String input;
    private int start;
    private int position;
    private int line = 1;
    private int startLine = 1;
    private boolean inAction;
    private int depth;
    private boolean failed;

    Lexer(String input) {
        this.input = input;
    }

    /** The next word. Behind the end and behind an error there is nothing but {@link Kind#EOF}. */
    Item next() {
        if (failed) {
            return new Item(Kind.EOF, input.length(), "EOF", startLine);
        }
        return inAction ? insideAction() : text();
    }

    private Item text() {
        while (true) {
            int found = input.indexOf(LEFT, position);
            if (found < 0) {
                position = input.length();
                if (position > start) {
                    countLines();
                    return item(Kind.TEXT);
                }
                return new Item(Kind.EOF, position, "EOF", line);
            }
            if (found > position) {
                int end = found;
                if (trimsLeft(found + LEFT.length())) {
                    while (end > start && SPACES.indexOf(input.charAt(end - 1)) >= 0) {
                        end--;
                    }
                }
                position = end;
                countLines();
                Item item = item(Kind.TEXT);
                position = found;
                ignore();
                if (!item.text().isEmpty()) {
                    return item;
                }
            }
            position = found + LEFT.length();
            int marker = trimsLeft(position) ? MARKER : 0;
            if (!input.startsWith(COMMENT, position + marker)) {
                Item item = item(Kind.LEFT_DELIMITER);
                inAction = true;
                position += marker;
                ignore();
                depth = 0;
                return item;
            }
            position += marker;
            ignore();
            Item error = comment();
            if (error != null) {
                return error;
            }
        }
    }

    private @Nullable Item comment() {
        int end = input.indexOf(COMMENT_END, position + COMMENT.length());
        if (end < 0) {
            return error("unclosed comment");
        }
        position = end + COMMENT_END.length();
        if (!atRightDelimiter()) {
            return error("comment ends before closing delimiter");
        }
        boolean trims = trimsRight(position);
        position += (trims ? MARKER : 0) + RIGHT.length();
        if (trims) {
            skipSpaces();
        }
        ignore();
        return null;
    }

    private Item insideAction() {
        if (atRightDelimiter()) {
            return depth == 0 ? rightDelimiter() : error("unclosed left paren");
        }
        int rune = advance();
        switch (rune) {
            case END:
                return error("unclosed action");
            case ' ', '\t', '\r', '\n':
                return space();
            case '=':
                return item(Kind.ASSIGN);
            case ':':
                return advance() == '=' ? item(Kind.DECLARE) : error("expected :=");
            case '|':
                return item(Kind.PIPE);
            case '"':
                return quoted('"', Kind.STRING, "unterminated quoted string");
            case '\'':
                return quoted('\'', Kind.CHAR_CONSTANT, "unterminated character constant");
            case '`':
                return raw();
            case '$':
                return name(Kind.VARIABLE);
            case '(':
                depth++;
                return item(Kind.LEFT_PARENTHESIS);
            case ')':
                depth--;
                return depth < 0 ? error("unexpected right paren") : item(Kind.RIGHT_PARENTHESIS);
            default:
                return wordOrCharacter(rune);
        }
    }

    private Item wordOrCharacter(int rune) {
        if (rune == '.' && position < input.length() && !isDigit(input.charAt(position))) {
            return name(Kind.FIELD);
        }
        if (rune == '.' || rune == '+' || rune == '-' || isDigit(rune)) {
            position--;
            return number();
        }
        if (isAlphanumeric(rune)) {
            return identifier();
        }
        return rune < 0x7F && rune >= ' ' ? item(Kind.CHAR) : error("unrecognized character in action: " + name(rune));
    }

    private Item rightDelimiter() {
        boolean trims = trimsRight(position);
        if (trims) {
            position += MARKER;
            ignore();
        }
        position += RIGHT.length();
        Item item = item(Kind.RIGHT_DELIMITER);
        if (trims) {
            skipSpaces();
            ignore();
        }
        inAction = false;
        return item;
    }

    /** Spaces; the last of them belongs to the delimiter where that is marked to trim. */
    private Item space() {
        int count = 1;
        while (position < input.length() && SPACES.indexOf(input.charAt(position)) >= 0) {
            advance();
            count++;
        }
        if (trimsRight(position - 1) && input.startsWith(RIGHT, position - 1 + MARKER)) {
            retreat();
            if (count == 1) {
                return rightDelimiter();
            }
        }
        return item(Kind.SPACE);
    }

    private Item quoted(char end, Kind kind, String unterminated) {
        while (true) {
            int rune = advance();
            if (rune == '\\') {
                rune = advance();
                if (rune != END && rune != '\n') {
                    continue;
                }
            }
            if (rune == END || rune == '\n') {
                return error(unterminated);
            }
            if (rune == end) {
                return item(kind);
            }
        }
    }

    private Item raw() {
        while (true) {
            int rune = advance();
            if (rune == END) {
                return error("unterminated raw quoted string");
            }
            if (rune == '`') {
                return item(Kind.RAW_STRING);
            }
        }
    }

    /** A field or a variable; its first character has been read. */
    private Item name(Kind kind) {
        if (atTerminator()) {
            return item(kind == Kind.VARIABLE ? Kind.VARIABLE : Kind.DOT);
        }
        int rune = skipAlphanumeric();
        return atTerminator() ? item(kind) : error("bad character " + name(rune));
    }

    private Item identifier() {
        int rune = skipAlphanumeric();
        if (!atTerminator()) {
            return error("bad character " + name(rune));
        }
        String word = input.substring(start, position);
        Kind keyword = KEYWORDS.get(word);
        if (keyword != null) {
            return item(keyword);
        }
        return item(word.equals("true") || word.equals("false") ? Kind.BOOL : Kind.IDENTIFIER);
    }

    private int skipAlphanumeric() {
        while (true) {
            int rune = peek();
            if (!isAlphanumeric(rune)) {
                return rune;
            }
            advance();
        }
    }

    private Item number() {
        var scanner = new NumberScanner(input, position);
        Kind kind = scanner.scan();
        position = scanner.position();
        return kind == Kind.ERROR
                ? error("bad number syntax: " + Quote.quote(input.substring(start, position)))
                : item(kind);
    }

    private boolean atRightDelimiter() {
        return input.startsWith(RIGHT, position) || trimsRight(position) && input.startsWith(RIGHT, position + MARKER);
    }

    private boolean atTerminator() {
        int rune = peek();
        return rune == END
                || SPACES.indexOf(rune) >= 0
                || ".,|:)(".indexOf(rune) >= 0
                || input.startsWith(RIGHT, position);
    }

    private boolean trimsLeft(int at) {
        return at + 1 < input.length() && input.charAt(at) == '-' && SPACES.indexOf(input.charAt(at + 1)) >= 0;
    }

    private boolean trimsRight(int at) {
        return at + 1 < input.length() && SPACES.indexOf(input.charAt(at)) >= 0 && input.charAt(at + 1) == '-';
    }

    private void skipSpaces() {
        while (position < input.length() && SPACES.indexOf(input.charAt(position)) >= 0) {
            position++;
        }
    }

    private int peek() {
        return position < input.length() ? Bytes.runeAt(input, position) : END;
    }

    private int advance() {
        if (position >= input.length()) {
            return END;
        }
        int rune = Bytes.runeAt(input, position);
        position += Bytes.widthAt(input, position);
        if (rune == '\n') {
            line++;
        }
        return rune;
    }

    private void retreat() {
        position--;
        if (input.charAt(position) == '\n') {
            line--;
        }
    }

    private void countLines() {
        for (int i = start; i < position; i++) {
            if (input.charAt(i) == '\n') {
                line++;
            }
        }
    }

    private Item item(Kind kind) {
        Item item = new Item(kind, start, input.substring(start, position), startLine);
        start = position;
        startLine = line;
        return item;
    }

    /** Skips what was passed over without {@link #advance}, which counts lines by itself. */
    private void ignore() {
        countLines();
        start = position;
        startLine = line;
    }

    private Item error(String message) {
        failed = true;
        return new Item(Kind.ERROR, start, message, startLine);
    }

    private static boolean isDigit(int rune) {
        return rune >= '0' && rune <= '9';
    }

    static boolean isAlphanumeric(int rune) {
        return rune == '_'
                || rune >= 0 && (Character.isLetter(rune) || Character.getType(rune) == Character.DECIMAL_DIGIT_NUMBER);
    }

    /** A character as Go's {@code %#U} prints it. */
    private static String name(int rune) {
        if (rune == END) {
            return "U+FFFFFFFFFFFFFFFF";
        }
        String code = String.format("U+%04X", rune);
        return GoText.isPrintable(rune) ? code + " '" + Bytes.of(Character.toString(rune)) + "'" : code;
    }
}
