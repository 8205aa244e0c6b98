package io.github.akspolicy.template.parse;

import io.github.akspolicy.template.text.Quote;

/**
 * A word of a template.
 *
 * @param kind what it is
 * @param position its first byte
 * @param text the bytes; of an error its message
 * @param line the line that it begins in, counted from 1
 */
record Item(Kind kind, int position, String text, int line) {
    /** What a word is. Those from {@link #BLOCK} on are keywords, which Go prints in angle brackets. */
    enum Kind {
        ERROR,
        BOOL,
        CHAR,
        CHAR_CONSTANT,
        COMPLEX,
        ASSIGN,
        DECLARE,
        EOF,
        FIELD,
        IDENTIFIER,
        LEFT_DELIMITER,
        LEFT_PARENTHESIS,
        NUMBER,
        PIPE,
        RAW_STRING,
        RIGHT_DELIMITER,
        RIGHT_PARENTHESIS,
        SPACE,
        STRING,
        TEXT,
        VARIABLE,
        BLOCK,
        BREAK,
        CONTINUE,
        DOT,
        DEFINE,
        ELSE,
        END,
        IF,
        NIL,
        RANGE,
        TEMPLATE,
        WITH
    }

    private static final int SHOWN = 10;

    boolean is(Kind other) {
        return kind == other;
    }

    /** As Go's messages state it. */
    @Override
    public String toString() {
        if (kind == Kind.EOF) {
            return "EOF";
        }
        if (kind == Kind.ERROR) {
            return text;
        }
        if (kind.compareTo(Kind.BLOCK) >= 0) {
            return "<" + text + ">";
        }
        return text.length() > SHOWN ? Quote.quote(Quote.truncate(text, SHOWN)) + "..." : Quote.quote(text);
    }
}
