package io.github.akspolicy.helm.template;

import java.util.ArrayList;
import java.util.List;

/**
 * One word of an action.
 *
 * @param kind what it is
 * @param text as written; for {@link Kind#FIELD} with the leading dot, one dot per token
 * @param start offset in the action's content
 * @param spaced whether white space (or the beginning) precedes it, which separates operands
 */
record Token(Kind kind, String text, int start, boolean spaced) {
    enum Kind {
        IDENTIFIER,
        VARIABLE,
        DOT,
        FIELD,
        STRING,
        NUMBER,
        OPEN,
        CLOSE,
        PIPE,
        DECLARE,
        ASSIGN,
        COMMA,
        OTHER
    }

    int end() {
        return start + text.length();
    }

    boolean is(Kind expected, String word) {
        return kind == expected && text.equals(word);
    }

    /** The value of a string constant, or null when this is none. */
    @org.jspecify.annotations.Nullable
    String string() {
        if (kind != Kind.STRING || text.charAt(0) == '\'') {
            return null;
        }
        String inner = text.substring(1, text.length() - 1);
        return text.charAt(0) == '`' || inner.indexOf('\\') < 0 ? inner : unescape(inner);
    }

    private static int digits(char kind) {
        return switch (kind) {
            case 'x' -> 2;
            case 'u' -> 4;
            default -> 8;
        };
    }

    /** What a number in a string stands for; bytes above 127 are parts of characters, and stand for themselves here. */
    private static String character(String number, int radix) {
        try {
            int code = Integer.parseInt(number, radix);
            return Character.isValidCodePoint(code) ? Character.toString(code) : number;
        } catch (NumberFormatException refused) {
            return number;
        }
    }

    private static String unescape(String inner) {
        var plain = new StringBuilder();
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            if (c != '\\' || i + 1 == inner.length()) {
                plain.append(c);
                continue;
            }
            char next = inner.charAt(++i);
            int digits = "xuU".indexOf(next) >= 0 ? digits(next) : next >= '0' && next <= '7' ? 3 : 0;
            if (digits == 0) {
                plain.append(
                        switch (next) {
                            case 'a' -> '\u0007';
                            case 'b' -> '\b';
                            case 'f' -> '\f';
                            case 'n' -> '\n';
                            case 'r' -> '\r';
                            case 't' -> '\t';
                            case 'v' -> '\u000b';
                            default -> next;
                        });
                continue;
            }
            int from = digits == 3 ? i : i + 1;
            int to = Math.min(inner.length(), from + digits);
            plain.append(character(inner.substring(from, to), digits == 3 ? 8 : 16));
            i = to - 1;
        }
        return plain.toString();
    }

    /** The words of an action's content. Never fails: what Go would refuse becomes {@link Kind#OTHER}. */
    static List<Token> of(String content) {
        var tokens = new ArrayList<Token>();
        int at = 0;
        boolean spaced = true;
        while (at < content.length()) {
            char c = content.charAt(at);
            if (ActionLexer.isSpace(c)) {
                spaced = true;
                at++;
                continue;
            }
            int end = end(content, at);
            tokens.add(new Token(kind(content, at, end), content.substring(at, end), at, spaced));
            spaced = false;
            at = end;
        }
        return tokens;
    }

    private static int end(String content, int at) {
        char c = content.charAt(at);
        if (c == '"' || c == '\'') {
            for (int i = at + 1; i < content.length(); i++) {
                if (content.charAt(i) == '\\') {
                    i++;
                } else if (content.charAt(i) == c) {
                    return i + 1;
                }
            }
            return content.length();
        }
        if (c == '`') {
            int close = content.indexOf('`', at + 1);
            return close < 0 ? content.length() : close + 1;
        }
        if (c == ':' && content.startsWith(":=", at)) {
            return at + 2;
        }
        boolean number = Character.isDigit(c)
                || ((c == '-' || c == '+') && at + 1 < content.length() && Character.isDigit(content.charAt(at + 1)));
        if (c == '.' || c == '$' || number || isWord(c)) {
            int end = at + 1;
            while (end < content.length() && (isWord(content.charAt(end)) || (number && content.charAt(end) == '.'))) {
                end++;
            }
            return end;
        }
        return at + 1;
    }

    private static Kind kind(String content, int at, int end) {
        char c = content.charAt(at);
        return switch (c) {
            case '"', '`', '\'' -> Kind.STRING;
            case '(' -> Kind.OPEN;
            case ')' -> Kind.CLOSE;
            case '|' -> Kind.PIPE;
            case ',' -> Kind.COMMA;
            case '=' -> Kind.ASSIGN;
            case '$' -> Kind.VARIABLE;
            case '.' -> end == at + 1 ? Kind.DOT : Kind.FIELD;
            case ':' -> end == at + 2 ? Kind.DECLARE : Kind.OTHER;
            default ->
                Character.isDigit(c) || ((c == '-' || c == '+') && end > at + 1)
                        ? Kind.NUMBER
                        : isWord(c) ? Kind.IDENTIFIER : Kind.OTHER;
        };
    }

    private static boolean isWord(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }
}
