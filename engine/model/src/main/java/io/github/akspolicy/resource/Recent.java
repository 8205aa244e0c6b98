package io.github.akspolicy.resource;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A pure function of short texts that remembers its answers of late. Names of variables, amounts of memory and hosts of
 * registries come again in every resource, and an expression that is matched a hundred thousand times costs more than
 * the rest of a policy.
 *
 * <p>It keeps a fixed number of answers, whatever the input, and is unlocked: a race costs one more call and nothing else.
 *
 * @param <V> what the function makes; immutable
 */
public final class Recent<V> {
    private static final int SLOTS = 256;
    /** Longer texts are no names, and hostile ones must not fill the memory. */
    private static final int LONGEST = 64;

    private final Function<String, V> function;

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type cannot be made otherwise
    private final @Nullable Known<V>[] slots = new @Nullable Known[SLOTS];

    private record Known<V>(String text, V answer) {}

    /** @param function pure: equal texts give equal answers */
    public Recent(Function<String, V> function) {
        this.function = function;
    }

    /** What the function makes of a text. */
    public V of(String text) {
        if (text.length() > LONGEST) {
            return function.apply(text);
        }
        int hash = text.hashCode();
        int slot = (hash ^ hash >>> 16) & SLOTS - 1;
        Known<V> known = slots[slot];
        if (known == null || !known.text().equals(text)) {
            known = new Known<>(text, function.apply(text));
            slots[slot] = known;
        }
        return known.answer();
    }
}
