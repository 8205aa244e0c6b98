package io.github.akspolicy.cluster.arm;

import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.resource.cluster.AzureType;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Keys of one object that differ only in case: to Azure they are one name, and which of the values it takes is not defined. */
public final class SameNames {
    private static final int DEEPEST = 500;

    private SameNames() {}

    /** Reports those of one object; what is absent or no object has none. */
    public static void in(@Nullable Node node, BiConsumer<Position, String> problems) {
        if (!(node instanceof Node.Mapping mapping)) {
            return;
        }
        Map<String, String> seen = new HashMap<>();
        for (Node.Entry entry : mapping.entries()) {
            String before = seen.putIfAbsent(entry.key().toLowerCase(Locale.ROOT), entry.key());
            if (before != null) {
                problems.accept(
                        entry.keyPosition(),
                        "\"" + entry.key() + "\" and \"" + before
                                + "\" are the same name to Azure, which ignores case: remove one of them");
            }
        }
    }

    /** The same of an object and all that is in it, but for mappings whose keys are not Azure's. */
    public static void throughout(Node node, BiConsumer<Position, String> problems) {
        throughout(node, problems, 0);
    }

    private static void throughout(Node node, BiConsumer<Position, String> problems, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        if (node instanceof Node.Mapping mapping) {
            in(mapping, problems);
            for (Node.Entry entry : mapping.entries()) {
                if (!AzureType.keepsCase(entry.key())) {
                    throughout(entry.value(), problems, depth + 1);
                }
            }
        } else if (node instanceof Node.Sequence list) {
            list.items().forEach(item -> throughout(item, problems, depth + 1));
        }
    }
}
