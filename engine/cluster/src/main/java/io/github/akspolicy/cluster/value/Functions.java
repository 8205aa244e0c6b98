package io.github.akspolicy.cluster.value;

import io.github.akspolicy.manifest.Position;
import java.util.List;

/** The pure functions of Terraform's language. */
public final class Functions {
    private Functions() {}

    /**
     * The result of a call. It is unknown where an argument that matters is, and where the function is not pure ({@code
     * timestamp}, {@code uuid}, {@code bcrypt}).
     *
     * @param at the call, which decides what it makes; what it takes out of an argument keeps its place
     * @throws EvaluationException when there is no such function, or the arguments are not those that it takes
     */
    public static Value call(String name, List<Value> arguments, Position at) {
        throw new EvaluationException(at, "there is no function " + name);
    }
}
