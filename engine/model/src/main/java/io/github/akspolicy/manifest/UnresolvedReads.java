package io.github.akspolicy.manifest;

import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The values that are known only at deployment and that some code has read as if they were known: what it makes of them is
 * unknown, whatever it says. Code that asks {@link Field#unresolved} has taken care of the field itself. So a policy needs no
 * line about placeholders: {@code privileged.isTrue()} of {@code ${PRIVILEGED}} is false, and the verdict is unknown all the same.
 *
 * <p>Of one thread: {@link #during} watches the code that it calls.
 */
public final class UnresolvedReads {
    private static final ThreadLocal<@Nullable UnresolvedReads> CURRENT = new ThreadLocal<>();

    private final Set<Read> reads = new LinkedHashSet<>();
    private final Map<Node, Boolean> asked = new IdentityHashMap<>();

    /**
     * A value that was read.
     *
     * @param at the field
     * @param value what is known of it
     */
    public record Read(Place at, Unresolved value) {}

    /** Code that is watched, with what it returns. */
    public <T> T during(Supplier<T> code) {
        UnresolvedReads outer = CURRENT.get();
        CURRENT.set(this);
        try {
            return code.get();
        } finally {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }

    static void read(Field field) {
        UnresolvedReads current = CURRENT.get();
        Unresolved value = field.pending();
        if (current != null && value != null && !current.asked.containsKey(field.node())) {
            current.reads.add(new Read(field.place(), value));
        }
    }

    static void asked(Field field) {
        UnresolvedReads current = CURRENT.get();
        if (current != null) {
            current.asked.put(field.node(), true);
            Place at = field.place();
            current.reads.removeIf(read -> read.at().equals(at));
        }
    }

    /** Counts the reads of other code, whose result is used again, for whoever is watched now. */
    public static void again(List<Read> reads) {
        UnresolvedReads current = CURRENT.get();
        if (current != null) {
            current.reads.addAll(reads);
        }
    }

    /** What was read so far, in that order. */
    public List<Read> all() {
        return List.copyOf(reads);
    }
}
