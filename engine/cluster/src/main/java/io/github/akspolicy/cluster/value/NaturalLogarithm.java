package io.github.akspolicy.cluster.value;

/**
 * The natural logarithm with the last bit that Go has ({@code math.Log} on amd64): the method of FreeBSD's {@code e_log.c}, reduced to
 * the half-open range from the half of the square root of two.
 */
final class NaturalLogarithm {
    private static final double LN2_HIGH = 6.93147180369123816490e-01;
    private static final double LN2_LOW = 1.90821492927058770002e-10;
    private static final double[] L = {
        6.666666666666735130e-01,
        3.999999999940941908e-01,
        2.857142874366239149e-01,
        2.222219843214978396e-01,
        1.818357216161805012e-01,
        1.531383769920937332e-01,
        1.479819860511658591e-01
    };

    private NaturalLogarithm() {}

    static double of(double x) {
        if (x <= 0 || Double.isNaN(x) || Double.isInfinite(x)) {
            return Math.log(x);
        }
        int exponent = Math.getExponent(x) + 1;
        double fraction = Math.scalb(x, -exponent);
        if (fraction < Math.sqrt(2) / 2) {
            fraction *= 2;
            exponent--;
        }
        double f = fraction - 1;
        double s = f / (2 + f);
        double s2 = s * s;
        double s4 = s2 * s2;
        double odd = s2 * (L[0] + s4 * (L[2] + s4 * (L[4] + s4 * L[6])));
        double even = s4 * (L[1] + s4 * (L[3] + s4 * L[5]));
        double half = 0.5 * f * f;
        return exponent * LN2_HIGH - ((half - (s * (half + (odd + even)) + exponent * LN2_LOW)) - f);
    }
}
