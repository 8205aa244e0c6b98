package io.github.akspolicy.cluster.value;

import io.github.akspolicy.manifest.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A function, with the types of its arguments.
 *
 * @param rest what further arguments are; null when there are none
 */
record Function(List<Parameter> parameters, @Nullable Parameter rest, Body body) {
    /** What makes the result. */
    interface Body {
        Value of(Call call);
    }

    /** How much of an argument must be known; with less, the result is unknown. */
    enum Needs {
        NOTHING,
        /** Itself, not its elements. */
        SHAPE,
        ALL
    }

    /** What a function takes. */
    record Parameter(Type type, Needs needs, boolean takesNull) {
        static final Parameter TEXT = new Parameter(Type.Primitive.STRING, Needs.ALL, false);
        static final Parameter NUMBER = new Parameter(Type.Primitive.NUMBER, Needs.ALL, false);
        static final Parameter BOOL = new Parameter(Type.Primitive.BOOL, Needs.ALL, false);
        /** A text, which may be unknown. */
        static final Parameter PERHAPS_TEXT = new Parameter(Type.Primitive.STRING, Needs.NOTHING, false);
        /** Whatever it is, known throughout. */
        static final Parameter WHOLE = new Parameter(Type.Primitive.ANY, Needs.ALL, false);
        /** Something with elements, of which some may be unknown. */
        static final Parameter SHAPE = new Parameter(Type.Primitive.ANY, Needs.SHAPE, false);
        /** Whatever it is, null and unknown as well. */
        static final Parameter ANYTHING = new Parameter(Type.Primitive.ANY, Needs.NOTHING, true);

        static final Parameter TEXTS = new Parameter(new Type.ListOf(Type.Primitive.STRING), Needs.ALL, false);
        static final Parameter LIST = new Parameter(new Type.ListOf(Type.Primitive.ANY), Needs.ALL, false);
        static final Parameter SET = new Parameter(new Type.SetOf(Type.Primitive.ANY), Needs.ALL, false);

        Parameter with(Needs other) {
            return new Parameter(type, other, takesNull);
        }
    }

    static Function of(Body body, Parameter... parameters) {
        return new Function(List.of(parameters), null, body);
    }

    /** A function that takes more arguments than those that it asks for. */
    static Function ofMany(Body body, Parameter rest, Parameter... parameters) {
        return new Function(List.of(parameters), rest, body);
    }

    /**
     * The result.
     *
     * @throws EvaluationException when the arguments are not those that it takes, whatever is unknown in them
     */
    Value call(String name, List<Value> arguments, Position at) {
        checkCount(name, arguments.size(), at);
        try {
            return called(name, arguments, at);
        } catch (EvaluationException wrong) {
            if (Known.firstUnknown(arguments) == null) {
                throw wrong;
            }
            // what is unknown may be what makes it right, such as another type of the elements of a list
            return Known.call(name, arguments, at);
        }
    }

    private Value called(String name, List<Value> arguments, Position at) {
        List<Value> converted = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            converted.add(converted(name, i, arguments.get(i), at));
        }
        for (int i = 0; i < converted.size(); i++) {
            if (isMissing(parameter(i).needs(), converted.get(i))) {
                return Known.call(name, arguments, at);
            }
        }
        return body.of(new Call(name, converted, at));
    }

    private void checkCount(String name, int count, Position at) {
        int least = parameters.size();
        if (count < least || rest == null && count > least) {
            throw new EvaluationException(
                    at,
                    name + " takes " + (rest == null ? "" : "at least ") + least
                            + (least == 1 ? " argument" : " arguments") + ", and has " + count);
        }
    }

    private Parameter parameter(int index) {
        return index < parameters.size() ? parameters.get(index) : java.util.Objects.requireNonNull(rest);
    }

    private Value converted(String name, int index, Value argument, Position at) {
        Parameter parameter = parameter(index);
        if (argument instanceof Value.Null && !parameter.takesNull()) {
            throw new EvaluationException(at, name + ": argument " + (index + 1) + " must not be null");
        }
        return at(name + ": argument " + (index + 1) + ": ", at, () -> Conversion.to(parameter.type(), argument));
    }

    /** Something whose errors are at a call, not at the value that is wrong, which may be in another file. */
    static <T> T at(String prefix, Position at, Supplier<T> conversion) {
        try {
            return conversion.get();
        } catch (EvaluationException wrong) {
            throw new EvaluationException(at, prefix + wrong.getMessage());
        }
    }

    private static boolean isMissing(Needs needs, Value argument) {
        return switch (needs) {
            case NOTHING -> false;
            case SHAPE ->
                argument instanceof Value.Unknown
                        || argument instanceof Value.Mapping mapping && mapping.rest() != null;
            case ALL -> !Known.isWhole(argument);
        };
    }
}
