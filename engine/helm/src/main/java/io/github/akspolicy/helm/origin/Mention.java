package io.github.akspolicy.helm.origin;

import io.github.akspolicy.helm.chart.Instance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value that the templates around an absent field ask for.
 *
 * @param instance the chart whose values hold it
 * @param path keys and list indexes in its values
 * @param use what the templates do with it
 * @param compared the constant that a condition compares it with; else null
 */
public record Mention(
        Instance instance,
        List<Object> path,
        Use use,
        @Nullable Object compared) {
    /** What a template does with a value. */
    public enum Use {
        /** It prints all of it, or hands it on as a whole. */
        TREE,
        /** It goes over its items, and writes nothing where there are none. */
        LOOP,
        /** It prints it as a part of a line. */
        SCALAR,
        /** A condition asks for it. */
        CONDITION
    }

    public Mention {
        path = List.copyOf(path);
    }
}
