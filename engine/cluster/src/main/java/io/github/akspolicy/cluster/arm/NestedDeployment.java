package io.github.akspolicy.cluster.arm;

import io.github.akspolicy.cluster.arm.Budget.Traced;
import io.github.akspolicy.manifest.Node;
import java.util.HashMap;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A deployment in a template.
 *
 * @param properties those of the deployment
 * @param evaluator that of the template around it
 */
record NestedDeployment(Node properties, ArmEvaluator evaluator) {
    /** Its template, which an expression may make; null when it is elsewhere. */
    @Nullable
    Node template() {
        Node template = Values.get(properties, "template");
        return template == null || template instanceof Node.Mapping ? template : evaluator.evaluate(template);
    }

    /** Whether its expressions mean its own parameters, not those of the template around it. */
    boolean isInner() {
        Node options = Values.get(properties, "expressionEvaluationOptions");
        Node scope = options == null ? null : Values.get(options, "scope");
        return scope != null && "inner".equalsIgnoreCase(Values.string(scope));
    }

    /** What its expressions can name. */
    Scope inner(Node template) {
        Budget budget = evaluator.scope().budget();
        var provided = new HashMap<String, Traced>();
        if (Values.get(properties, "parameters") instanceof Node.Mapping given) {
            for (Node.Entry entry : given.entries()) {
                provided.put(entry.key().toLowerCase(Locale.ROOT), budget.traced(() -> argument(entry)));
            }
        }
        return new Scope(template, provided, budget);
    }

    private Node argument(Node.Entry entry) {
        // the whole of it may be an expression that makes an object with the value
        Node argument = entry.value() instanceof Node.Mapping ? entry.value() : evaluator.evaluate(entry.value());
        Node value = Values.get(argument, "value");
        return value == null
                ? Values.unknown(
                        "⟨parameters('" + entry.key() + "')⟩", entry.value().position())
                : evaluator.evaluate(value);
    }
}
