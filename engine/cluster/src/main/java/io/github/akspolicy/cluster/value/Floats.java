package io.github.akspolicy.cluster.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as Go writes them ({@code math/big} Float.Text): Terraform's are binary, so that a half may be a little less. */
final class Floats {
    private static final int BITS = 512;
    /** As many tell any two numbers of 512 bits apart. */
    private static final int DIGITS = 156;
    /** Exponents from which on {@code %g} without a precision writes one. */
    private static final int SHORTEST = 6;

    private Floats() {}

    /** {@code d.ddde±dd}. */
    static String exponent(BigDecimal number, int precision, char e) {
        return exponent(
                binary(number).round(new MathContext(precision + 1, RoundingMode.HALF_EVEN)), precision + 1, e, true);
    }

    /** {@code ddd.ddd}. */
    static String plain(BigDecimal number, int precision) {
        return binary(number).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
    }

    /** The shorter of both with all of its digits. */
    static String shortest(BigDecimal number, char e) {
        BigDecimal stripped = stripped(number);
        return general(stripped, stripped.precision(), SHORTEST, e);
    }

    /** The shorter of both. */
    static String general(BigDecimal number, int precision, char e) {
        int digits = Math.max(1, precision);
        BigDecimal rounded = stripped(binary(number).round(new MathContext(digits, RoundingMode.HALF_EVEN)));
        boolean isShort = digits > rounded.precision() && rounded.precision() >= rounded.precision() - rounded.scale();
        return general(rounded, Math.min(digits, rounded.precision()), isShort ? rounded.precision() : digits, e);
    }

    private static String general(BigDecimal number, int digits, int largest, char e) {
        int exponent = number.signum() == 0 ? -1 : number.precision() - number.scale() - 1;
        return exponent < -4 || exponent >= largest ? exponent(number, digits, e, false) : number.toPlainString();
    }

    private static String exponent(BigDecimal number, int digits, char e, boolean isPadded) {
        String unscaled = number.signum() == 0
                ? "0"
                : stripped(number).unscaledValue().abs().toString();
        int exponent = number.signum() == 0 ? 0 : number.precision() - number.scale() - 1;
        String all =
                isPadded && unscaled.length() < digits ? unscaled + "0".repeat(digits - unscaled.length()) : unscaled;
        return (number.signum() < 0 ? "-" : "")
                + all.charAt(0)
                + (all.length() > 1 ? "." + all.substring(1) : "")
                + e
                + (exponent < 0 ? '-' : '+')
                + (Math.abs(exponent) < 10 ? "0" : "")
                + Math.abs(exponent);
    }

    private static BigDecimal stripped(BigDecimal number) {
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }

    /** The fewest digits that are the same number in 512 bits. */
    static BigDecimal decimal(BigDecimal exact) {
        BigDecimal number = binary(exact);
        int least = 1;
        int most = DIGITS;
        while (least < most) {
            int digits = (least + most) / 2;
            boolean isEnough = binary(number.round(new MathContext(digits, RoundingMode.HALF_EVEN)))
                            .compareTo(number)
                    == 0;
            least = isEnough ? least : digits + 1;
            most = isEnough ? digits : most;
        }
        return stripped(number.round(new MathContext(least, RoundingMode.HALF_EVEN)));
    }

    /** The nearest number that 512 bits hold. */
    static BigDecimal binary(BigDecimal number) {
        if (number.signum() == 0 || number.scale() <= 0 && number.precision() - number.scale() < DIGITS - 3) {
            return number;
        }
        if (number.scale() < 0) {
            return binary(number.setScale(0));
        }
        BigInteger dividend = number.unscaledValue().abs();
        BigInteger divisor = BigInteger.TEN.pow(number.scale());
        int shift = Math.max(0, BITS + 1 - dividend.bitLength() + divisor.bitLength());
        BigInteger[] parts = dividend.shiftLeft(shift).divideAndRemainder(divisor);
        int surplus = parts[0].bitLength() - BITS;
        BigInteger mantissa = rounded(parts[0], surplus, parts[1].signum() != 0);
        BigDecimal value = new BigDecimal(mantissa.shiftLeft(Math.max(0, surplus)))
                .divide(new BigDecimal(BigInteger.ONE.shiftLeft(shift)));
        return number.signum() < 0 ? value.negate() : value;
    }

    /** Without its last bits, to the nearest, and of two to the even one. */
    private static BigInteger rounded(BigInteger bits, int surplus, boolean hasMore) {
        if (surplus <= 0) {
            return bits;
        }
        BigInteger kept = bits.shiftRight(surplus);
        boolean isHalf = bits.testBit(surplus - 1);
        boolean isMore = hasMore || bits.getLowestSetBit() < surplus - 1;
        return isHalf && (isMore || kept.testBit(0)) ? kept.add(BigInteger.ONE) : kept;
    }
}
