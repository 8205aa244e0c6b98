package io.github.akspolicy.helm.absent;

import io.github.akspolicy.helm.origin.RenderedChart;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values that try candidates, on top of all others. */
final class Overlay {
    private final RenderedChart chart;
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    Overlay(RenderedChart chart) {
        this.chart = chart;
    }

    /** The values for candidates; null where two of them contradict each other. */
    static @Nullable Map<String, @Nullable Object> of(RenderedChart chart, Collection<Candidate> candidates) {
        var overlay = new Overlay(chart);
        return candidates.stream().allMatch(overlay::add) ? overlay.values : null;
    }

    /** Adds a value; whether it could be added to those before. */
    private boolean add(Candidate candidate) {
        return put(candidate.key(), copy(candidate.value()));
    }

    /** Puts a value at a path; a list on the way is that of the chart with one item changed. */
    @SuppressWarnings("unchecked")
    private boolean put(List<Object> path, @Nullable Object value) {
        Object at = values;
        for (int i = 0; i < path.size() - 1; i++) {
            Object segment = path.get(i);
            Object inner = get(at, segment);
            boolean listNext = path.get(i + 1) instanceof Integer;
            if (inner == null || (listNext && !(inner instanceof List))) {
                Object held = listNext || segment instanceof Integer
                        ? copy(chart.value(chart.root(), path.subList(0, i + 1)))
                        : null;
                inner = listNext
                        ? (held instanceof List ? held : null)
                        : held instanceof Map ? held : new LinkedHashMap<String, @Nullable Object>();
                if (inner == null || !set(at, segment, inner)) {
                    return false;
                }
            }
            if (!(inner instanceof Map) && !(inner instanceof List)) {
                return false;
            }
            at = inner;
        }
        Object last = path.get(path.size() - 1);
        Object before = get(at, last);
        if (before instanceof Map && value instanceof Map) {
            return merge((Map<String, @Nullable Object>) before, (Map<String, @Nullable Object>) value);
        }
        boolean isFree = before == null || at instanceof List || before.equals(value);
        return isFree && set(at, last, value);
    }

    @SuppressWarnings("unchecked")
    private static boolean merge(Map<String, @Nullable Object> into, Map<String, @Nullable Object> from) {
        boolean isWhole = true;
        for (Map.Entry<String, @Nullable Object> entry : from.entrySet()) {
            Object before = into.get(entry.getKey());
            if (before instanceof Map && entry.getValue() instanceof Map) {
                isWhole &=
                        merge((Map<String, @Nullable Object>) before, (Map<String, @Nullable Object>) entry.getValue());
            } else if (!into.containsKey(entry.getKey())) {
                into.put(entry.getKey(), entry.getValue());
            } else {
                isWhole &= before != null && before.equals(entry.getValue());
            }
        }
        return isWhole;
    }

    private static @Nullable Object get(Object at, Object segment) {
        if (at instanceof Map<?, ?> map) {
            return map.get(segment.toString());
        }
        return at instanceof List<?> list && segment instanceof Integer index && index < list.size()
                ? list.get(index)
                : null;
    }

    @SuppressWarnings("unchecked")
    private static boolean set(Object at, Object segment, @Nullable Object value) {
        if (at instanceof Map<?, ?> map && segment instanceof String name) {
            ((Map<String, @Nullable Object>) map).put(name, value);
            return true;
        }
        if (at instanceof List<?> list && segment instanceof Integer index && index < list.size()) {
            ((List<@Nullable Object>) list).set(index, value);
            return true;
        }
        return false;
    }

    private static @Nullable Object copy(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            var copy = new LinkedHashMap<String, @Nullable Object>();
            map.forEach((key, inner) -> copy.put(key.toString(), copy(inner)));
            return copy;
        }
        if (value instanceof List<?> list) {
            var copy = new ArrayList<@Nullable Object>();
            list.forEach(inner -> copy.add(copy(inner)));
            return copy;
        }
        return value;
    }
}
