package io.github.akspolicy.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One value of a manifest, as the API server would decode it, that knows where its file says so. Values follow
 * kubectl's reading of YAML (see {@link ManifestReader}), not YAML 1.1 or 1.2 alone.
 */
public sealed interface Node {
    /** Where the value's own text begins (not its key). */
    Position position();

    /** A word for messages: {@code mapping}, {@code list}, {@code string}, {@code boolean}, {@code number}, {@code null}. */
    String typeName();

    /**
     * A YAML mapping or JSON object. Keys are unique, each with its last value, and keep the order of the file.
     *
     * @param entries the entries in the order of the file
     * @param position where the mapping begins
     * @param ignoresCase whether a key is found in any case, as Azure reads JSON; see {@link Node#ignoringCase}
     */
    record Mapping(List<Entry> entries, Position position, boolean ignoresCase) implements Node {
        public Mapping {
            entries = List.copyOf(entries);
        }

        /** A mapping whose keys are found in the very case. */
        public Mapping(List<Entry> entries, Position position) {
            this(entries, position, false);
        }

        /** The entry with this key, or null. */
        public @Nullable Entry entry(String key) {
            int index = indexOf(key);
            return index < 0 ? null : entries.get(index);
        }

        /** Where the entry with this key stands among {@link #entries}, or -1. */
        int indexOf(String key) {
            // no iterator: this is the innermost loop of every policy
            for (int i = 0; i < entries.size(); i++) {
                if (entries.get(i).key().equals(key)) {
                    return i;
                }
            }
            return ignoresCase ? indexIgnoringCase(key) : -1;
        }

        private int indexIgnoringCase(String key) {
            for (int i = 0; i < entries.size(); i++) {
                if (entries.get(i).key().equalsIgnoreCase(key)) {
                    return i;
                }
            }
            return -1;
        }

        /** The value of this key, or null when there is no such key. */
        public @Nullable Node get(String key) {
            Entry entry = entry(key);
            return entry == null ? null : entry.value();
        }

        @Override
        public String typeName() {
            return "mapping";
        }
    }

    /**
     * A key and its value.
     *
     * @param key the key as a string, as JSON has it
     * @param keyPosition where the key is written; for an entry merged in by {@code <<} the place it was written
     * @param value the value
     * @param dropped what the same mapping said of the key before, which counts for nothing; null when it says it once
     */
    record Entry(
            String key,
            Position keyPosition,
            Node value,
            @Nullable Dropped dropped) {
        public Entry(String key, Position keyPosition, Node value) {
            this(key, keyPosition, value, null);
        }
    }

    /**
     * What a mapping says of a key before it says it again.
     *
     * @param first where the key is written first
     * @param isSame whether nothing is lost: each time the value is the same
     */
    record Dropped(Position first, boolean isSame) {}

    /**
     * A YAML sequence or JSON array.
     *
     * @param items the items in order
     * @param position where the sequence begins
     */
    record Sequence(List<Node> items, Position position) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String typeName() {
            return "list";
        }
    }

    /**
     * A scalar.
     *
     * @param value a {@link String}, {@link Boolean}, {@link Long}, {@link java.math.BigInteger}, {@link Double}, null for
     *     null, or {@link Unresolved} in definitions whose values are known only at deployment
     * @param position where the scalar's text begins
     * @param text where the lines of its value stand when there are several, else null; no part of what it equals
     * @param later what is known of a text that holds {@link Placeholders}, else null; no part of what it equals
     */
    record Scalar(
            @Nullable Object value,
            Position position,
            @Nullable ScalarText text,
            @Nullable Unresolved later) implements Node {
        public Scalar(@Nullable Object value, Position position) {
            this(value, position, null, null);
        }

        Scalar(@Nullable Object value, Position position, @Nullable ScalarText text) {
            this(value, position, text, null);
        }

        /** The same text, which something fills in before it is applied. */
        Scalar filledIn(Unresolved known) {
            return new Scalar(value, position, text, known);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Scalar scalar
                    && Objects.equals(value, scalar.value)
                    && position.equals(scalar.position);
        }

        @Override
        public int hashCode() {
            return Objects.hash(value, position);
        }

        @Override
        public String typeName() {
            if (value == null) {
                return "null";
            }
            if (value instanceof Unresolved) {
                return "expression";
            }
            return value instanceof String ? "string" : value instanceof Boolean ? "boolean" : "number";
        }
    }

    /** The same value with all of it at one place, for a text whose own places mean nothing to the reader of the file. */
    static Node moved(Node node, Position to) {
        if (node instanceof Mapping mapping) {
            return new Mapping(
                    mapping.entries().stream()
                            .map(entry -> new Entry(
                                    entry.key(),
                                    to,
                                    moved(entry.value(), to),
                                    entry.dropped() == null
                                            ? null
                                            : new Dropped(to, entry.dropped().isSame())))
                            .toList(),
                    to,
                    mapping.ignoresCase());
        }
        if (node instanceof Sequence list) {
            return new Sequence(
                    list.items().stream().map(item -> moved(item, to)).toList(), to);
        }
        return new Scalar(((Scalar) node).value(), to, null, ((Scalar) node).later());
    }

    /**
     * The same value whose keys are found in any case, a key in the very case first: how Azure reads the names of properties.
     *
     * @param exact whether the mapping of a key keeps its case, such as labels of Kubernetes within a resource of Azure
     */
    static Node ignoringCase(Node node, Predicate<String> exact) {
        if (node instanceof Mapping mapping) {
            return new Mapping(
                    mapping.entries().stream()
                            .map(entry -> new Entry(
                                    entry.key(),
                                    entry.keyPosition(),
                                    exact.test(entry.key()) ? entry.value() : ignoringCase(entry.value(), exact),
                                    entry.dropped()))
                            .toList(),
                    mapping.position(),
                    true);
        }
        return node instanceof Sequence list
                ? new Sequence(
                        list.items().stream()
                                .map(item -> ignoringCase(item, exact))
                                .toList(),
                        list.position())
                : node;
    }

    /** How many keys of the mappings in it are written more than once; see {@link Entry#dropped}. */
    static int writtenTwice(Node node) {
        int count = 0;
        if (node instanceof Mapping mapping) {
            List<Entry> entries = mapping.entries();
            for (int i = 0; i < entries.size(); i++) {
                Entry entry = entries.get(i);
                count += (entry.dropped() == null ? 0 : 1) + writtenTwice(entry.value());
            }
        } else if (node instanceof Sequence list) {
            for (Node item : list.items()) {
                count += writtenTwice(item);
            }
        }
        return count;
    }

    /**
     * The value as plain Java data, without positions: {@code LinkedHashMap}, {@code ArrayList} and scalar values.
     * For tests and for writers that need a whole value.
     */
    static @Nullable Object toPlain(Node node) {
        if (node instanceof Mapping mapping) {
            var map = new java.util.LinkedHashMap<String, @Nullable Object>();
            mapping.entries().forEach(entry -> map.put(entry.key(), toPlain(entry.value())));
            return map;
        }
        if (node instanceof Sequence sequence) {
            var list = new ArrayList<@Nullable Object>();
            sequence.items().forEach(item -> list.add(toPlain(item)));
            return list;
        }
        return ((Scalar) node).value();
    }
}
