package io.github.akspolicy.evaluate;

import io.github.akspolicy.resource.identity.SecretShape;
import java.util.regex.Pattern;

/**
 * Where the value of a secret is masked in a text that does not say where its words come from. Only what is long and random
 * is: {@code secret}, {@code postgres} and {@code changeit} are words of names and messages, and a mask in place of one
 * would give away what the Secret holds. Such values are masked by the place that a message is about instead.
 */
enum MaskingScope {
    /** A word: it is masked by its place only. */
    NOWHERE,
    /** Where it is a whole token, between spaces, quotes and other marks. */
    WHOLE_TOKENS,
    /** Within longer tokens, too: no such text comes about by chance. */
    EVERYWHERE;

    static final int SHORTEST = 8;
    private static final int LONG_VALUE = 14;
    private static final int LONG_RANDOM = 16;

    private static final int LONG_NUMBER = 12;
    private static final int LONG_WORD = 12;
    /** As often letters stand beside digits in {@code S3cr3t}, but not in {@code v1.27.3} or {@code node-1}. */
    private static final int ALTERNATIONS = 3;

    private static final String MARKS = "!#$%^&*~?@+";

    /** Words as people join them: {@code ClusterFirstWithHostNet}, {@code HTTPRoute}, {@code PASSWORD}. */
    private static final Pattern JOINED_WORDS =
            Pattern.compile("[A-Z]*+(?:[a-z]++|(?:[a-z]*+(?:[A-Z]{1,4}[a-z]{2,}+)++))?");

    /** Where a text that {@link #ofValue} or {@link #ofPart} accepts is masked. */
    static MaskingScope of(String secret) {
        return secret.length() >= LONG_RANDOM && isRandom(secret) ? EVERYWHERE : WHOLE_TOKENS;
    }

    /** Of the whole value of a secret, on one line. */
    static MaskingScope ofValue(String value) {
        if (value.length() < SHORTEST) {
            return NOWHERE;
        }
        if (SecretShape.of(value).isEmpty() && !isOpaque(value)) {
            return NOWHERE;
        }
        boolean hasLetter = value.chars().anyMatch(MaskingScope::isLetter);
        boolean isMixed = hasLetter && value.chars().anyMatch(c -> isDigit(c) || MARKS.indexOf(c) >= 0);
        return isMixed || isRandom(value) || (hasLetter && value.length() >= LONG_VALUE) ? of(value) : NOWHERE;
    }

    /** Of a part of a longer secret text, such as a word of a file or a segment of an address. */
    static MaskingScope ofPart(String part) {
        return part.length() >= SHORTEST && isRandom(part) && isOpaque(part) ? of(part) : NOWHERE;
    }

    /**
     * No reference, address, path, placeholder or switch. A password may be a number, and one that begins with a slash or a
     * dollar is neither a path nor a reference.
     */
    private static boolean isOpaque(String text) {
        int start = 0;
        while (start < text.length() && (text.charAt(start) == '/' || isBareDollar(text, start))) {
            start++;
        }
        return SecretShape.isOpaque("password", text.substring(start));
    }

    /** Not the beginning of {@code $(NAME)} or {@code ${NAME}}. */
    private static boolean isBareDollar(String text, int at) {
        return text.charAt(at) == '$' && !text.startsWith("(", at + 1) && !text.startsWith("{", at + 1);
    }

    /** Read in one pass, since a text may be as long as a file. */
    private static boolean isRandom(String text) {
        int alternations = 0;
        int run = 0;
        boolean letterInRun = false;
        boolean digitInRun = false;
        boolean isWord = true;
        boolean isNumber = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = isLetter(c);
            boolean digit = isDigit(c);
            if (run > 0 && ((letter && isDigit(text.charAt(i - 1))) || (digit && isLetter(text.charAt(i - 1))))) {
                alternations++;
            }
            run = letter || digit ? run + 1 : 0;
            letterInRun = letter || (run > 0 && letterInRun);
            digitInRun = digit || (run > 0 && digitInRun);
            isWord &= letter;
            isNumber &= digit;
            if (alternations >= ALTERNATIONS || (run >= SHORTEST && letterInRun && digitInRun)) {
                return true;
            }
        }
        return (isNumber && text.length() >= LONG_NUMBER)
                || (isWord
                        && text.length() >= LONG_WORD
                        && !JOINED_WORDS.matcher(text).matches());
    }

    private static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
