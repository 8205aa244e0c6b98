package io.github.akspolicy.manifest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Collects the entries of one mapping and applies {@code <<}; of equal keys the last one holds. */
final class MappingBuilder {
    private static final int SMALL = 12;

    private final List<Node.Entry> entries = new ArrayList<>(8);

    /** Where each key is in {@link #entries}; only for mappings too large to search through. */
    private @Nullable Map<String, Integer> index;

    /** Where each key was written in this mapping itself; only once something was merged in. */
    private @Nullable Map<String, Position> written;

    /** The keys that are no strings in YAML; null when there is none. */
    private @Nullable Map<String, Object> kinds;

    List<Node.Entry> entries() {
        return entries;
    }

    /** Where this mapping itself has the key first; null when it has not. */
    @Nullable
    Position written(String key) {
        if (written != null) {
            return written.get(key);
        }
        int found = find(key);
        if (found < 0) {
            return null;
        }
        Node.Entry entry = entries.get(found);
        return entry.dropped() == null ? entry.keyPosition() : entry.dropped().first();
    }

    /**
     * Enters what kind of value the key is of, before {@link #add}.
     *
     * @return whether the mapping itself has the key already, of another kind: 1 and "1" are two keys to kubectl until it writes
     *     them as JSON, which keeps either
     */
    boolean isOtherKind(String key, Object raw) {
        Object before = kinds == null ? null : kinds.get(key);
        boolean isOther = written(key) != null && !raw.equals(before == null ? key : before);
        if (!(raw instanceof String)) {
            kinds = kinds == null ? new HashMap<>() : kinds;
            kinds.put(key, raw);
        }
        return isOther;
    }

    /** Adds an entry of this mapping itself; it overrides what stands before it. */
    void add(String key, Position keyPosition, Node value) {
        Position first = written(key);
        put(new Node.Entry(
                key, keyPosition, value, first == null ? null : new Node.Dropped(first, isSame(key, value))));
        if (written != null) {
            written.putIfAbsent(key, keyPosition);
        }
    }

    private boolean isSame(String key, Node value) {
        Node.Entry before = entries.get(find(key));
        return written == null
                && (before.dropped() == null || before.dropped().isSame())
                && Objects.equals(Node.toPlain(before.value()), Node.toPlain(value));
    }

    /** Merges one entry of another mapping in. As in kubectl it overrides whatever stands before it. */
    void merge(Node.Entry entry) {
        if (written == null) {
            written = new HashMap<>();
            for (Node.Entry own : entries) {
                written.put(
                        own.key(),
                        own.dropped() == null
                                ? own.keyPosition()
                                : own.dropped().first());
            }
        }
        // what the other mapping says twice is found in that one
        put(new Node.Entry(entry.key(), entry.keyPosition(), entry.value()));
    }

    private void put(Node.Entry entry) {
        int found = find(entry.key());
        if (found >= 0) {
            entries.set(found, entry);
            return;
        }
        entries.add(entry);
        if (index != null) {
            index.put(entry.key(), entries.size() - 1);
        } else if (entries.size() > SMALL) {
            var all = new HashMap<String, Integer>();
            for (int i = 0; i < entries.size(); i++) {
                all.put(entries.get(i).key(), i);
            }
            index = all;
        }
    }

    private int find(String key) {
        if (index != null) {
            Integer found = index.get(key);
            return found == null ? -1 : found;
        }
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).key().equals(key)) {
                return i;
            }
        }
        return -1;
    }
}
