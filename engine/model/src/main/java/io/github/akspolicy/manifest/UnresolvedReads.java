package io.github.akspolicy.manifest;

import java.util.HashSet;
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

    // most policies read nothing of the kind, and there is one of these for each policy and resource
    private Set<Read> reads = Set.of();
    private Map<Node, Boolean> asked = Map.of();
    private Set<Position> askedAt = Set.of();

    /**
     * A value that was read.
     *
     * @param at the field
     * @param value what is known of it
     * @param document what tells the documents apart that values are of: {@link #documentOf}
     */
    public record Read(Place at, Unresolved value, int document) {
        /** The reading of a field that is still to come, for facts that outlive the document; null where the value is known. */
        public static @Nullable Read toCome(Field field) {
            Unresolved value = field.pending();
            return value == null ? null : new Read(field.place(), value, documentOf(field));
        }

        /** {@code privileged is known only at deployment: ${P}}, without what is known of the value, which may be a secret. */
        public String words() {
            FieldPath path = at.path();
            FieldPath list = path.parent();
            String name = path.lastIndex() >= 0 && list != null
                    ? list.lastField() + "[" + path.lastIndex() + "]"
                    : path.lastField();
            return name + " is known only at deployment: " + String.join(", ", value.placeholders());
        }
    }

    /** A number that all fields of one document share, and seldom those of two; it holds no part of the document. */
    public static int documentOf(Field field) {
        return System.identityHashCode(field.top().node());
    }

    /** Code that is watched, with what it returns. */
    public <T> T during(Supplier<T> code) {
        UnresolvedReads outer = CURRENT.get();
        CURRENT.set(this);
        try {
            return code.get();
        } finally {
            CURRENT.set(outer);
        }
    }

    static void read(Field field) {
        UnresolvedReads current = CURRENT.get();
        Unresolved value = field.pending();
        if (current != null && value != null && !current.asked.containsKey(field.node())) {
            current.add(new Read(field.place(), value, documentOf(field)));
        }
    }

    private void add(Read read) {
        if (reads.isEmpty()) {
            reads = new LinkedHashSet<>();
        }
        reads.add(read);
    }

    static void asked(Field field) {
        UnresolvedReads current = CURRENT.get();
        if (current != null) {
            if (current.asked.isEmpty()) {
                current.asked = new IdentityHashMap<>();
                current.askedAt = new HashSet<>();
            }
            current.asked.put(field.node(), true);
            Place at = field.place();
            current.askedAt.add(at.value());
            if (!current.reads.isEmpty()) {
                current.reads.removeIf(read -> read.at().equals(at));
            }
        }
    }

    /** Counts a reading that was {@link Read#toCome}. */
    public static void now(@Nullable Read read) {
        if (read != null) {
            again(List.of(read));
        }
    }

    /** Counts the reads of other code, whose result is used again, for whoever is watched now. */
    public static void again(List<Read> reads) {
        UnresolvedReads current = reads.isEmpty() ? null : CURRENT.get();
        if (current != null) {
            reads.forEach(current::add);
        }
    }

    /** Whether the code asked what is known of the value that begins at a position. */
    public boolean wasAsked(Position value) {
        return askedAt.contains(value);
    }

    /** What was read so far, in that order. */
    public List<Read> all() {
        return reads.isEmpty() ? List.of() : List.copyOf(reads);
    }
}
