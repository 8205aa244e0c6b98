package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.hcl.Body;
import io.github.akspolicy.cluster.hcl.Expression;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What Terraform itself says of its blocks, whatever the providers say: which arguments and blocks they have, and how things are
 * named (internal/configs of Terraform 1.13).
 */
record Arguments(Problems problems) {
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_-]*");

    /** Names that a call of a module uses otherwise. */
    private static final Set<String> RESERVED =
            Set.of("source", "version", "providers", "count", "for_each", "lifecycle", "depends_on", "locals");

    /** Some are of later versions. */
    private static final Map<String, Set<String>> ARGUMENTS = Map.of(
            "variable",
                    Set.of(
                            "type",
                            "default",
                            "description",
                            "sensitive",
                            "ephemeral",
                            "nullable",
                            "deprecated",
                            "const"),
            "output", Set.of("value", "description", "sensitive", "ephemeral", "depends_on", "deprecated", "type"),
            "validation", Set.of("condition", "error_message"),
            "lifecycle",
                    Set.of(
                            "create_before_destroy",
                            "prevent_destroy",
                            "ignore_changes",
                            "replace_triggered_by",
                            "destroy",
                            "enabled",
                            "action_trigger"));

    private static final Set<String> SWITCHES = Set.of("sensitive", "ephemeral", "nullable");

    private static final Map<String, Set<String>> BLOCKS = Map.of(
            "variable", Set.of("validation"),
            "output", Set.of("precondition"),
            "validation", Set.of(),
            "lifecycle", Set.of("precondition", "postcondition", "action_trigger"),
            "module", Set.of("_"),
            "locals", Set.of());

    /** Reports what a block cannot hold. */
    void check(Body.Block block) {
        Set<String> arguments = ARGUMENTS.get(block.type());
        if (arguments != null) {
            for (Body.Attribute attribute : block.body().attributes()) {
                if (!arguments.contains(attribute.name())) {
                    problems.add(attribute.at(), block.type() + " has no argument " + attribute.name());
                } else if (SWITCHES.contains(attribute.name()) && !isSwitch(attribute.value())) {
                    problems.add(attribute.value().at(), attribute.name() + " is true or false, nothing else");
                }
            }
        }
        for (Body.Block inner : block.body().blocks()) {
            if (inner.type().equals("lifecycle") && block.type().equals("resource")) {
                check(inner);
            }
        }
        Set<String> blocks = BLOCKS.get(block.type());
        if (blocks != null) {
            for (Body.Block inner : block.body().blocks()) {
                if (!blocks.contains(inner.type())) {
                    problems.add(inner.at(), block.type() + " holds no block of type " + inner.type());
                } else if (inner.type().equals("validation")) {
                    check(inner);
                }
            }
        }
        name(block);
    }

    private static boolean isSwitch(Expression value) {
        return value instanceof Expression.Literal literal
                ? literal.value() instanceof Boolean
                : value instanceof Expression.Template template
                        && template.parts().size() == 1
                        && template.parts().get(0) instanceof Expression.Part.Text text
                        && (text.text().equals("true") || text.text().equals("false"));
    }

    private void name(Body.Block block) {
        if (block.labels().isEmpty()) {
            return;
        }
        String name = block.labels().get(block.labels().size() - 1);
        if (!block.type().equals("provider") && !NAME.matcher(name).matches()) {
            problems.add(
                    block.at(),
                    "\"" + name
                            + "\" is not a name: one has letters, digits, _ and -, and does not begin with a digit");
        } else if (block.type().equals("variable") && RESERVED.contains(name)) {
            problems.add(block.at(), "a variable cannot be named " + name);
        }
    }
}
