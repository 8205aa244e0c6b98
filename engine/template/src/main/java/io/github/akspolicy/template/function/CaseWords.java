package io.github.akspolicy.template.function;

import io.github.akspolicy.template.text.Bytes;
import java.util.function.IntPredicate;

/** Finds words in identifiers, as the library behind {@code snakecase} and {@code kebabcase} does. */
final class CaseWords {
    private enum Kind {
        NOTHING,
        NUMBER,
        UPPER,
        LETTERS,
        CONNECTOR,
        PUNCTUATION,
        OTHER
    }

    private final String bytes;
    private final char connector;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private int before;
    private Kind kind = Kind.NOTHING;
    private String word = "";

    private CaseWords(String bytes, char connector) {
        this.bytes = bytes;
        this.connector = connector;
    }

    /** Words in lower case with a character between them. */
    static String separated(String bytes, char connector) {
        return bytes.isEmpty() ? "" : new CaseWords(bytes, connector).separated();
    }

    private String separated() {
        next();
        while (at < bytes.length()) {
            if (kind != Kind.CONNECTOR) {
                lower(kind, word);
            }
            Kind before = kind;
            String last = word;
            next();
            switch (before) {
                case NUMBER -> {
                    takeLettersAndNumbers();
                    if (kind != Kind.NOTHING && !isGap(kind)) {
                        out.append(connector);
                    }
                }
                case CONNECTOR -> lower(before, last);
                case PUNCTUATION -> {
                    // it separates by itself
                }
                default -> afterWord();
            }
        }
        lower(kind, word);
        return out.toString();
    }

    private void takeLettersAndNumbers() {
        while (kind == Kind.LETTERS || kind == Kind.NUMBER) {
            lower(kind, word);
            next();
        }
    }

    /** Behind a word a number belongs to it, unless letters in lower case follow the number. */
    private void afterWord() {
        if (kind != Kind.NUMBER) {
            if (!isGap(kind)) {
                out.append(connector);
            }
            return;
        }
        if (at >= bytes.length()) {
            return;
        }
        String number = word;
        next();
        if (kind != Kind.LETTERS) {
            lower(Kind.NUMBER, number);
            if (!isGap(kind)) {
                out.append(connector);
            }
            return;
        }
        out.append(connector);
        lower(Kind.NUMBER, number);
        takeLettersAndNumbers();
        if (kind != Kind.NOTHING && !isGap(kind)) {
            out.append(connector);
        }
    }

    private static boolean isGap(Kind kind) {
        return kind == Kind.CONNECTOR || kind == Kind.PUNCTUATION;
    }

    private void lower(Kind of, String text) {
        if (of != Kind.UPPER && of != Kind.CONNECTOR) {
            out.append(text);
            return;
        }
        for (int i = 0; i < text.length(); i += Bytes.widthAt(text, i)) {
            int rune = Bytes.runeAt(text, i);
            if (isConnector(rune)) {
                out.append(connector);
            } else {
                out.append(Runes.bytes(Runes.isUpper(rune) ? Character.toLowerCase(rune) : rune));
            }
        }
    }

    /** Reads the next word. */
    private void next() {
        int from = at;
        kind = Kind.NOTHING;
        word = "";
        before = Bytes.INVALID;
        if (at >= bytes.length()) {
            return;
        }
        int rune = runeAt(at);
        if (rune == Bytes.INVALID) {
            at = bytes.length();
            word = bytes.substring(from);
            return;
        }
        if (isConnector(rune)) {
            kind = Kind.CONNECTOR;
            skip(CaseWords::isConnector);
        } else if (Runes.isPunctuation(rune)) {
            kind = Kind.PUNCTUATION;
            skip(Runes::isPunctuation);
        } else if (Runes.isUpper(rune)) {
            kind = Kind.UPPER;
            upper();
        } else if (isAlphabet(rune)) {
            kind = Kind.LETTERS;
            skip(CaseWords::isLowerLetter);
        } else if (Runes.isNumber(rune)) {
            kind = Kind.NUMBER;
            skip(Runes::isNumber);
        } else {
            kind = Kind.OTHER;
            skip(each ->
                    !isConnector(each) && !isAlphabet(each) && !Runes.isNumber(each) && !Runes.isPunctuation(each));
        }
        word = bytes.substring(from, at);
    }

    /** Capitals: either all but the last one, if letters in lower case follow it, or one with what follows. */
    private void upper() {
        advance();
        if (at >= bytes.length()) {
            return;
        }
        int rune = runeAt(at);
        if (Runes.isUpper(rune)) {
            int last = at;
            while (at < bytes.length() && Runes.isUpper(runeAt(at))) {
                last = at;
                advance();
            }
            if (at < bytes.length() && isAlphabet(runeAt(at))) {
                at = last;
            }
        } else if (isAlphabet(rune)) {
            skip(CaseWords::isLowerLetter);
        }
    }

    private void skip(IntPredicate part) {
        advance();
        while (at < bytes.length() && part.test(runeAt(at))) {
            advance();
        }
    }

    private void advance() {
        before = runeAt(at);
        at = skipInvalid(at);
        if (at < bytes.length()) {
            at += Bytes.widthAt(bytes, at);
        }
    }

    /** Bytes that are no character belong to the one behind them, at the end to the one before them. */
    private int skipInvalid(int from) {
        int index = from;
        while (index < bytes.length() && Bytes.runeAt(bytes, index) == Bytes.INVALID) {
            index += Bytes.widthAt(bytes, index);
        }
        return index;
    }

    private int runeAt(int from) {
        int index = skipInvalid(from);
        return index < bytes.length() ? Bytes.runeAt(bytes, index) : before;
    }

    static boolean isConnector(int rune) {
        return rune == '-' || rune == '_' || Runes.isSpace(rune);
    }

    private static boolean isLowerLetter(int rune) {
        return isAlphabet(rune) && !Runes.isUpper(rune);
    }

    /** A letter, but for Chinese, Japanese and Korean characters. */
    private static boolean isAlphabet(int rune) {
        boolean ideograph = rune >= 0x4E00 && rune <= 0x9FCC
                || rune >= 0x3400 && rune <= 0x4D85
                || rune >= 0x20000 && rune <= 0x2B81D;
        return Runes.isLetter(rune) && !ideograph;
    }
}
