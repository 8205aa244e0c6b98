package io.github.akspolicy.cluster.hcl;

/**
 * A word of the text.
 *
 * @param text as it is written
 * @param start the offset of its first character
 * @param end the offset behind its last one
 */
record Lexeme(Kind kind, String text, int start, int end) {
    /** What it is. */
    enum Kind {
        NAME,
        NUMBER,
        /** A bracket, an operator or a separator. */
        SIGN,
        /** The quote that begins a text. */
        QUOTE,
        /** The line that begins a heredoc, its end included. */
        HEREDOC,
        LINE_END,
        END
    }

    boolean is(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    boolean isWord(String word) {
        return kind == Kind.NAME && text.equals(word);
    }
}
