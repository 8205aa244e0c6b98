package io.github.akspolicy.helm.values;

import io.github.akspolicy.manifest.JsonValues;
import io.github.akspolicy.manifest.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Collects what layers of values change about weaker ones. */
public final class Overrides {
    /**
     * A key whose strongest layer changes its value.
     *
     * @param key the key in the values of the chart that is rendered
     * @param before its value without that layer; null when it has none
     */
    public record Override(List<Object> key, @Nullable Object before) {}

    private final Map<String, @Nullable Object> merged = new LinkedHashMap<>();
    private final Map<List<Object>, Override> found = new LinkedHashMap<>();

    List<Override> found() {
        return List.copyOf(found.values());
    }

    /** Lays the values file of a chart over those of the charts in it. */
    void byDefault(ValuesLayer layer) {
        if (layer instanceof ValuesLayer.File file && file.tree() != null) {
            add(new ArrayList<>(file.prefix()), Node.toPlain(file.tree()), file.isOwn(), false);
        }
    }

    /** Lays what a user gives over all before. */
    void given(ValuesLayer layer) {
        if (layer instanceof ValuesLayer.File file && file.tree() != null) {
            add(new ArrayList<>(file.prefix()), Node.toPlain(file.tree()), true, true);
        } else if (layer instanceof ValuesLayer.Settings settings) {
            settings.settings().forEach(setting -> add(setting.path(), setting.value(), true, true));
        }
    }

    private void add(List<Object> path, @Nullable Object value, boolean own, boolean given) {
        Object before = JsonValues.at(merged, path);
        if (value instanceof Map<?, ?> block) {
            if (!(before instanceof Map)) {
                put(path, new LinkedHashMap<String, @Nullable Object>());
            }
            block.forEach((name, inner) -> {
                var longer = new ArrayList<Object>(path);
                longer.add(name);
                add(longer, inner, own, given);
            });
        } else if (!Objects.equals(before, value)) {
            // the default of a chart replaces nothing
            if (own && (given || before != null)) {
                found.keySet()
                        .removeIf(known -> known.size() > path.size()
                                && known.subList(0, path.size()).equals(path));
                found.put(List.copyOf(path), new Override(List.copyOf(path), before));
            }
            put(path, value);
        }
    }

    @SuppressWarnings("unchecked")
    private void put(List<Object> path, @Nullable Object value) {
        Map<String, @Nullable Object> at = merged;
        for (int i = 0; i < path.size(); i++) {
            if (!(path.get(i) instanceof String name)) {
                // a list keeps what the weaker layers say
                return;
            }
            if (i == path.size() - 1) {
                at.put(name, value);
            } else {
                Object inner = at.get(name);
                if (!(inner instanceof Map)) {
                    inner = new LinkedHashMap<String, @Nullable Object>();
                    at.put(name, inner);
                }
                at = (Map<String, @Nullable Object>) inner;
            }
        }
    }
}
