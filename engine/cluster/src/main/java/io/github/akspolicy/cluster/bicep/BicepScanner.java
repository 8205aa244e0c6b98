package io.github.akspolicy.cluster.bicep;

import io.github.akspolicy.cluster.bicep.Token.Kind;
import io.github.akspolicy.manifest.Position;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Cuts a text into words as the compiler does (src/Bicep.Core/Parsing/Lexer.cs of Azure/bicep, read 2026-11-30). Ends of
 * lines are words; comments and directives about diagnostics are not.
 */
final class BicepScanner {
    /** The longer ones first. */
    private static final List<String> SYMBOLS = List.of(
            "...", "??", "::", "!=", "!~", "<=", ">=", "==", "=~", "=>", "&&", "||", "{", "}", "(", ")", "[", "]", "@",
            ",", ".", "?", ":", "+", "-", "%", "*", "/", "^", "!", "<", ">", "=", "|");

    private static final String QUOTES = "'''";
    private static final int PLAIN = -1;
    /** A string of several lines is written as this and the number of its dollars, one on one line as 0. */
    private static final int MANY_LINES = 1;

    private static final int LARGEST_CODE_POINT = 0x10FFFF;

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    /** What closing braces end: an expression in a string, as how that string is written, or anything else. */
    private final Deque<Integer> open = new ArrayDeque<>();

    private int at;
    private int line;
    private int lineStart;
    /** Whether the part of a string that was read last ends with the beginning of an expression. */
    private boolean endsWithExpression;

    private BicepScanner(String text, int firstLine) {
        this.text = text;
        this.line = firstLine;
    }

    /**
     * The words of a text, the last of them its end.
     *
     * @param firstLine the number of its first line
     * @throws BicepException where it holds what is not a word
     */
    static List<Token> scan(String text, int firstLine) throws BicepException {
        var scanner = new BicepScanner(text, firstLine);
        while (scanner.at < text.length()) {
            scanner.next();
        }
        scanner.add(Kind.END, "", scanner.position());
        return scanner.tokens;
    }

    private Position position() {
        return new Position(line, at - lineStart + 1);
    }

    private void add(Kind kind, String value, Position position) {
        tokens.add(new Token(kind, value, position));
    }

    private void next() throws BicepException {
        char c = text.charAt(at);
        Position start = position();
        if (c == ' ' || c == '\t' || c == '\uFEFF' && at == 0) {
            at++;
        } else if (c == '\n' || c == '\r') {
            newLines();
            add(Kind.NEWLINE, "", start);
        } else if (text.startsWith("//", at) || c == '#' && isDirective()) {
            restOfLine();
        } else if (text.startsWith("/*", at)) {
            comment();
        } else if (Character.isDigit(c) && c < 128) {
            add(Kind.NUMBER, take(false), start);
        } else if (isLetter(c)) {
            add(Kind.NAME, take(true), start);
        } else if (c == '\'' || c == '$') {
            beginString(start);
        } else {
            symbol(start);
        }
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private String take(boolean isName) {
        int start = at;
        while (at < text.length()
                && (text.charAt(at) >= '0' && text.charAt(at) <= '9' || isName && isLetter(text.charAt(at)))) {
            at++;
        }
        return text.substring(start, at);
    }

    private void newLines() {
        while (at < text.length() && (text.charAt(at) == '\n' || text.charAt(at) == '\r')) {
            newLine();
        }
    }

    private void newLine() {
        at += text.startsWith("\r\n", at) ? 2 : 1;
        line++;
        lineStart = at;
    }

    private void restOfLine() {
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
    }

    /** {@code #disable-next-line} and its like, alone on a line. */
    private boolean isDirective() {
        return text.substring(lineStart, at).isBlank()
                && (text.startsWith("#disable-", at) || text.startsWith("#restore-", at));
    }

    private void comment() throws BicepException {
        Position start = position();
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
            throw new BicepException("the comment is not closed", start);
        }
        moveTo(end + 2);
    }

    /** Goes over text that may have several lines. */
    private void moveTo(int end) {
        while (at < end) {
            if (text.charAt(at) == '\n' || text.charAt(at) == '\r') {
                newLine();
            } else {
                at++;
            }
        }
    }

    private void symbol(Position start) throws BicepException {
        for (String symbol : SYMBOLS) {
            if (text.startsWith(symbol, at)) {
                int style = symbol.equals("}") && !open.isEmpty() ? open.pop() : PLAIN;
                if (style != PLAIN) {
                    // the brace ends an expression in a string, which goes on
                    at++;
                    part(false, style == 0 ? oneLine(start) : lines(style - MANY_LINES, start), style, start);
                    return;
                }
                if (symbol.equals("{") && !open.isEmpty()) {
                    open.push(PLAIN);
                }
                at += symbol.length();
                add(Kind.SYMBOL, symbol, start);
                return;
            }
        }
        throw new BicepException("this character has no meaning here", start);
    }

    /** Dollars before the quotes of a string of several lines say how many of them begin an expression in it. */
    private int dollars() {
        int count = 0;
        while (at + count < text.length() && text.charAt(at + count) == '$') {
            count++;
        }
        return count;
    }

    private void beginString(Position start) throws BicepException {
        int dollars = dollars();
        if (text.startsWith(QUOTES, at + dollars)) {
            at += dollars + QUOTES.length();
            if (text.startsWith("\n", at) || text.startsWith("\r", at)) {
                newLine();
            }
            part(true, lines(dollars, start), MANY_LINES + dollars, start);
        } else if (dollars == 0) {
            at++;
            part(true, oneLine(start), 0, start);
        } else {
            throw new BicepException("this character has no meaning here", start);
        }
    }

    /** @param value what {@link #oneLine} or {@link #lines} read; {@code at} is behind it */
    private void part(boolean isFirst, String value, int style, Position start) {
        if (endsWithExpression) {
            open.push(style);
            add(isFirst ? Kind.STRING_BEGIN : Kind.STRING_MIDDLE, value, start);
        } else {
            add(isFirst ? Kind.STRING : Kind.STRING_END, value, start);
        }
    }

    private String oneLine(Position start) throws BicepException {
        var value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n' || c == '\r') {
                break;
            }
            if (c == '\'' || text.startsWith("${", at)) {
                endsWithExpression = c == '$';
                at += endsWithExpression ? 2 : 1;
                return value.toString();
            }
            if (c == '\\') {
                escape(value);
            } else {
                value.append(c);
                at++;
            }
        }
        throw new BicepException("the string is not closed on its line", start);
    }

    private void escape(StringBuilder value) throws BicepException {
        char c = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        int known = "nrt\\'$".indexOf(c);
        if (known >= 0) {
            value.append("\n\r\t\\'$".charAt(known));
            at += 2;
            return;
        }
        int end = text.startsWith("u{", at + 1) ? text.indexOf('}', at) : -1;
        String digits = end < 0 || end - at > 12 ? "" : text.substring(at + 3, end);
        if (!digits.matches("[0-9a-fA-F]{1,8}") || Long.parseLong(digits, 16) > LARGEST_CODE_POINT) {
            throw new BicepException("this escape is not known; known are \\n \\r \\t \\\\ \\' \\$ \\u{…}", position());
        }
        value.appendCodePoint(Integer.parseInt(digits, 16));
        at = end + 1;
    }

    private String lines(int dollars, Position start) throws BicepException {
        int from = at;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\'') {
                int quotes = run('\'');
                if (quotes >= QUOTES.length()) {
                    // of more than three, the last three end it
                    endsWithExpression = false;
                    at += quotes;
                    return text.substring(from, at - QUOTES.length());
                }
                at += quotes;
            } else if (c == '$' && dollars > 0) {
                int run = run('$');
                at += run;
                if (run >= dollars && text.startsWith("{", at)) {
                    endsWithExpression = true;
                    at++;
                    return text.substring(from, at - 1 - dollars);
                }
            } else {
                moveTo(at + 1);
            }
        }
        throw new BicepException("the string is not closed", start);
    }

    private int run(char c) {
        int end = at;
        while (end < text.length() && text.charAt(end) == c) {
            end++;
        }
        return end - at;
    }
}
