package io.github.akspolicy.cluster.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * What Terraform computes with: binary numbers of 512 bits, so that {@code 0.3 - 0.1} has a small rest. Arguments and results are the
 * shortest decimals of such numbers; their digits can be written ({@code 1e10000} cannot).
 */
public final class Arithmetic {
    /** Twice as many digits as count: what is rounded again to 512 bits. */
    private static final MathContext DIVISION = new MathContext(330, RoundingMode.HALF_EVEN);

    private Arithmetic() {}

    /** The sum. */
    public static BigDecimal add(BigDecimal a, BigDecimal b) {
        return Floats.decimal(Floats.binary(a).add(Floats.binary(b)));
    }

    /** The difference. */
    public static BigDecimal subtract(BigDecimal a, BigDecimal b) {
        return Floats.decimal(Floats.binary(a).subtract(Floats.binary(b)));
    }

    /** The product. */
    public static BigDecimal multiply(BigDecimal a, BigDecimal b) {
        return Floats.decimal(Floats.binary(a).multiply(Floats.binary(b)));
    }

    /**
     * The quotient.
     *
     * @throws ArithmeticException when it divides by zero
     */
    public static BigDecimal divide(BigDecimal a, BigDecimal b) {
        return Floats.decimal(Floats.binary(a).divide(Floats.binary(b), DIVISION));
    }

    /** What is left of a division to a whole number towards zero; all of it when it divides by zero. */
    public static BigDecimal remainder(BigDecimal a, BigDecimal b) {
        if (b.signum() == 0) {
            return a;
        }
        BigDecimal quotient = Floats.binary(divide(a, b)).setScale(0, RoundingMode.DOWN);
        return subtract(a, multiply(b, quotient));
    }
}
