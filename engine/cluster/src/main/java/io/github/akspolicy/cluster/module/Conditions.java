package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.hcl.Body;
import io.github.akspolicy.cluster.hcl.Expression;
import io.github.akspolicy.cluster.value.EvaluationException;
import io.github.akspolicy.cluster.value.Value;
import io.github.akspolicy.manifest.Position;

/** Conditions that the configuration sets for itself: {@code validation} and {@code precondition}. */
final class Conditions {
    private Conditions() {}

    /** Checks one. It is a problem when it is known not to hold. @param at what does not meet it */
    static void check(Module module, Body.Block block, NameScope scope, String subject, Position at) {
        Expression condition = Repetition.expression(block.body(), "condition");
        if (condition == null) {
            module.reading().problems().add(block.at(), "condition is missing in " + block.type());
            return;
        }
        Reading reading = module.reading();
        Trace.Traced holds = reading.memory()
                .guarded(
                        module.address(),
                        subject,
                        condition.at(),
                        () -> Operators.truth(reading.evaluator().evaluate(condition, scope), condition.at()));
        if (holds.value() instanceof Value.Bool bool && !bool.value()) {
            reading.problems().add(at, subject + " does not meet its " + block.type() + message(reading, block, scope));
        }
    }

    private static String message(Reading reading, Body.Block block, NameScope scope) {
        Expression message = Repetition.expression(block.body(), "error_message");
        try {
            return message != null && reading.evaluator().evaluate(message, scope) instanceof Value.Text text
                    ? ": " + text.value().strip()
                    : "";
        } catch (EvaluationException wrong) {
            return "";
        }
    }
}
