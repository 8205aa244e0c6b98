package io.github.akspolicy.evaluate;

import io.github.akspolicy.source.SourceLocation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Frozen debt: findings that were there before, by key and environment. It may only shrink: what is not in it is new.
 *
 * @param path the file as reports show it
 * @param entries by finding key, in the order of the file
 */
public record Baseline(String path, Map<String, Entry> entries) {
    /** No debt. */
    public static final Baseline NONE = new Baseline("", Map.of());

    /**
     * One finding.
     *
     * @param environments where it occurs
     * @param at its line
     */
    public record Entry(SortedSet<String> environments, SourceLocation at) {
        public Entry {
            environments = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(environments));
        }
    }

    public Baseline {
        entries = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    boolean contains(Occurrence occurrence) {
        Entry entry = entries.get(occurrence.key());
        return entry != null
                && entry.environments().contains(occurrence.release().environment());
    }
}
