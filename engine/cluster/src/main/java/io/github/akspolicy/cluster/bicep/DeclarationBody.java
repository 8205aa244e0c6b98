package io.github.akspolicy.cluster.bicep;

import org.jspecify.annotations.Nullable;

/** The body of a resource or module: its object, and how often and whether it is deployed. */
record DeclarationBody(
        BicepExpression.@Nullable Loop loop, @Nullable BicepExpression condition, BicepExpression.Structure object) {
    static DeclarationBody of(BicepExpression written) {
        BicepExpression.Loop loop = written instanceof BicepExpression.Loop around ? around : null;
        BicepExpression inner = loop == null ? written : loop.body();
        BicepExpression condition = null;
        if (inner instanceof BicepExpression.If branch) {
            condition = branch.condition();
            inner = branch.body();
        }
        if (!(inner instanceof BicepExpression.Structure object)) {
            throw new IllegalArgumentException("a body is an object");
        }
        return new DeclarationBody(loop, condition, object);
    }
}
