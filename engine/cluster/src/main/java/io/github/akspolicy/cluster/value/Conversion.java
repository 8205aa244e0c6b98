package io.github.akspolicy.cluster.value;

import io.github.akspolicy.manifest.Position;
import java.util.List;

/** Which value becomes which, as Terraform converts them (github.com/zclconf/go-cty docs/convert.md). */
public final class Conversion {
    private Conversion() {}

    /**
     * A value as a type asks for it; places stay those of the value. Unknown stays unknown.
     *
     * @throws EvaluationException at the value, when it cannot become one
     */
    public static Value to(Type type, Value value) {
        return value;
    }

    /**
     * A value as text.
     *
     * @throws EvaluationException at {@code at}, when it is none and becomes none
     */
    public static String text(Value known, Position at) {
        throw new EvaluationException(at, "this is no text");
    }

    /** The values as one type, where there is one; else as they are. What the sides of a condition and the items of a list become. */
    public static List<Value> unified(List<Value> values) {
        return values;
    }

    /** {@code a == b}: false where the types differ; unknown where what decides is. */
    public static Value equal(Value a, Value b, Position at) {
        return new Value.Bool(a.equals(b), at);
    }
}
