package io.github.akspolicy.cluster.bicep;

import io.github.akspolicy.cluster.bicep.Token.Kind;
import java.util.List;

/** The words of a text, one after the other. */
final class TokenReader {
    private static final int DEEPEST = 500;
    /** Operators or parts of parts behind each other: each is a level of what is read. */
    private static final int LONGEST_CHAIN = 1_000;

    private final List<Token> tokens;
    private int at;
    private int depth;

    TokenReader(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** The word that comes next; the end of the text again and again. */
    Token peek() {
        return tokens.get(Math.min(at, tokens.size() - 1));
    }

    /** The word behind it. */
    Token second() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    /** The next word that does not end a line. */
    Token peekBehindLines() {
        int i = at;
        while (i < tokens.size() - 1 && tokens.get(i).kind() == Kind.NEWLINE) {
            i++;
        }
        return tokens.get(Math.min(i, tokens.size() - 1));
    }

    Token next() {
        Token token = peek();
        at++;
        return token;
    }

    boolean isAtEnd() {
        return peek().kind() == Kind.END;
    }

    boolean takes(String symbol) {
        if (!peek().is(symbol)) {
            return false;
        }
        at++;
        return true;
    }

    boolean takesWord(String word) {
        if (!peek().isWord(word)) {
            return false;
        }
        at++;
        return true;
    }

    void skipLines() {
        while (peek().kind() == Kind.NEWLINE) {
            at++;
        }
    }

    void expect(String symbol) throws BicepException {
        if (!takes(symbol)) {
            throw wrong("\"" + symbol + "\" is expected");
        }
    }

    void expectWord(String word) throws BicepException {
        if (!takesWord(word)) {
            throw wrong("\"" + word + "\" is expected");
        }
    }

    String name() throws BicepException {
        if (peek().kind() != Kind.NAME) {
            throw wrong("a name is expected");
        }
        return next().text();
    }

    /** A string without expressions in it. */
    String string() throws BicepException {
        if (peek().kind() != Kind.STRING) {
            throw wrong("a string without expressions is expected");
        }
        return next().text();
    }

    void endOfStatement() throws BicepException {
        if (!isAtEnd() && peek().kind() != Kind.NEWLINE) {
            throw wrong("the end of the line is expected");
        }
    }

    /** One level deeper. */
    void enter() throws BicepException {
        if (++depth > DEEPEST) {
            throw wrong("the text is nested deeper than " + DEEPEST + " levels");
        }
    }

    /** One link more in a chain. @return how many there are */
    int link(int links) throws BicepException {
        if (links >= LONGEST_CHAIN) {
            throw wrong("more than " + LONGEST_CHAIN + " operators stand behind each other");
        }
        return links + 1;
    }

    void leave() {
        depth--;
    }

    BicepException wrong(String what) {
        return new BicepException(what, peek().at());
    }
}
