package io.github.akspolicy.helm.thirdparty;

import io.github.akspolicy.manifest.Node;
import java.util.Objects;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Whether trees of two renders say the same. */
final class Nodes {
    private Nodes() {}

    static boolean isSame(@Nullable Node here, @Nullable Node there) {
        return isSame(here, there, String::equals);
    }

    /**
     * @param texts whether two texts are the same
     */
    static boolean isSame(@Nullable Node here, @Nullable Node there, BiPredicate<String, String> texts) {
        if (here == null || there == null) {
            return here == there;
        }
        if (here instanceof Node.Mapping one && there instanceof Node.Mapping other) {
            return one.entries().size() == other.entries().size()
                    && one.entries().stream()
                            .allMatch(entry -> other.get(entry.key()) != null
                                    && isSame(entry.value(), other.get(entry.key()), texts));
        }
        if (here instanceof Node.Sequence one && there instanceof Node.Sequence other) {
            boolean same = one.items().size() == other.items().size();
            for (int i = 0; same && i < one.items().size(); i++) {
                same = isSame(one.items().get(i), other.items().get(i), texts);
            }
            return same;
        }
        return here instanceof Node.Scalar one
                && there instanceof Node.Scalar other
                && (one.value() instanceof String text && other.value() instanceof String second
                        ? texts.test(text, second)
                        : Objects.equals(one.value(), other.value()));
    }
}
