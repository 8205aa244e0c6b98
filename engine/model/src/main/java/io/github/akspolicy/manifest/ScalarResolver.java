package io.github.akspolicy.manifest;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What kubectl makes of a plain scalar. It is YAML 1.1 with exceptions of its own, found by asking kubectl itself: no
 * base 60, no timestamps, {@code 0o17} and {@code 0b101}, underscores anywhere in a number.
 *
 * <p>Written by hand instead of with regular expressions: it runs for every scalar of every manifest.
 */
final class ScalarResolver {
    private static final BigInteger MAX_UNSIGNED = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    /** Marks null in {@link #WORDS}, because such a map holds no null. */
    private static final Object NULL = new Object();

    private static final Map<String, Object> WORDS = words(Map.of(
            true,
            "y Y yes Yes YES true True TRUE on On ON",
            false,
            "n N no No NO false False FALSE off Off OFF",
            NULL,
            "~ null Null NULL",
            Double.NaN,
            ".nan .NaN .NAN",
            Double.POSITIVE_INFINITY,
            ".inf .Inf .INF +.inf +.Inf +.INF",
            Double.NEGATIVE_INFINITY,
            "-.inf -.Inf -.INF"));

    private static final int LONGEST_WORD = 5;

    private ScalarResolver() {}

    private static Map<String, Object> words(Map<Object, String> byValue) {
        var words = new HashMap<String, Object>();
        byValue.forEach((value, all) -> {
            for (String word : all.split(" ")) {
                words.put(word, value);
            }
        });
        return Map.copyOf(words);
    }

    /**
     * The value of a plain scalar without a tag.
     *
     * @return a String, Boolean, Long, Double (which may be infinite or no number), a BigInteger above
     *     {@link Long#MAX_VALUE} and below 2<sup>64</sup>, or null
     */
    static @Nullable Object resolve(String text) {
        if (text.isEmpty()) {
            return null;
        }
        char first = text.charAt(0);
        switch (first) {
            case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '+', '-', '.' -> {
                return text.length() <= LONGEST_WORD && WORDS.get(text) instanceof Double special
                        ? special
                        : number(text, first);
            }
            case 'y', 'Y', 'n', 'N', 't', 'T', 'f', 'F', 'o', 'O', '~' -> {
                if (text.length() > LONGEST_WORD) {
                    return text;
                }
                Object word = WORDS.get(text);
                return word == null ? text : word == NULL ? null : word;
            }
            default -> {
                return text;
            }
        }
    }

    private static Object number(String text, char first) {
        if (first == '.') {
            return isPointFloat(text) ? finite(text.replace("_", ""), text) : text;
        }
        if (!mayBeNumber(text)) {
            return text;
        }
        String plain = text.indexOf('_') < 0 ? text : text.replace("_", "");
        Object whole = whole(plain);
        if (whole != null) {
            return whole;
        }
        return isFloat(plain) ? finite(plain, text) : text;
    }

    /** Rejects most texts that only begin like a number, such as image tags and host names, before any work. */
    private static boolean mayBeNumber(String text) {
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean possible = (c >= '0' && c <= '9')
                    || (c >= 'a' && c <= 'f')
                    || (c >= 'A' && c <= 'F')
                    || c == '.'
                    || c == '_'
                    || c == '+'
                    || c == '-'
                    || c == 'x'
                    || c == 'X'
                    || c == 'o'
                    || c == 'O';
            if (!possible) {
                return false;
            }
        }
        return true;
    }

    /** A whole number with an optional sign and base prefix, or null. A leading 0 alone means octal. */
    private static @Nullable Object whole(String text) {
        int start = text.isEmpty() || (text.charAt(0) != '-' && text.charAt(0) != '+') ? 0 : 1;
        int radix = 10;
        int digits = start;
        if (text.length() > start && text.charAt(start) == '0') {
            int prefixed = text.length() >= start + 3 ? radixOf(text.charAt(start + 1)) : 0;
            radix = prefixed == 0 ? 8 : prefixed;
            digits += prefixed == 0 ? 1 : 2;
            if (digits == text.length()) {
                return 0L;
            }
        }
        if (areDigits(text, digits, radix)) {
            return inRange(text.substring(digits), radix, start == 1, text.charAt(0) == '-');
        }
        // kubectl's second attempt at binary numbers lets the sign stand after the prefix
        if (text.startsWith("0b") && text.length() > 3 && areDigits(text, 3, 2)) {
            char sign = text.charAt(2);
            return sign == '-' || sign == '+' ? inRange(text.substring(3), 2, true, sign == '-') : null;
        }
        return null;
    }

    private static int radixOf(char prefix) {
        return switch (prefix) {
            case 'b', 'B' -> 2;
            case 'o', 'O' -> 8;
            case 'x', 'X' -> 16;
            default -> 0;
        };
    }

    private static boolean areDigits(String text, int from, int radix) {
        if (from >= text.length()) {
            return false;
        }
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) > 'f' || Character.digit(text.charAt(i), radix) < 0) {
                return false;
            }
        }
        return true;
    }

    /** The number, or null when it needs more than 64 bits. */
    private static @Nullable Object inRange(String digits, int radix, boolean signed, boolean negative) {
        int significant = 0;
        while (significant < digits.length() - 1 && digits.charAt(significant) == '0') {
            significant++;
        }
        int length = digits.length() - significant;
        if (length > Long.SIZE) {
            return null;
        }
        if (length <= 15 && radix <= 16) {
            long value = Long.parseLong(digits, significant, digits.length(), radix);
            return negative ? -value : value;
        }
        BigInteger value = new BigInteger(digits.substring(significant), radix);
        if (negative) {
            value = value.negate();
        }
        if (value.bitLength() < Long.SIZE) {
            return value.longValue();
        }
        return signed || value.compareTo(MAX_UNSIGNED) > 0 ? null : value;
    }

    /** {@code [+-]? ( .D+ | D+ ( .D* )? ) ( [eE] [+-]? D+ )?}. */
    private static boolean isFloat(String text) {
        int i = 0;
        int length = text.length();
        if (i < length && (text.charAt(i) == '+' || text.charAt(i) == '-')) {
            i++;
        }
        int whole = i;
        i = afterDigits(text, i);
        boolean hasWhole = i > whole;
        if (i < length && text.charAt(i) == '.') {
            int fraction = ++i;
            i = afterDigits(text, i);
            if (!hasWhole && i == fraction) {
                return false;
            }
        } else if (!hasWhole) {
            return false;
        }
        if (i == length) {
            return true;
        }
        if (text.charAt(i) != 'e' && text.charAt(i) != 'E') {
            return false;
        }
        i++;
        if (i < length && (text.charAt(i) == '+' || text.charAt(i) == '-')) {
            i++;
        }
        int exponent = i;
        i = afterDigits(text, i);
        return i > exponent && i == length;
    }

    private static int afterDigits(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i;
    }

    /** A float that begins with its point: here, and only here, underscores must stand between digits. */
    private static boolean isPointFloat(String text) {
        for (int i = text.indexOf('_'); i >= 0; i = text.indexOf('_', i + 1)) {
            if (!isDigitAt(text, i - 1) || !isDigitAt(text, i + 1)) {
                return false;
            }
        }
        return isFloat(text.replace("_", ""));
    }

    private static boolean isDigitAt(String text, int index) {
        return index >= 0 && index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    private static Object finite(String digits, String text) {
        double value = Double.parseDouble(digits);
        return Double.isInfinite(value) ? text : value;
    }

    /**
     * The number as it arrives after its way through JSON, where a float without a fraction is an integer. Above
     * 2<sup>53</sup> a float stays one: its digits are not exact.
     */
    static Object throughJson(Double value) {
        double number = value;
        return number == Math.rint(number) && Math.abs(number) < 0x1p53 ? (Object) (long) number : value;
    }

    /**
     * A decimal whole number of any length: a Long where it fits, a BigInteger below 2<sup>64</sup>, else a Double.
     *
     * @param digits digits with an optional minus sign
     */
    static Object decimal(String digits) {
        boolean negative = digits.startsWith("-");
        Object whole = inRange(negative ? digits.substring(1) : digits, 10, negative, negative);
        return whole == null ? Double.valueOf(digits) : whole;
    }

    /** The text of a key that is no string, or null when kubectl accepts no such key. */
    static @Nullable String key(@Nullable Object value) {
        if (value instanceof Double number) {
            return floatKey(number);
        }
        return value instanceof Boolean || value instanceof Long || value instanceof String ? value.toString() : null;
    }

    /** kubectl writes float keys with the shortest digits of a 32-bit float, {@code 1e+06} from the seventh digit on. */
    private static String floatKey(double value) {
        float number = (float) value;
        if (Float.isNaN(number)) {
            return ".nan";
        }
        if (Float.isInfinite(number)) {
            return number > 0 ? ".inf" : "-.inf";
        }
        if (number == 0) {
            return 1 / number < 0 ? "-0" : "0";
        }
        BigDecimal shortest = shortest(number);
        String digits = shortest.unscaledValue().abs().toString();
        int exponent = digits.length() - shortest.scale() - 1;
        if (exponent >= -4 && exponent < 6) {
            return shortest.toPlainString();
        }
        var text = new StringBuilder(number < 0 ? "-" : "").append(digits.charAt(0));
        if (digits.length() > 1) {
            text.append('.').append(digits, 1, digits.length());
        }
        return text.append(exponent < 0 ? "e-" : "e+")
                .append(Math.abs(exponent) < 10 ? "0" : "")
                .append(Math.abs(exponent))
                .toString();
    }

    private static BigDecimal shortest(float number) {
        var exact = new BigDecimal(number);
        for (int precision = 1; precision < 9; precision++) {
            BigDecimal rounded = exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
            if (rounded.floatValue() == number) {
                return rounded.stripTrailingZeros();
            }
        }
        return exact.round(new MathContext(9, RoundingMode.HALF_EVEN)).stripTrailingZeros();
    }
}
