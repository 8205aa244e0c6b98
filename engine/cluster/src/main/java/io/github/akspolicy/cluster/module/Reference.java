package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.hcl.Expression;
import io.github.akspolicy.manifest.Position;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A name with what is taken of it: {@code module.a[0].x}.
 *
 * @param steps {@link Expression.Attribute}s and {@link Expression.Index}es, of which only the outermost part counts
 */
record Reference(String root, List<Expression> steps, Position at) {
    /** An expression as a reference; null when it is none. */
    static @Nullable Reference of(Expression expression) {
        var steps = new ArrayList<Expression>();
        Expression inner = expression;
        while (!(inner instanceof Expression.Name name)) {
            steps.add(inner);
            if (inner instanceof Expression.Attribute attribute) {
                inner = attribute.of();
            } else if (inner instanceof Expression.Index index) {
                inner = index.of();
            } else {
                return null;
            }
        }
        Collections.reverse(steps);
        return new Reference(name.name(), steps, expression.at());
    }

    /** The name that a step takes; null when it takes an element, or there is no such step. */
    @Nullable
    String name(int step) {
        return step < steps.size() && steps.get(step) instanceof Expression.Attribute attribute
                ? attribute.name()
                : null;
    }
}
