package io.github.akspolicy.template.value;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A map, which functions may change, and which several values may share. Its keys are bytes. */
public final class GoMap {
    private static final AtomicLong MADE = new AtomicLong();

    /** Which of all maps it is, in the order in which they are made. */
    private final long number;

    private final GoType type;
    private final boolean nil;

    /** The path of its values; null if no values file holds it. */
    private final @Nullable String path;

    private final Map<String, Value> entries;

    /** Makes the value of any key that is not there; null where such keys have none. */
    private final java.util.function.@Nullable Function<String, Value> unknown;

    private GoMap(GoType type, @Nullable String path, boolean nil, Map<String, Value> entries) {
        this(MADE.getAndIncrement(), type, path, nil, entries, null);
    }

    private GoMap(
            long number,
            GoType type,
            @Nullable String path,
            boolean nil,
            Map<String, Value> entries,
            java.util.function.@Nullable Function<String, Value> unknown) {
        this.number = number;
        this.type = type;
        this.path = path;
        this.nil = nil;
        this.entries = entries;
        this.unknown = unknown;
    }

    /** An empty map. */
    public static GoMap of(GoType type) {
        return new GoMap(type, null, false, new HashMap<>());
    }

    /** An empty map that stands for a place in the values. */
    public static GoMap at(GoType type, String path) {
        return new GoMap(type, path, false, new HashMap<>());
    }

    /** A {@code map[string]interface{}} of which it is not known what is in it: it has a value for each key that is asked for. */
    public static GoMap ofAny(java.util.function.Function<String, Value> values) {
        return new GoMap(MADE.getAndIncrement(), GoType.MAP, null, false, new HashMap<>(), values);
    }

    /**
     * An empty {@code map[string]interface{}} that tells which of its entries a template has looked at.
     *
     * @param asked takes the key of each, before it is handed out
     */
    public static GoMap watched(Consumer<String> asked) {
        return new GoMap(GoType.MAP, null, false, new WatchedEntries(asked));
    }

    /** An empty {@code map[string]interface{}}. */
    public static GoMap empty() {
        return of(GoType.MAP);
    }

    /** The map that is {@code nil}. */
    public static GoMap nil(GoType type) {
        return new GoMap(type, null, true, new HashMap<>());
    }

    public GoType type() {
        return type;
    }

    public boolean isNil() {
        return nil;
    }

    /** Where it stands in the values of the chart at the root; null if it does not. */
    public @Nullable String path() {
        return path;
    }

    /** The value of a key; null without one. */
    public @Nullable Value get(String key) {
        return unknown == null ? entries.get(key) : entries.computeIfAbsent(key, unknown);
    }

    /** What a template sees of a key that is not there: nothing, and where it would stand. */
    public Value missing(String key) {
        if (path == null) {
            return Value.NIL;
        }
        return Value.nil(Sources.of(new Source.Absent(ValuesPath.child(path, key))));
    }

    /** What a template sees of a key that is not there in a map whose elements stand behind no interface. */
    public Value zero() {
        GoType element = type.element();
        return element != null && element.kind() == GoType.Kind.SLICE
                ? Value.of(GoSlice.nil(element), Sources.NONE)
                : Value.of(Text.EMPTY);
    }

    /** Sets a key. */
    public void put(String key, Value value) {
        entries.put(key, value);
    }

    /** Removes a key, if it is there. */
    public void remove(String key) {
        entries.remove(key);
    }

    public boolean has(String key) {
        return unknown != null || entries.containsKey(key);
    }

    public int size() {
        return entries.size();
    }

    /** The entries in the order of the bytes of their keys, as loops and printers see them. */
    public Map<String, Value> sorted() {
        return new TreeMap<>(entries);
    }

    /** The entries in any order. */
    public Set<Map.Entry<String, Value>> entries() {
        return Collections.unmodifiableSet(entries.entrySet());
    }

    /** A map of the same place and type without entries. */
    public GoMap cleared() {
        return new GoMap(MADE.getAndIncrement(), type, path, nil, new HashMap<>(), unknown);
    }

    public Collection<Value> values() {
        return entries.values();
    }

    /** The same map under another type: a change of one is a change of both. */
    public GoMap as(GoType other) {
        return new GoMap(number, other, path, nil, entries, unknown);
    }

    /** A map of the same place and type with the same entries. */
    public GoMap copy() {
        return new GoMap(MADE.getAndIncrement(), type, path, false, new HashMap<>(entries), unknown);
    }

    /** Whether it was there before another one was made. */
    public boolean isOlderThan(GoMap other) {
        return number < other.number;
    }
}
