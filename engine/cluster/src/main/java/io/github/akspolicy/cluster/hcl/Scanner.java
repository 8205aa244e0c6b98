package io.github.akspolicy.cluster.hcl;

import io.github.akspolicy.cluster.hcl.Lexeme.Kind;
import io.github.akspolicy.manifest.LineStarts;
import io.github.akspolicy.manifest.Position;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Divides a text into words, one at a time: what a template is made of is read character by character, and where lines end counts in
 * some brackets and not in others. The words are those of HashiCorp's {@code hclsyntax} (scan_tokens.rl, hcl 2.20).
 */
final class Scanner {
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)*(?:[eE][+-]?\\d+)?");
    private static final Pattern HEREDOC = Pattern.compile("<<-?([\\p{L}_][\\p{L}\\p{N}_-]*)\r?\n");
    private static final List<String> LONG_SIGNS = List.of("...", "==", "!=", "<=", ">=", "=>", "&&", "||", "::", "~}");
    private static final String SIGNS = "{}[]()=<>!+-*/%?:,.";

    private final String text;
    private final LineStarts lineStarts;
    private final int firstLine;
    private final @Nullable Position fixed;
    private final Deque<Boolean> areLinesCounted = new ArrayDeque<>();
    private @Nullable Lexeme ahead;
    private int at;

    Scanner(String text, int firstLine) {
        this(text, firstLine, null);
    }

    /**
     * @param firstLine the line that the text begins in
     * @param fixed the place of all of it, for a text whose own places mean nothing to the reader of the file
     */
    Scanner(String text, int firstLine, @Nullable Position fixed) {
        this.text = text;
        this.firstLine = firstLine;
        this.fixed = fixed;
        this.at = text.startsWith("\ufeff") ? 1 : 0;
        this.lineStarts = new LineStarts(text);
        areLinesCounted.push(true);
    }

    /** The line and column of an offset. Columns are counted in characters, not in units of UTF-16. */
    Position position(int offset) {
        if (fixed != null) {
            return fixed;
        }
        int line = lineStarts.lineAt(offset);
        return new Position(firstLine + line, text.codePointCount(lineStarts.start(line), offset) + 1);
    }

    Position position() throws HclException {
        return position(peek().start());
    }

    HclException failure(int offset, String message) {
        return new HclException(position(Math.min(offset, text.length())), message);
    }

    /** From here on the ends of lines count, or not, until {@link #leave}. */
    void enter(boolean isLineCounted) {
        areLinesCounted.push(isLineCounted);
        ahead = null;
    }

    void leave() {
        areLinesCounted.pop();
        ahead = null;
    }

    Lexeme peek() throws HclException {
        Lexeme known = ahead;
        if (known == null) {
            known = scan();
            ahead = known;
        }
        return known;
    }

    Lexeme read() throws HclException {
        Lexeme token = peek();
        ahead = null;
        at = token.end();
        return token;
    }

    /** Whether a sign is ahead, which is read then. */
    boolean take(String sign) throws HclException {
        boolean isAhead = peek().is(sign);
        if (isAhead) {
            read();
        }
        return isAhead;
    }

    Lexeme expect(String sign, String where) throws HclException {
        Lexeme token = peek();
        if (!token.is(sign)) {
            throw failure(token.start(), sign + " is missing " + where);
        }
        return read();
    }

    private boolean isLineCounted() {
        return Boolean.TRUE.equals(areLinesCounted.peek());
    }

    private Lexeme scan() throws HclException {
        int start = at;
        while (start < text.length()) {
            char c = text.charAt(start);
            if (c == ' ' || c == '\t') {
                start++;
            } else if (c == '#' || text.startsWith("//", start)) {
                int end = text.indexOf('\n', start);
                start = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", start)) {
                int end = text.indexOf("*/", start + 2);
                if (end < 0) {
                    throw failure(start, "the comment does not end");
                }
                start = end + 2;
            } else if (c == '\n' || text.startsWith("\r\n", start)) {
                int end = start + (c == '\n' ? 1 : 2);
                if (isLineCounted()) {
                    return token(Kind.LINE_END, start, end);
                }
                start = end;
            } else {
                return word(start);
            }
        }
        return token(Kind.END, start, start);
    }

    private Lexeme word(int start) throws HclException {
        int c = text.codePointAt(start);
        if (isNameStart(c)) {
            int end = start;
            while (end < text.length() && isNamePart(text.codePointAt(end))) {
                end += Character.charCount(text.codePointAt(end));
            }
            return token(Kind.NAME, start, end);
        }
        if (c >= '0' && c <= '9') {
            return token(Kind.NUMBER, start, matched(NUMBER, start).end());
        }
        if (c == '"') {
            return token(Kind.QUOTE, start, start + 1);
        }
        Matcher heredoc = text.startsWith("<<", start) ? matched(HEREDOC, start) : null;
        if (heredoc != null && heredoc.lookingAt()) {
            return token(Kind.HEREDOC, start, heredoc.end());
        }
        for (String sign : LONG_SIGNS) {
            if (text.startsWith(sign, start)) {
                return token(Kind.SIGN, start, start + sign.length());
            }
        }
        if (SIGNS.indexOf(c) < 0) {
            throw failure(start, "this character has no meaning here");
        }
        return token(Kind.SIGN, start, start + 1);
    }

    private Matcher matched(Pattern pattern, int start) {
        Matcher matcher = pattern.matcher(text).region(start, text.length());
        matcher.lookingAt();
        return matcher;
    }

    private Lexeme token(Kind kind, int start, int end) {
        return new Lexeme(kind, text.substring(start, end), start, end);
    }

    private static boolean isNameStart(int c) {
        return Character.isUnicodeIdentifierStart(c) || c == '_';
    }

    private static boolean isNamePart(int c) {
        return (Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c)) || c == '-' || c == '_';
    }

    // ---- templates, character by character

    /** The offset of what is read next. */
    int offset() {
        return at;
    }

    void moveTo(int offset) {
        ahead = null;
        at = offset;
    }

    String text() {
        return text;
    }
}
