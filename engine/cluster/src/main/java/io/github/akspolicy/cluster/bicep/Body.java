package io.github.akspolicy.cluster.bicep;

import org.jspecify.annotations.Nullable;

/** The body of a resource or module: its object, and how often and whether it is deployed. */
record Body(Expression.@Nullable Loop loop, @Nullable Expression condition, Expression.Structure object) {
    static Body of(Expression written) {
        Expression.Loop loop = written instanceof Expression.Loop around ? around : null;
        Expression inner = loop == null ? written : loop.body();
        Expression condition = null;
        if (inner instanceof Expression.If branch) {
            condition = branch.condition();
            inner = branch.body();
        }
        if (!(inner instanceof Expression.Structure object)) {
            throw new IllegalArgumentException("a body is an object");
        }
        return new Body(loop, condition, object);
    }
}
