package io.github.akspolicy.template.function;

import io.github.akspolicy.template.print.Printer;
import io.github.akspolicy.template.value.Arguments;
import io.github.akspolicy.template.value.FunctionException;
import io.github.akspolicy.template.value.GoComplex;
import io.github.akspolicy.template.value.GoInteger;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoSlice;
import io.github.akspolicy.template.value.GoStruct;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.util.List;

/** Go's comparisons: values of basic kinds, which do not convert to each other. */
final class Comparisons {
    private enum Basic {
        NOT,
        BOOL,
        COMPLEX,
        INTEGER,
        FLOAT,
        TEXT,
        UNSIGNED
    }

    private Comparisons() {}

    static void addTo(FunctionTable table) {
        List<GoType> two = List.of(GoType.VALUE, GoType.VALUE);
        table.variadic("eq", List.of(GoType.VALUE), GoType.VALUE, in -> answer(in, equal(in, in.get(0), in.from(1))))
                .add("ne", two, in -> answer(in, !equal(in, in.get(0), in.from(1))))
                .add("lt", two, in -> answer(in, less(in)))
                .add("le", two, in -> answer(in, less(in) || equal(in, in.get(0), in.from(1))))
                .add("gt", two, in -> answer(in, !less(in) && !equal(in, in.get(0), in.from(1))))
                .add("ge", two, in -> answer(in, !less(in)));
    }

    private static Value answer(Arguments in, boolean answer) {
        return Value.of(answer, in.sources());
    }

    private static Basic basic(Value value) {
        Object data = value.data();
        if (data instanceof Boolean) {
            return Basic.BOOL;
        }
        if (data instanceof Text) {
            return Basic.TEXT;
        }
        if (data instanceof Double) {
            return Basic.FLOAT;
        }
        if (data instanceof GoComplex) {
            return Basic.COMPLEX;
        }
        if (data instanceof GoInteger integer) {
            return integer.type().kind().isUnsigned() ? Basic.UNSIGNED : Basic.INTEGER;
        }
        return Basic.NOT;
    }

    private static boolean equal(Arguments in, Value first, List<Value> others) throws FunctionException {
        if (others.isEmpty()) {
            throw new FunctionException("missing argument for comparison");
        }
        Basic kind = basic(first);
        for (Value other : others) {
            if (equal(in, first, kind, other)) {
                return true;
            }
        }
        return false;
    }

    private static boolean equal(Arguments in, Value first, Basic kind, Value other) throws FunctionException {
        Basic second = basic(other);
        if (kind == second) {
            return kind == Basic.NOT ? sameReference(first, other) : sameBasic(first, other);
        }
        if (isWhole(kind) && isWhole(second)) {
            return compare(integer(first), integer(other)) == 0;
        }
        if (!first.isNil() && !other.isNil()) {
            throw incompatible(in, first, other);
        }
        return false;
    }

    private static boolean sameBasic(Value first, Value other) {
        if (first.data() instanceof GoInteger one && other.data() instanceof GoInteger two) {
            return one.value() == two.value();
        }
        if (first.data() instanceof Double one && other.data() instanceof Double two) {
            return one.doubleValue() == two.doubleValue();
        }
        return java.util.Objects.equals(first.data(), other.data());
    }

    private static boolean sameReference(Value first, Value other) throws FunctionException {
        GoType one = first.type();
        GoType two = other.type();
        if (one != null && two != null && one.kind() != two.kind()) {
            throw new FunctionException("non-comparable types " + Printer.verb(first, 's') + ": " + one + ", " + two
                    + ": " + Printer.bytes(other));
        }
        if (isNil(first) || isNil(other)) {
            return isNil(first) == isNil(other);
        }
        if (!(other.data() instanceof GoStruct struct) || !struct.isComparable()) {
            throw new FunctionException("non-comparable type " + Printer.verb(other, 's') + ": " + two);
        }
        // what is behind a pointer is equal to itself alone
        return struct.type().kind() == GoType.Kind.PTR ? struct == first.data() : struct.equals(first.data());
    }

    private static boolean isNil(Value value) {
        return value.isNil()
                || value.data() instanceof GoMap map && map.isNil()
                || value.data() instanceof GoSlice slice && slice.isNil();
    }

    private static boolean isWhole(Basic kind) {
        return kind == Basic.INTEGER || kind == Basic.UNSIGNED;
    }

    private static GoInteger integer(Value value) {
        return (GoInteger) java.util.Objects.requireNonNull(value.data());
    }

    private static boolean less(Arguments in) throws FunctionException {
        Value first = in.get(0);
        Value second = in.get(1);
        Basic kind = basic(first);
        Basic other = basic(second);
        if (kind == Basic.NOT || other == Basic.NOT) {
            throw new FunctionException("invalid type for comparison");
        }
        if (isWhole(kind) && isWhole(other)) {
            return compare(integer(first), integer(second)) < 0;
        }
        if (kind != other) {
            throw incompatible(in, first, second);
        }
        return switch (kind) {
            case FLOAT -> floating(first) < floating(second);
            case TEXT -> bytes(first).compareTo(bytes(second)) < 0;
            default -> throw new FunctionException("invalid type for comparison");
        };
    }

    /** Numbers with and without sign; those below zero come first. */
    private static int compare(GoInteger one, GoInteger other) {
        boolean isNegative = one.type().kind().isSigned() && one.value() < 0;
        boolean otherIsNegative = other.type().kind().isSigned() && other.value() < 0;
        return isNegative == otherIsNegative ? Long.compareUnsigned(one.value(), other.value()) : isNegative ? -1 : 1;
    }

    private static double floating(Value value) {
        return value.data() instanceof Double number ? number : 0;
    }

    private static String bytes(Value value) {
        return value.data() instanceof Text text ? text.bytes() : "";
    }

    private static FunctionException incompatible(Arguments in, Value first, Value second) {
        String message = "incompatible types for comparison";
        boolean names = in.dialect().isRecent();
        return new FunctionException(names ? message + ": " + first.type() + " and " + second.type() : message);
    }
}
