package io.github.akspolicy.cluster.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers as Terraform has them: 512 bits of precision, written without an exponent. */
final class Numbers {
    /** What 512 bits hold. */
    static final MathContext PRECISION = new MathContext(154, RoundingMode.HALF_EVEN);

    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?");
    private static final int LONGEST = 2_000;

    private Numbers() {}

    /** A text as a number; null when it is none, or one that is never written. */
    static @Nullable BigDecimal parsed(String text) {
        return text.length() > LONGEST || !NUMBER.matcher(text).matches()
                ? null
                : new BigDecimal(text).round(PRECISION);
    }

    /** Whether its digits can be written; else nothing computes with it. */
    static boolean isWritable(BigDecimal number) {
        return Math.abs((long) number.scale()) < 10_000 && number.precision() < 10_000;
    }

    /** {@code 1.5}, {@code 5} for 5.0. */
    static String text(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /** A {@code float64} with the fewest digits that tell it from its neighbours. */
    static BigDecimal of(double number) {
        for (int digits = 1; digits < 17; digits++) {
            BigDecimal rounded = new BigDecimal(number).round(new MathContext(digits));
            if (rounded.doubleValue() == number) {
                return rounded;
            }
        }
        return new BigDecimal(number).round(new MathContext(17));
    }

    /** As an {@code int}, when it is one. */
    static @Nullable Integer integer(BigDecimal number) {
        if (!isWritable(number) || number.stripTrailingZeros().scale() > 0) {
            return null;
        }
        return number.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0 ? null : number.intValueExact();
    }
}
