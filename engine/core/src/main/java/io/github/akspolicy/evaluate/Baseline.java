package io.github.akspolicy.evaluate;

import io.github.akspolicy.source.SourceLocation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Frozen debt: findings that were there before, by key, environment and namespace. It may only shrink: what is not in it is new.
 *
 * @param path the file as reports show it
 * @param entries by finding key, in the order of the file
 */
public record Baseline(String path, Map<String, Entry> entries) {
    private static final char SEPARATOR = '/';

    /** No debt. */
    public static final Baseline NONE = new Baseline("", Map.of());

    /**
     * One finding.
     *
     * @param places where it occurs: an environment and, behind a slash, the namespace; an environment alone stands for what
     *     has no namespace
     * @param at its line
     */
    public record Entry(SortedSet<String> places, SourceLocation at) {
        public Entry {
            places = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(places));
        }
    }

    /** Whether an occurrence is in it. */
    boolean covers(Occurrence occurrence) {
        Entry entry = entries.get(occurrence.key());
        return entry != null && entry.places().contains(place(occurrence));
    }

    /** {@code prod/shop}; {@code prod} for what has no namespace. */
    static String place(Occurrence occurrence) {
        String namespace = occurrence.resource().namespace();
        String environment = occurrence.release().environment();
        return namespace == null || namespace.isEmpty() ? environment : environment + SEPARATOR + namespace;
    }

    /** The environment of a place. Names of environments have no slash. */
    static String environment(String place) {
        int end = place.indexOf(SEPARATOR);
        return end < 0 ? place : place.substring(0, end);
    }

    public Baseline {
        entries = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
}
