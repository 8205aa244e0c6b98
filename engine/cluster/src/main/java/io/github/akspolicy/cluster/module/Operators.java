package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.value.Arithmetic;
import io.github.akspolicy.cluster.value.Conversion;
import io.github.akspolicy.cluster.value.EvaluationException;
import io.github.akspolicy.cluster.value.Type;
import io.github.akspolicy.cluster.value.Value;
import io.github.akspolicy.manifest.Position;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Operations on values (hcl's expression_ops.go, cty's stdlib). */
final class Operators {
    /** Larger ones would take time and mean nothing. */
    private static final int LARGEST_EXPONENT = 10_000;

    private Operators() {}

    /** An operation on two values that are at hand, other than {@code &&} and {@code ||}. */
    static Value apply(String operator, Value left, Value right, Position at) {
        if (operator.equals("==") || operator.equals("!=")) {
            Value equal = Conversion.equal(left, right, at);
            return equal instanceof Value.Bool bool
                    ? new Value.Bool(bool.value() == operator.equals("=="), at)
                    : unknown(operator, left, right, at, (Value.Unknown) equal);
        }
        Value a = number(left);
        Value b = number(right);
        Value.Unknown unknown = Unknowns.among(a, b);
        if (unknown != null) {
            return unknown(operator, left, right, at, unknown);
        }
        return calculated(operator, ((Value.Number) a).value(), ((Value.Number) b).value(), at);
    }

    /** What an operation makes of values one of which is not known. */
    static Value.Unknown unknown(String operator, Value left, Value right, Position at, Value.Unknown why) {
        return Unknowns.made(Unknowns.shown(left) + " " + operator + " " + Unknowns.shown(right), at, why);
    }

    private static Value number(Value value) {
        Value number = Conversion.to(Type.Primitive.NUMBER, value);
        if (number instanceof Value.Null) {
            throw new EvaluationException(value.at(), "this is null, where a number is needed");
        }
        return number;
    }

    private static Value calculated(String operator, BigDecimal a, BigDecimal b, Position at) {
        return switch (operator) {
            case "<" -> new Value.Bool(a.compareTo(b) < 0, at);
            case ">" -> new Value.Bool(a.compareTo(b) > 0, at);
            case "<=" -> new Value.Bool(a.compareTo(b) <= 0, at);
            case ">=" -> new Value.Bool(a.compareTo(b) >= 0, at);
            default -> new Value.Number(plain(arithmetic(operator, checked(a, at), checked(b, at), at)), at);
        };
    }

    private static BigDecimal checked(BigDecimal number, Position at) {
        if (Math.abs((long) number.precision() - number.scale()) > LARGEST_EXPONENT) {
            throw new EvaluationException(at, "this number is too large to calculate with");
        }
        return number;
    }

    private static BigDecimal arithmetic(String operator, BigDecimal a, BigDecimal b, Position at) {
        return switch (operator) {
            case "+" -> Arithmetic.add(a, b);
            case "-" -> Arithmetic.subtract(a, b);
            case "*" -> Arithmetic.multiply(a, b);
            case "/" -> {
                if (b.signum() == 0) {
                    throw new EvaluationException(at, "this divides by zero");
                }
                yield Arithmetic.divide(a, b);
            }
            case "%" -> Arithmetic.remainder(a, b);
            default -> throw new EvaluationException(at, "there is no operator " + operator);
        };
    }

    private static BigDecimal plain(BigDecimal number) {
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }

    /** {@code -} or {@code !} of a value. */
    static Value negated(String operator, Value of, Position at) {
        if (operator.equals("!")) {
            Value bool = truth(of, of.at());
            return bool instanceof Value.Bool known
                    ? new Value.Bool(!known.value(), at)
                    : Unknowns.made("!" + Unknowns.shown(of), at, (Value.Unknown) bool);
        }
        Value number = number(of);
        return number instanceof Value.Number known
                ? new Value.Number(known.value().negate(), at)
                : Unknowns.made("-" + Unknowns.shown(of), at, (Value.Unknown) number);
    }

    /** A value as a {@link Value.Bool} or {@link Value.Unknown}. @throws EvaluationException when it is neither */
    static Value truth(Value value, Position at) {
        if (value instanceof Value.Null) {
            throw new EvaluationException(at, "this is null, where true or false is needed");
        }
        return Conversion.to(Type.Primitive.BOOL, value);
    }

    /**
     * {@code &&} and {@code ||}: one side decides when it is known to, whatever the other one is, also when that is wrong.
     *
     * @param left null when it is wrong
     * @param right null when it is wrong
     * @return null when what is wrong counts
     */
    static @Nullable Value logical(String operator, @Nullable Value left, @Nullable Value right, Position at) {
        boolean deciding = operator.equals("||");
        for (Value side : new Value[] {left, right}) {
            if (side instanceof Value.Bool bool && bool.value() == deciding) {
                return new Value.Bool(deciding, at);
            }
        }
        if (left instanceof Value.Unknown unknown) {
            return unknown(operator, unknown, right == null ? unknown : right, at, unknown);
        }
        if (left == null || right == null) {
            return null;
        }
        return right instanceof Value.Unknown unknown
                ? unknown(operator, left, right, at, unknown)
                : new Value.Bool(!deciding, at);
    }
}
