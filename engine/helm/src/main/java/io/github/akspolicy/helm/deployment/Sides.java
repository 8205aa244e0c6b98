package io.github.akspolicy.helm.deployment;

import io.github.akspolicy.template.parse.Node;
import java.util.Set;

/** What the sides of a condition do. */
final class Sides {
    /** What writes nothing: it ends the execution, or changes a map. */
    private static final Set<String> SILENT = Set.of("fail", "required");

    private Sides() {}

    /** Whether a side writes something by itself, whatever else it does. */
    static boolean write(Node node) {
        if (node instanceof Node.Branch branch) {
            return write(branch.then()) || branch.otherwise() != null && write(branch.otherwise());
        }
        if (node instanceof Node.Sequence sequence) {
            return sequence.nodes().stream().anyMatch(Sides::write);
        }
        if (node instanceof Node.Text text) {
            return !text.text().isBlank();
        }
        if (node instanceof Node.Action action) {
            return action.pipeline().variables().isEmpty()
                    && action.pipeline().commands().stream().noneMatch(Sides::isSilent);
        }
        return node instanceof Node.Jump || node instanceof Node.Call;
    }

    private static boolean isSilent(Node.Command command) {
        return command.arguments().get(0) instanceof Node.Identifier function && SILENT.contains(function.name());
    }
}
