package io.github.akspolicy.template.parse;

import io.github.akspolicy.template.text.GoNumbers;
import io.github.akspolicy.template.text.Quote;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A number as a template writes it: it can be of several kinds at once, and takes the one that is wanted.
 *
 * @param text as written
 * @param integer its value as an int64; null if it is none
 * @param unsigned its value as an uint64; null if it is none
 * @param floating its value as a float64; null if it is none
 * @param imaginary the imaginary part of a complex number, whose real part is {@code floating}; null if it is not complex
 */
public record NumberConstant(
        String text,
        @Nullable Long integer,
        @Nullable Long unsigned,
        @Nullable Double floating,
        @Nullable Double imaginary) {
    /** Whether it stands for a float64 where any kind would do. */
    public boolean isFloating() {
        return floating != null && text.charAt(0) != '\'' && !isHexadecimalInteger() && looksFloating(text);
    }

    private boolean isHexadecimalInteger() {
        return text.length() > 2
                && text.charAt(0) == '0'
                && (text.charAt(1) == 'x' || text.charAt(1) == 'X')
                && text.indexOf('p') < 0
                && text.indexOf('P') < 0;
    }

    private static boolean looksFloating(String text) {
        return text.chars().anyMatch(c -> ".eEpP".indexOf(c) >= 0);
    }

    /** Thrown with Go's message where a word is not a number. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message);
        }
    }

    static NumberConstant read(Item item) throws Malformed {
        String text = item.text();
        if (item.is(Item.Kind.CHAR_CONSTANT)) {
            Optional<Integer> rune = Quote.unquoteRune(text);
            if (rune.isEmpty()) {
                boolean tail = Quote.unquote('"' + text.substring(1).replaceFirst("'.*", "") + '"')
                        .isPresent();
                throw new Malformed(
                        tail && text.length() > 2 ? "malformed character constant: " + text : "invalid syntax");
            }
            long value = rune.get();
            return new NumberConstant(text, value, value, (double) value, null);
        }
        if (item.is(Item.Kind.COMPLEX)) {
            int split = Math.max(text.lastIndexOf('+'), text.lastIndexOf('-'));
            return complex(
                    text,
                    GoNumbers.floating(text.substring(0, split))
                            .orElseThrow(() -> new Malformed("syntax error scanning complex number")),
                    GoNumbers.floating(text.substring(split, text.length() - 1))
                            .orElseThrow(() -> new Malformed("syntax error scanning complex number")));
        }
        if (text.endsWith("i")) {
            OptionalDouble part = GoNumbers.floating(text.substring(0, text.length() - 1));
            if (part.isPresent()) {
                return complex(text, 0, part.getAsDouble());
            }
        }
        return real(text);
    }

    private static NumberConstant complex(String text, double real, double imaginary) {
        if (imaginary != 0) {
            return new NumberConstant(text, null, null, real, imaginary);
        }
        boolean whole = (long) real == real;
        return new NumberConstant(
                text, whole ? (long) real : null, whole && real >= 0 ? (long) real : null, real, null);
    }

    private static NumberConstant real(String text) throws Malformed {
        Long unsigned = GoNumbers.unsigned(text, 0).orElse(null);
        Long integer = GoNumbers.signed(text, 0).orElse(null);
        if (integer != null) {
            return new NumberConstant(text, integer, integer == 0 ? Long.valueOf(0) : unsigned, (double) integer, null);
        }
        if (unsigned != null) {
            double value = new java.math.BigInteger(Long.toUnsignedString(unsigned)).doubleValue();
            return new NumberConstant(text, null, unsigned, value, null);
        }
        OptionalDouble floating = GoNumbers.floating(text);
        if (floating.isEmpty()) {
            throw new Malformed("illegal number syntax: " + Quote.quote(text));
        }
        if (!looksFloating(text)) {
            throw new Malformed("integer overflow: " + Quote.quote(text));
        }
        double value = floating.getAsDouble();
        boolean whole = Math.abs(value) < 0x1p63 && (long) value == value;
        return new NumberConstant(
                text, whole ? (long) value : null, whole && value >= 0 ? (long) value : null, value, null);
    }
}
