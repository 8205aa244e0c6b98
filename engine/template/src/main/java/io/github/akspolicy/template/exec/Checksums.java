package io.github.akspolicy.template.exec;

import io.github.akspolicy.template.parse.Node;
import io.github.akspolicy.template.value.Value;
import java.util.List;
import java.util.Set;

/** Checksums that are not computed: nothing of what they are made of can be seen in them but that it has changed. */
final class Checksums {
    private static final Set<String> FUNCTIONS = Set.of("sha1sum", "sha256sum", "sha512sum");

    /** What stands for each of them. */
    static final Value STAND_IN = Value.of("0".repeat(64));

    private Checksums() {}

    /** The first command behind the last checksum of a pipeline; 0 where there is none. */
    static int behindLast(List<Node.Command> commands) {
        for (int i = commands.size() - 1; i >= 0; i--) {
            List<Node> words = commands.get(i).arguments();
            if (words.get(0) instanceof Node.Identifier function
                    && FUNCTIONS.contains(function.name())
                    && words.size() == (i == 0 ? 2 : 1)) {
                return i + 1;
            }
        }
        return 0;
    }
}
