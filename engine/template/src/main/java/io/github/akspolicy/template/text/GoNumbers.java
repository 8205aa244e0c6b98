package io.github.akspolicy.template.text;

import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads numbers as Go's {@code strconv} does. */
public final class GoNumbers {
    private static final BigInteger MAX_UNSIGNED = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);

    private GoNumbers() {}

    /**
     * A whole number of any size.
     *
     * @param base 2 to 36, or 0: a prefix ({@code 0x}, {@code 0o}, {@code 0}, {@code 0b}) says it, and underscores may
     *     separate digits
     */
    public static Optional<BigInteger> integer(String text, int base) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        String digits = signed ? text.substring(1) : text;
        int radix = base;
        if (base == 0) {
            if (!underscoresSeparate(digits)) {
                return Optional.empty();
            }
            radix = radixOf(digits);
            digits = digits.substring(prefix(digits)).replace("_", "");
        }
        if (digits.isEmpty() || !areDigits(digits, radix)) {
            return Optional.empty();
        }
        BigInteger value = new BigInteger(digits, radix);
        return Optional.of(text.startsWith("-") ? value.negate() : value);
    }

    private static boolean areDigits(String digits, int radix) {
        return digits.chars().allMatch(c -> c < 0x80 && Character.digit(c, radix) >= 0);
    }

    private static int radixOf(String digits) {
        if (!digits.startsWith("0") || digits.length() < 2) {
            return 10;
        }
        return switch (Character.toLowerCase(digits.charAt(1))) {
            case 'x' -> 16;
            case 'b' -> 2;
            default -> 8;
        };
    }

    private static int prefix(String digits) {
        if (!digits.startsWith("0") || digits.length() < 2) {
            return 0;
        }
        return "xXoObB".indexOf(digits.charAt(1)) >= 0 ? 2 : 1;
    }

    /** Underscores stand between digits, or between a prefix and a digit. */
    private static boolean underscoresSeparate(String digits) {
        if (digits.indexOf('_') < 0) {
            return true;
        }
        int prefix = prefix(digits);
        boolean hexadecimal = digits.length() > 1 && Character.toLowerCase(digits.charAt(1)) == 'x';
        char before = prefix > 0 ? '0' : '^';
        for (int i = prefix; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c == '_') {
                if (before != '0') {
                    return false;
                }
                before = '_';
            } else if (c >= '0' && c <= '9' || hexadecimal && Character.digit(c, 16) >= 0) {
                before = '0';
            } else {
                if (before == '_') {
                    return false;
                }
                before = '!';
            }
        }
        return before != '_';
    }

    /** A whole number of 64 bits with sign; empty where it is not one, or too large. */
    public static Optional<Long> signed(String text, int base) {
        return integer(text, base)
                .filter(value -> value.compareTo(MAX) <= 0 && value.compareTo(MIN) >= 0)
                .map(BigInteger::longValue);
    }

    /** A whole number of 64 bits without sign; empty where it is not one, has a sign, or is too large. */
    public static Optional<Long> unsigned(String text, int base) {
        return text.startsWith("-") || text.startsWith("+")
                ? Optional.empty()
                : integer(text, base)
                        .filter(value -> value.compareTo(MAX_UNSIGNED) <= 0)
                        .map(BigInteger::longValue);
    }

    /** A floating point number as {@code strconv.ParseFloat} reads it; empty where it refuses the text or overflows. */
    public static OptionalDouble floating(String text) {
        String lower = text.toLowerCase(java.util.Locale.ROOT);
        String unsigned = lower.startsWith("-") || lower.startsWith("+") ? lower.substring(1) : lower;
        int sign = lower.startsWith("-") ? -1 : 1;
        if (unsigned.equals("inf") || unsigned.equals("infinity")) {
            return OptionalDouble.of(sign * Double.POSITIVE_INFINITY);
        }
        if (unsigned.equals("nan")) {
            return OptionalDouble.of(Double.NaN);
        }
        boolean hexadecimal = unsigned.startsWith("0x");
        if (unsigned.indexOf('_') >= 0) {
            if (!underscoresSeparate(unsigned)) {
                return OptionalDouble.empty();
            }
            lower = lower.replace("_", "");
        }
        boolean known = hexadecimal
                ? lower.matches("[+-]?0x(\\p{XDigit}+\\.?\\p{XDigit}*|\\.\\p{XDigit}+)p[+-]?\\d+")
                : lower.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)(e[+-]?\\d+)?");
        if (!known) {
            return OptionalDouble.empty();
        }
        double value = Double.parseDouble(lower);
        return Double.isInfinite(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
