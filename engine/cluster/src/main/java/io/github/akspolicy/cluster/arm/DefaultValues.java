package io.github.akspolicy.cluster.arm;

import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.manifest.Unresolved;
import java.util.LinkedHashMap;
import java.util.Map;

/** The values of the parameters of a template by themselves. */
public final class DefaultValues {
    private DefaultValues() {}

    /** The default values of the parameters of a template, evaluated: what a file of parameters that is a template gives. */
    public static Map<String, Node> of(Node template) {
        var scope = new Scope(template, Map.of(), new Budget());
        Map<String, Node> values = new LinkedHashMap<>();
        if (Values.get(template, "parameters") instanceof Node.Mapping parameters) {
            for (Node.Entry entry : parameters.entries()) {
                try {
                    values.put(entry.key(), scope.parameter(entry.key(), entry.keyPosition()));
                } catch (Budget.TemplateException end) {
                    values.put(entry.key(), unknownParameter(entry.key(), entry.keyPosition()));
                }
            }
        }
        return values;
    }

    /** The value of a parameter that nothing gives. */
    public static Node unknownParameter(String name, Position at) {
        return Values.scalar(new Unresolved("[parameters('" + name + "')]", "⟨parameters('" + name + "')⟩"), at);
    }
}
