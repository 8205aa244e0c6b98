package io.github.akspolicy.template.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Writes floating point numbers as Go's {@code strconv.FormatFloat} does. */
public final class Floats {
    private static final int MAX_DIGITS = 17;
    private static final int SHORTEST_EXPONENT = 6;
    private static final int SMALLEST_EXPONENT = -4;

    private Floats() {}

    /** As {@code %v} prints it: the fewest digits that are read as the same number. */
    public static String general(double value) {
        return format(value, 'g', -1);
    }

    /**
     * A number with a verb and a precision.
     *
     * @param verb {@code e}, {@code E}, {@code f}, {@code g} or {@code G}
     * @param precision digits behind the point, of {@code g} digits at all; -1 for as many as are needed
     */
    public static String format(double value, char verb, int precision) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        String sign = value < 0 || 1 / value < 0 ? "-" : "";
        double size = Math.abs(value);
        BigDecimal number = precision < 0 ? shortest(size) : rounded(size, verb, precision);
        return sign
                + switch (verb) {
                    case 'f', 'F' -> plain(number, precision < 0 ? number.scale() : precision);
                    case 'e', 'E' -> scientific(number, precision < 0 ? number.precision() - 1 : precision, verb);
                    default -> general(number, precision, verb);
                };
    }

    private static String general(BigDecimal number, int precision, char verb) {
        int digits = number.precision();
        int exponent = exponent(number);
        int wanted = precision < 0 ? digits : Math.max(precision, 1);
        int limit = precision < 0 ? SHORTEST_EXPONENT : wanted > digits && digits > exponent ? digits : wanted;
        return exponent < SMALLEST_EXPONENT || exponent >= limit
                ? scientific(number, Math.min(wanted, digits) - 1, verb == 'g' ? 'e' : 'E')
                : plain(number, number.scale());
    }

    private static BigDecimal rounded(double size, char verb, int precision) {
        BigDecimal exact = new BigDecimal(size);
        int digits = verb == 'e' || verb == 'E' ? precision + 1 : Math.max(precision, 1);
        return stripped(
                verb == 'f' || verb == 'F'
                        ? exact.setScale(precision, RoundingMode.HALF_EVEN)
                        : exact.round(new MathContext(digits, RoundingMode.HALF_EVEN)));
    }

    /** The shortest decimal that is read as this number, and of those the nearest. */
    static BigDecimal shortest(double size) {
        BigDecimal exact = new BigDecimal(size);
        for (int digits = 1; digits < MAX_DIGITS; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == size) {
                return stripped(rounded);
            }
        }
        return stripped(exact.round(new MathContext(MAX_DIGITS, RoundingMode.HALF_EVEN)));
    }

    private static BigDecimal stripped(BigDecimal number) {
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }

    private static int exponent(BigDecimal number) {
        return number.signum() == 0 ? 0 : number.precision() - number.scale() - 1;
    }

    private static String plain(BigDecimal number, int behind) {
        return number.setScale(Math.max(behind, 0), RoundingMode.UNNECESSARY).toPlainString();
    }

    private static String scientific(BigDecimal number, int behind, char verb) {
        String known = number.unscaledValue().toString();
        String digits = known + "0".repeat(Math.max(behind + 1 - known.length(), 0));
        int exponent = exponent(number);
        String size = Integer.toString(Math.abs(exponent));
        return digits.charAt(0)
                + (behind > 0 ? "." + digits.substring(1, behind + 1) : "")
                + verb
                + (exponent < 0 ? '-' : '+')
                + (size.length() < 2 ? "0" : "")
                + size;
    }
}
