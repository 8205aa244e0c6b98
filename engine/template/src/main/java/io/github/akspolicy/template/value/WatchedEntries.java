package io.github.akspolicy.template.value;

import java.util.AbstractMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Entries of a map that tell which of them a template has looked at: one by its key, or all. */
final class WatchedEntries extends AbstractMap<String, Value> {
    private final Map<String, Value> entries = new HashMap<>();
    private final Consumer<String> asked;

    /** @param asked takes the key of each entry before it is handed out */
    WatchedEntries(Consumer<String> asked) {
        this.asked = asked;
    }

    @Override
    public @Nullable Value get(Object key) {
        asked.accept(key.toString());
        return entries.get(key);
    }

    @Override
    public boolean containsKey(Object key) {
        asked.accept(key.toString());
        return entries.containsKey(key);
    }

    @Override
    public @Nullable Value put(String key, Value value) {
        return entries.put(key, value);
    }

    @Override
    public @Nullable Value remove(Object key) {
        asked.accept(key.toString());
        return entries.remove(key);
    }

    /** A loop over all has looked at each. */
    @Override
    public Set<Map.Entry<String, Value>> entrySet() {
        entries.keySet().forEach(asked);
        return entries.entrySet();
    }
}
