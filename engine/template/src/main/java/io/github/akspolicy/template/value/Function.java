package io.github.akspolicy.template.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function or a method that templates call. Arguments are of the types that it declares before it is called.
 *
 * @param name its name, for messages
 * @param fixed the types of the arguments that must be there
 * @param rest the type of any number of further ones; null if there may be none
 * @param body what it does
 */
public record Function(
        String name, List<GoType> fixed, @Nullable GoType rest, Body body) {
    /** What a function does. */
    @FunctionalInterface
    public interface Body {
        /**
         * The result.
         *
         * @param in the arguments
         * @throws FunctionException if Go's function returns an error or panics
         */
        Value call(Arguments in) throws FunctionException;
    }

    /** A function with a fixed number of arguments. */
    public static Function of(String name, List<GoType> fixed, Body body) {
        return new Function(name, fixed, null, body);
    }

    /** The index of the argument that decides which other one is the result; negative if it does not choose like that. */
    public int deciding(int count) {
        return name.equals("ternary") || name.equals("default") ? count - 1 : name.equals("coalesce") ? 0 : -1;
    }

    /** Whether it is Go's {@code and} or {@code or}, which do not look at all arguments. */
    public boolean shortCircuits() {
        return name.equals("and") || name.equals("or");
    }

    /** The type of an argument by its index. */
    public GoType typeOf(int index) {
        if (index < fixed.size()) {
            return fixed.get(index);
        }
        return java.util.Objects.requireNonNull(rest);
    }
}
