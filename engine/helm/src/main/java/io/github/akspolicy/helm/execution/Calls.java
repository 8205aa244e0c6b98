package io.github.akspolicy.helm.execution;

import io.github.akspolicy.template.parse.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How templates call each other. */
final class Calls {
    private Calls() {}

    /**
     * Whether a reader sees at once which template is called: by a name that is written there, which is not the path of a file,
     * and with more than a part of Helm's objects.
     */
    static boolean arePlain(Node node) {
        if (node instanceof Node.Call call) {
            return isName(call.name()) && !isPart(call.data());
        }
        if (!(node instanceof Node.Command command)) {
            return false;
        }
        List<Node> words = command.arguments();
        return words.size() == 3
                && words.get(0) instanceof Node.Identifier function
                && function.name().equals("include")
                && words.get(1) instanceof Node.Literal name
                && isName(name.text())
                && !isPart(words.get(2));
    }

    private static boolean isName(String name) {
        return name.indexOf('/') < 0;
    }

    private static boolean isPart(@Nullable Node data) {
        if (data instanceof Node.Pipeline pipeline && pipeline.commands().size() == 1) {
            List<Node> words = pipeline.commands().get(0).arguments();
            return words.size() == 1 && isPart(words.get(0));
        }
        return data instanceof Node.Field;
    }
}
