package io.github.akspolicy.template.function;

import static io.github.akspolicy.template.value.GoType.ANY;
import static io.github.akspolicy.template.value.GoType.FLOAT64;
import static io.github.akspolicy.template.value.GoType.INT;

import io.github.akspolicy.template.text.Floats;
import io.github.akspolicy.template.value.Arguments;
import io.github.akspolicy.template.value.Function;
import io.github.akspolicy.template.value.FunctionException;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Sprig's arithmetic with floating point numbers: by decimals, so that 0.1 + 0.2 is 0.3, but for rounding. */
final class Decimals {
    private static final int QUOTIENT_DIGITS = 16;

    /** One step of a calculation. */
    private interface Step {
        BigDecimal of(BigDecimal left, BigDecimal right) throws FunctionException;
    }

    private Decimals() {}

    static void addTo(FunctionTable table) {
        List<GoType> one = List.of(ANY);
        table.add("float64", one, each(number -> number))
                .add("floor", one, each(Math::floor))
                .add("ceil", one, each(Math::ceil))
                .variadic("round", List.of(ANY, INT), FLOAT64, Decimals::round)
                .variadic("maxf", one, ANY, fold(Decimals::larger))
                .variadic("minf", one, ANY, fold((a, b) -> -larger(-a, -b)))
                .add("add1f", one, in -> result(in, decimal(in.get(0)).add(BigDecimal.ONE)))
                .variadic("addf", List.of(), ANY, in -> calculated(in, BigDecimal.ZERO, in.all(), BigDecimal::add))
                .variadic("subf", one, ANY, steps(BigDecimal::subtract))
                .variadic("mulf", one, ANY, steps(BigDecimal::multiply))
                .variadic("divf", one, ANY, steps(Decimals::quotient));
    }

    private static Function.Body each(DoubleUnaryOperator operator) {
        return in -> Value.of(operator.applyAsDouble(Cast.floating(in.get(0))), in.sources());
    }

    private static Function.Body fold(DoubleBinaryOperator operator) {
        return in -> {
            double result = Cast.floating(in.get(0));
            for (Value each : in.from(1)) {
                result = operator.applyAsDouble(result, Cast.floating(each));
            }
            return Value.of(result, in.sources());
        };
    }

    /** In Go, infinity is larger even than what is not a number. */
    private static double larger(double a, double b) {
        return a == Double.POSITIVE_INFINITY || b == Double.POSITIVE_INFINITY
                ? Double.POSITIVE_INFINITY
                : Math.max(a, b);
    }

    private static Value round(Arguments in) {
        double number = Cast.floating(in.get(0));
        long places = in.integer(1);
        double threshold = in.size() > 2 ? Cast.floating(in.get(2)) : 0.5;
        double power = places < 0 ? 1 / Math.pow(10, -(double) places) : Math.pow(10, places);
        double digits = power * number;
        double fraction = digits - truncated(digits);
        double rounded = fraction >= threshold ? Math.ceil(digits) : Math.floor(digits);
        return Value.of(rounded / power, in.sources());
    }

    private static double truncated(double number) {
        return number < 0 ? Math.ceil(number) : Math.floor(number);
    }

    private static Function.Body steps(Step step) {
        return in -> calculated(in, decimal(in.get(0)), in.from(1), step);
    }

    private static Value calculated(Arguments in, BigDecimal start, List<Value> others, Step step)
            throws FunctionException {
        BigDecimal result = start;
        for (Value each : others) {
            result = step.of(result, decimal(each));
        }
        return result(in, result);
    }

    private static Value result(Arguments in, BigDecimal result) {
        return Value.of(result.doubleValue(), in.sources());
    }

    private static BigDecimal quotient(BigDecimal left, BigDecimal right) throws FunctionException {
        if (right.signum() == 0) {
            throw new FunctionException("decimal division by 0");
        }
        return left.divide(right, QUOTIENT_DIGITS, RoundingMode.HALF_UP);
    }

    /** The decimal with the fewest digits that is read as the number. */
    private static BigDecimal decimal(Value value) throws FunctionException {
        double number = Cast.floating(value);
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw new FunctionException("Cannot create a Decimal from " + Floats.general(number));
        }
        return new BigDecimal(Floats.format(number, 'e', -1));
    }
}
