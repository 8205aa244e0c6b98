package io.github.akspolicy.template.encode;

import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.text.Quote;

/** Checks that a text is JSON, and says what Go says where it is not. */
final class JsonSyntax {
    private static final int MAX_DEPTH = 10_000;

    private final String bytes;
    private int at;
    private int depth;

    JsonSyntax(String bytes) {
        this.bytes = bytes;
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    void check() throws EncodeException {
        value("looking for beginning of value");
        skipSpace();
        if (at < bytes.length()) {
            throw unexpected("after top-level value");
        }
    }

    private void skipSpace() {
        while (at < bytes.length() && isSpace(bytes.charAt(at))) {
            at++;
        }
    }

    /** At the end of the text Go reads one more space, and complains of it before it complains of the end. */
    private char peek() {
        return at < bytes.length() ? bytes.charAt(at) : ' ';
    }

    private EncodeException unexpected(String context) {
        return new EncodeException("invalid character " + quoted(peek()) + " " + context);
    }

    private static EncodeException ended() {
        return new EncodeException("unexpected end of JSON input");
    }

    /** A byte as Go quotes it: as the character of its number. */
    private static String quoted(char c) {
        if (c == '\'') {
            return "'\\''";
        }
        if (c == '"') {
            return "'\"'";
        }
        String quoted = Quote.quote(Bytes.of(String.valueOf(c)));
        return "'" + quoted.substring(1, quoted.length() - 1) + "'";
    }

    private void requireMore() throws EncodeException {
        skipSpace();
        if (at == bytes.length()) {
            throw ended();
        }
    }

    private void value(String context) throws EncodeException {
        requireMore();
        switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> throw unexpected(context);
        }
    }

    private void enter() throws EncodeException {
        at++;
        if (++depth > MAX_DEPTH) {
            throw new EncodeException("exceeded max depth");
        }
        requireMore();
    }

    private void leave() {
        at++;
        depth--;
    }

    private void object() throws EncodeException {
        enter();
        if (peek() == '}') {
            leave();
            return;
        }
        while (true) {
            requireMore();
            if (peek() != '"') {
                throw unexpected("looking for beginning of object key string");
            }
            string();
            requireMore();
            if (peek() != ':') {
                throw unexpected("after object key");
            }
            at++;
            value("looking for beginning of value");
            requireMore();
            if (peek() == '}') {
                leave();
                return;
            }
            if (peek() != ',') {
                throw unexpected("after object key:value pair");
            }
            at++;
        }
    }

    private void array() throws EncodeException {
        enter();
        if (peek() == ']') {
            leave();
            return;
        }
        while (true) {
            value("looking for beginning of value");
            requireMore();
            if (peek() == ']') {
                leave();
                return;
            }
            if (peek() != ',') {
                throw unexpected("after array element");
            }
            at++;
        }
    }

    private void word(String word) throws EncodeException {
        for (int i = 0; i < word.length(); i++, at++) {
            if (peek() != word.charAt(i)) {
                throw unexpected("in literal " + word + " (expecting '" + word.charAt(i) + "')");
            }
        }
    }

    private void string() throws EncodeException {
        at++;
        while (true) {
            if (at == bytes.length()) {
                throw ended();
            }
            char c = bytes.charAt(at);
            if (c < ' ') {
                throw unexpected("in string literal");
            }
            at++;
            if (c == '"') {
                return;
            }
            if (c == '\\') {
                escape();
            }
        }
    }

    private void escape() throws EncodeException {
        char c = peek();
        if ("bfnrt\\/\"u".indexOf(c) < 0) {
            throw unexpected("in string escape code");
        }
        at++;
        for (int i = 0; c == 'u' && i < 4; i++, at++) {
            if (peek() > 'f' || Character.digit(peek(), 16) < 0) {
                throw unexpected("in \\u hexadecimal character escape");
            }
        }
    }

    private void number() throws EncodeException {
        if (peek() == '-') {
            at++;
            if (!isDigit(peek())) {
                throw unexpected("in numeric literal");
            }
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (peek() == '.') {
            at++;
            if (!isDigit(peek())) {
                throw unexpected("after decimal point in numeric literal");
            }
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            if (!isDigit(peek())) {
                throw unexpected("in exponent of numeric literal");
            }
            digits();
        }
    }

    private void digits() {
        while (isDigit(peek())) {
            at++;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
