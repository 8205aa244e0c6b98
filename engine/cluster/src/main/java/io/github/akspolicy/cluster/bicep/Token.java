package io.github.akspolicy.cluster.bicep;

import io.github.akspolicy.manifest.Position;

/**
 * A word of Bicep.
 *
 * @param text what is written; of a part of a string its value, with escapes replaced
 */
record Token(Kind kind, String text, Position at) {
    /** Strings with expressions in them have a beginning, an end, and middles between two expressions. */
    enum Kind {
        NAME,
        NUMBER,
        STRING,
        STRING_BEGIN,
        STRING_MIDDLE,
        STRING_END,
        SYMBOL,
        NEWLINE,
        END
    }

    boolean is(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isWord(String word) {
        return kind == Kind.NAME && text.equals(word);
    }
}
