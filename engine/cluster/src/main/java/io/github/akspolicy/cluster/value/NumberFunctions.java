package io.github.akspolicy.cluster.value;

import static io.github.akspolicy.cluster.value.Function.Parameter.NUMBER;
import static io.github.akspolicy.cluster.value.Function.Parameter.WHOLE;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The functions of numbers. */
final class NumberFunctions {
    /** Whole numbers that a {@code float64} holds, which powers are computed with. */
    private static final BigDecimal LARGEST_EXACT = BigDecimal.valueOf(1L << 53);

    private NumberFunctions() {}

    static Map<String, Function> all() {
        return Map.ofEntries(
                Map.entry("abs", number(BigDecimal::abs)),
                Map.entry("ceil", number(number -> number.setScale(0, RoundingMode.CEILING))),
                Map.entry("floor", number(number -> number.setScale(0, RoundingMode.FLOOR))),
                Map.entry("log", Function.of(NumberFunctions::log, NUMBER, NUMBER)),
                Map.entry("max", Function.ofMany(call -> extreme(call, BigDecimal::max), NUMBER, NUMBER)),
                Map.entry("min", Function.ofMany(call -> extreme(call, BigDecimal::min), NUMBER, NUMBER)),
                Map.entry("parseint", Function.of(NumberFunctions::parseInt, WHOLE, NUMBER)),
                Map.entry("pow", Function.of(NumberFunctions::pow, NUMBER, NUMBER)),
                Map.entry("signum", Function.of(NumberFunctions::signum, NUMBER)),
                Map.entry("sum", Function.of(NumberFunctions::sum, WHOLE)));
    }

    private static Function number(UnaryOperator<BigDecimal> body) {
        return Function.of(call -> call.made(body.apply(call.number(0))), NUMBER);
    }

    private static Value extreme(Call call, BinaryOperator<BigDecimal> choice) {
        BigDecimal best = call.number(0);
        for (int i = 1; i < call.count(); i++) {
            best = choice.apply(best, call.number(i));
        }
        for (Value argument : call.arguments()) {
            if (((Value.Number) argument).value().compareTo(best) == 0) {
                return argument;
            }
        }
        return call.made(best);
    }

    private static Value log(Call call) {
        double result = NaturalLogarithm.of(call.number(0).doubleValue())
                / NaturalLogarithm.of(call.number(1).doubleValue());
        if (Double.isNaN(result)) {
            throw call.wrong("the result is not a number");
        }
        return Double.isInfinite(result)
                ? call.unknown("the result of " + call.name() + " is infinite")
                : call.made(Numbers.of(result));
    }

    private static Value signum(Call call) {
        BigDecimal number = call.number(0);
        boolean isWhole = number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
        if (!isWhole || number.toBigInteger().bitLength() > 63) {
            throw call.wrong("the argument must be a whole number of 64 bits");
        }
        return call.made(number.signum());
    }

    /** Terraform computes with {@code float64}: what that does not hold exactly stays unknown. */
    private static Value pow(Call call) {
        BigDecimal base = call.number(0);
        Integer power = Numbers.integer(call.number(1));
        BigDecimal exact = power == null || Math.abs((long) power) > 64 ? null : power(base, power);
        return exact == null ? call.unknown("the result of pow is not exact") : call.made(exact);
    }

    private static @Nullable BigDecimal power(BigDecimal base, int power) {
        if (power == 0) {
            return BigDecimal.ONE;
        }
        if (base.precision() > 20 || base.stripTrailingZeros().scale() > 0) {
            return null;
        }
        BigDecimal result = base.pow(Math.abs(power));
        if (result.abs().compareTo(LARGEST_EXACT) > 0) {
            return null;
        }
        if (power > 0) {
            return result;
        }
        boolean isPowerOfTwo =
                result.signum() != 0 && result.abs().toBigIntegerExact().bitCount() == 1;
        return isPowerOfTwo ? BigDecimal.ONE.divide(result) : null;
    }

    private static Value parseInt(Call call) {
        if (!(call.get(0) instanceof Value.Text text)) {
            throw call.wrong("the first argument must be a string");
        }
        int base = call.integer(1);
        if (base < 2 || base > 62) {
            throw call.wrong("the base must be between 2 and 62");
        }
        BigInteger number = text.value().length() > 1000 ? null : parsed(text.value(), base);
        if (number == null) {
            throw call.wrong("\"" + text.value() + "\" is not a number of base " + base);
        }
        return call.made(new BigDecimal(number));
    }

    private static @Nullable BigInteger parsed(String text, int base) {
        boolean isSigned = text.startsWith("-") || text.startsWith("+");
        BigInteger number = text.length() > (isSigned ? 1 : 0) ? BigInteger.ZERO : null;
        for (int i = isSigned ? 1 : 0; number != null && i < text.length(); i++) {
            int digit = digit(text.charAt(i), base);
            number = digit < 0 || digit >= base
                    ? null
                    : number.multiply(BigInteger.valueOf(base)).add(BigInteger.valueOf(digit));
        }
        return number != null && text.startsWith("-") ? number.negate() : number;
    }

    /** Above a base of 36, capital letters follow the small ones. */
    private static int digit(char c, int base) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 10;
        }
        return c >= 'A' && c <= 'Z' ? c - 'A' + (base <= 36 ? 10 : 36) : -1;
    }

    private static Value sum(Call call) {
        if (call.items(0).isEmpty()) {
            throw call.wrong("the list is empty");
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (Value item : call.items(0)) {
            Value number = Function.at(call.name() + ": ", call.at(), () -> Conversion.to(Type.Primitive.NUMBER, item));
            if (!(number instanceof Value.Number known) || !Numbers.isWritable(known.value())) {
                throw call.wrong("an element is not a number");
            }
            sum = Arithmetic.add(sum, known.value());
        }
        return call.made(sum);
    }
}
