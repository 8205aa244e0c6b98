package io.github.akspolicy.template.function;

import static io.github.akspolicy.template.value.GoType.ANY;
import static io.github.akspolicy.template.value.GoType.INT;
import static io.github.akspolicy.template.value.GoType.STRING;

import io.github.akspolicy.template.print.Printer;
import io.github.akspolicy.template.text.GoNumbers;
import io.github.akspolicy.template.value.Arguments;
import io.github.akspolicy.template.value.Function;
import io.github.akspolicy.template.value.FunctionException;
import io.github.akspolicy.template.value.GoInteger;
import io.github.akspolicy.template.value.GoSlice;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongBinaryOperator;
import java.util.stream.Collectors;

/** Sprig's arithmetic with whole numbers of 64 bits, which wrap around, and its lists of numbers. */
final class Integers {
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final int OCTAL = 8;

    private Integers() {}

    static void addTo(FunctionTable table) {
        List<GoType> one = List.of(ANY);
        List<GoType> two = List.of(ANY, ANY);
        table.add("add1", one, in -> wide(in, Cast.integer(in.get(0)) + 1))
                .variadic("add", List.of(), ANY, in -> wide(in, reduced(in.all(), 0, Long::sum)))
                .add("sub", two, in -> wide(in, Cast.integer(in.get(0)) - Cast.integer(in.get(1))))
                .add("div", two, in -> wide(in, Cast.integer(in.get(0)) / divisor(in)))
                .add("mod", two, in -> wide(in, Cast.integer(in.get(0)) % divisor(in)))
                .variadic("mul", one, ANY, fold((a, b) -> a * b))
                .variadic("max", one, ANY, fold(Math::max))
                .variadic("min", one, ANY, fold(Math::min))
                .alias("biggest", "max")
                .add("int", one, in -> Value.of(GoInteger.of(Cast.integer(in.get(0))), in.sources()))
                .add("int64", one, in -> wide(in, Cast.integer(in.get(0))))
                .add("atoi", List.of(STRING), in -> Value.of(GoInteger.of(decimal(in.bytes(0))), in.sources()))
                .add(
                        "toDecimal",
                        one,
                        in -> wide(
                                in,
                                GoNumbers.signed(Printer.bytes(in.get(0)), OCTAL)
                                        .orElse(0L)))
                .add("until", List.of(INT), in -> list(in, 0, in.integer(0), in.integer(0) < 0 ? -1 : 1))
                .add("untilStep", List.of(INT, INT, INT), in -> list(in, in.integer(0), in.integer(1), in.integer(2)))
                .variadic("seq", List.of(), INT, Integers::sequence);
    }

    private static Value wide(Arguments in, long number) {
        return Value.of(GoInteger.wide(number), in.sources());
    }

    private static Function.Body fold(LongBinaryOperator operator) {
        return in -> wide(in, reduced(in.from(1), Cast.integer(in.get(0)), operator));
    }

    private static long reduced(List<Value> values, long start, LongBinaryOperator operator) {
        long result = start;
        for (long each : Cast.integers(values)) {
            result = operator.applyAsLong(result, each);
        }
        return result;
    }

    private static long divisor(Arguments in) throws FunctionException {
        long divisor = Cast.integer(in.get(1));
        if (divisor == 0) {
            throw new FunctionException("runtime error: integer divide by zero");
        }
        return divisor;
    }

    /** A number in decimal; the nearest possible one where it is too large, 0 where it is not one. */
    static long decimal(String text) {
        return GoNumbers.integer(text, 10)
                .map(value -> value.min(MAX).max(MIN).longValue())
                .orElse(0L);
    }

    private static Value list(Arguments in, long start, long stop, long step) {
        Sources sources = in.sources();
        List<Value> elements = new ArrayList<>();
        for (long each : steps(in, start, stop, step)) {
            elements.add(Value.of(GoInteger.of(each), sources));
        }
        return Value.of(GoSlice.grown(GoType.INTS, elements, 1), sources);
    }

    private static List<Long> steps(Arguments in, long start, long stop, long step) {
        List<Long> all = new ArrayList<>();
        boolean down = stop < start;
        if (down ? step >= 0 : step <= 0) {
            return all;
        }
        in.caller().reserve(Math.abs((stop - start) / step));
        for (long i = start; down ? i > stop : i < stop; i += step) {
            all.add(i);
        }
        return all;
    }

    private static Value sequence(Arguments in) {
        int count = in.size();
        long start = count > 1 ? in.integer(0) : 1;
        long end = count > 0 ? in.integer(count == 2 ? 1 : count - 1) : 0;
        long down = end < start ? -1 : 1;
        long step = count == 3 ? in.integer(1) : down;
        boolean empty = count == 0 || count > 3 || count == 3 && down < 0 && step > 0;
        List<Long> all = empty ? List.of() : steps(in, start, end + down, step);
        String text = all.stream().map(String::valueOf).collect(Collectors.joining(" "));
        return Value.of(Text.of(text), in.sources());
    }
}
