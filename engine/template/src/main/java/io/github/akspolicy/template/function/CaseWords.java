package io.github.akspolicy.template.function;

import io.github.akspolicy.manifest.GoText;
import io.github.akspolicy.template.text.Bytes;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds words in identifiers, as the library behind {@code snakecase} and {@code kebabcase} does. */
final class CaseWords {
    private static final String CONNECTORS = "-_\\p{IsWhite_Space}";

    /** Chinese, Japanese and Korean characters: they are not letters here. */
    private static final String IDEOGRAPHS = "\\x{3400}-\\x{4D85}\\x{4E00}-\\x{9FCC}\\x{20000}-\\x{2B81D}";

    private static final String LOWER = "[\\p{L}&&[^\\p{Lu}" + IDEOGRAPHS + "]]";

    /** What a word is made of, as an expression. */
    private enum Kind {
        CONNECTOR("[" + CONNECTORS + "]+"),
        PUNCTUATION("\\p{P}+"),
        /** Capitals but the last one, if letters in lower case follow it, or one with what follows. */
        UPPER("\\p{Lu}+(?=\\p{Lu}" + LOWER + ")|\\p{Lu}" + LOWER + "+|\\p{Lu}+"),
        LETTERS(LOWER + "+"),
        NUMBER("\\p{N}+"),
        OTHER("[[^" + CONNECTORS + "\\p{P}\\p{L}\\p{N}]" + IDEOGRAPHS + "]+"),
        NOTHING("$");

        private final String expression;

        Kind(String expression) {
            this.expression = expression;
        }
    }

    /** Bytes that are no character belong to the one behind them, at the end to the one before them. */
    private static final Pattern WORD = Pattern.compile(Stream.of(Kind.values())
            .map(kind -> "(?<" + kind + ">" + kind.expression + ")")
            .collect(Collectors.joining("|", "\uFFFD*(?:", ")(?:\uFFFD+$)?")));

    private static final Pattern CONNECTOR = Pattern.compile("[" + CONNECTORS + "]");

    private final Matcher words;
    private final String connector;
    private final StringBuilder out = new StringBuilder();
    private Kind kind = Kind.NOTHING;
    private String word = "";

    private CaseWords(String text, String connector) {
        this.words = WORD.matcher(text);
        this.connector = connector;
    }

    /** Words in lower case with a character between them. */
    static String separated(String bytes, String connector) {
        return Bytes.of(new CaseWords(Bytes.text(bytes), connector).separated());
    }

    /** Reads the next word; nothing at the end. */
    private void next() {
        kind = Kind.NOTHING;
        word = "";
        if (words.find()) {
            kind = Stream.of(Kind.values())
                    .filter(each -> words.group(each.name()) != null)
                    .findFirst()
                    .orElseThrow();
            word = words.group();
        }
    }

    private String separated() {
        next();
        while (kind != Kind.NOTHING) {
            Kind before = kind;
            if (before == Kind.CONNECTOR) {
                out.append(CONNECTOR.matcher(word).replaceAll(connector));
            } else {
                write();
            }
            next();
            if (before == Kind.NUMBER) {
                takeLettersAndNumbers();
            } else if (before != Kind.CONNECTOR && before != Kind.PUNCTUATION && kind == Kind.NUMBER) {
                number();
            }
            boolean isGap = kind == Kind.NOTHING || kind == Kind.CONNECTOR || kind == Kind.PUNCTUATION;
            if (!isGap && before != Kind.CONNECTOR && before != Kind.PUNCTUATION) {
                out.append(connector);
            }
        }
        return out.toString();
    }

    /** Behind a word a number belongs to it, unless letters in lower case follow the number. */
    private void number() {
        String number = word;
        next();
        out.append(kind == Kind.LETTERS ? connector : "").append(number);
        if (kind == Kind.LETTERS) {
            takeLettersAndNumbers();
        }
    }

    private void takeLettersAndNumbers() {
        while (kind == Kind.LETTERS || kind == Kind.NUMBER) {
            write();
            next();
        }
    }

    private void write() {
        out.append(kind == Kind.UPPER ? word.toLowerCase(Locale.ROOT) : word);
    }

    static boolean isConnector(int rune) {
        return rune == '-' || rune == '_' || GoText.isSpace(rune);
    }
}
