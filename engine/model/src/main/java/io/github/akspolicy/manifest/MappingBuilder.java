package io.github.akspolicy.manifest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the entries of one mapping and applies {@code <<}; of equal keys the last one holds. */
final class MappingBuilder {
    private static final int SMALL = 12;

    private final List<Node.Entry> entries = new ArrayList<>(8);

    /** Where each key is in {@link #entries}; only for mappings too large to search through. */
    private @Nullable Map<String, Integer> index;

    /** Where each key was written in this mapping itself; only once something was merged in. */
    private @Nullable Map<String, Position> written;

    List<Node.Entry> entries() {
        return entries;
    }

    /** Where this mapping itself has the key already; null when it has not. */
    @Nullable
    Position written(String key) {
        if (written != null) {
            return written.get(key);
        }
        int found = find(key);
        return found < 0 ? null : entries.get(found).keyPosition();
    }

    /** Adds an entry of this mapping itself; it overrides what was merged in before. */
    void add(String key, Position keyPosition, Node value) {
        put(new Node.Entry(key, keyPosition, value));
        if (written != null) {
            written.put(key, keyPosition);
        }
    }

    /** Merges one entry of another mapping in. As in kubectl it overrides whatever stands before it. */
    void merge(Node.Entry entry) {
        if (written == null) {
            written = new HashMap<>();
            for (Node.Entry own : entries) {
                written.put(own.key(), own.keyPosition());
            }
        }
        put(entry);
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
