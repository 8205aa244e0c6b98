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

    /**
     * A number in decimal.
     *
     * @param digits its digits, the first of which is not 0, unless it is 0
     * @param point how many of them stand before the point
     */
    record Decimal(String digits, int point) {}

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
        boolean shortest = precision < 0;
        Decimal decimal = shortest ? shortest(size) : rounded(size, verb, precision);
        return sign
                + switch (verb) {
                    case 'f', 'F' ->
                        plain(decimal, shortest ? Math.max(decimal.digits().length() - decimal.point(), 0) : precision);
                    case 'e', 'E' ->
                        exponent(decimal, shortest ? decimal.digits().length() - 1 : precision, verb);
                    default -> general(decimal, shortest, precision == 0 ? 1 : precision, verb);
                };
    }

    private static String general(Decimal decimal, boolean shortest, int precision, char verb) {
        int digits = decimal.digits().length();
        int limit = shortest ? SHORTEST_EXPONENT : precision;
        if (!shortest && limit > digits && digits >= decimal.point()) {
            limit = digits;
        }
        int exponent = decimal.point() - 1;
        if (exponent < SMALLEST_EXPONENT || exponent >= limit) {
            int shown = shortest || precision > digits ? digits : precision;
            return exponent(decimal, shown - 1, verb == 'g' ? 'e' : 'E');
        }
        return plain(decimal, Math.max(digits - decimal.point(), 0));
    }

    private static Decimal rounded(double size, char verb, int precision) {
        if (size == 0) {
            return new Decimal("0", 1);
        }
        BigDecimal exact = new BigDecimal(size);
        BigDecimal rounded = switch (verb) {
            case 'f', 'F' -> exact.setScale(precision, RoundingMode.HALF_EVEN);
            case 'e', 'E' -> exact.round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
            default -> exact.round(new MathContext(Math.max(precision, 1), RoundingMode.HALF_EVEN));
        };
        return decimal(rounded);
    }

    /** The shortest decimal that is read as this number, and of those the nearest. */
    static Decimal shortest(double size) {
        if (size == 0) {
            return new Decimal("0", 1);
        }
        BigDecimal exact = new BigDecimal(size);
        for (int digits = 1; digits < MAX_DIGITS; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == size) {
                return decimal(rounded);
            }
        }
        return decimal(exact.round(new MathContext(MAX_DIGITS, RoundingMode.HALF_EVEN)));
    }

    private static Decimal decimal(BigDecimal value) {
        if (value.signum() == 0) {
            return new Decimal("0", 1);
        }
        BigDecimal stripped = value.stripTrailingZeros();
        String digits = stripped.unscaledValue().toString();
        return new Decimal(digits, digits.length() - stripped.scale());
    }

    private static String plain(Decimal decimal, int behind) {
        var out = new StringBuilder();
        String digits = decimal.digits();
        int point = digits.equals("0") ? 1 : decimal.point();
        if (point > 0) {
            out.append(digits, 0, Math.min(point, digits.length()));
            out.append("0".repeat(Math.max(point - digits.length(), 0)));
        } else {
            out.append('0');
        }
        if (behind > 0) {
            out.append('.');
            for (int i = 0; i < behind; i++) {
                int at = point + i;
                out.append(at >= 0 && at < digits.length() ? digits.charAt(at) : '0');
            }
        }
        return out.toString();
    }

    private static String exponent(Decimal decimal, int behind, char verb) {
        String digits = decimal.digits();
        var out = new StringBuilder().append(digits.charAt(0));
        if (behind > 0) {
            out.append('.');
            for (int i = 1; i <= behind; i++) {
                out.append(i < digits.length() ? digits.charAt(i) : '0');
            }
        }
        int exponent = digits.equals("0") ? 0 : decimal.point() - 1;
        out.append(verb).append(exponent < 0 ? '-' : '+');
        String shown = Integer.toString(Math.abs(exponent));
        return out.append(shown.length() < 2 ? "0" : "").append(shown).toString();
    }
}
