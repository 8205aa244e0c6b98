package io.github.akspolicy.helm.absent;

import io.github.akspolicy.helm.origin.RenderedChart;
import io.github.akspolicy.source.AbsentField;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tries several values at once whose names have nothing to do with the fields in question: where none of the fields appears, none of the
 * values is tried alone. Groups in which one does, or which the chart refuses, are halved.
 */
final class Screening {
    private static final int TOGETHER = 8;

    private final RenderedChart chart;
    private final Function<Map<String, @Nullable Object>, @Nullable RenderedFields> trial;
    private final Function<List<Object>, List<Candidate>> standIns;

    /**
     * @param trial the fields of the file with values; null where the chart refuses them
     * @param standIns what is tried for a key, the likeliest first
     */
    Screening(
            RenderedChart chart,
            Function<Map<String, @Nullable Object>, @Nullable RenderedFields> trial,
            Function<List<Object>, List<Candidate>> standIns) {
        this.chart = chart;
        this.trial = trial;
        this.standIns = standIns;
    }

    /** The keys that may supply one of the fields; those that hold something are all among them. */
    List<List<Object>> of(List<List<Object>> keys, Collection<AbsentField> fields) {
        var left = new ArrayList<List<Object>>();
        var empty = new ArrayList<Candidate>();
        for (List<Object> key : keys) {
            List<Candidate> tried = isEmpty(chart.value(chart.root(), key)) ? standIns.apply(key) : List.of();
            if (tried.isEmpty()) {
                left.add(key);
            } else {
                empty.add(tried.get(0));
            }
        }
        for (int from = 0; from < empty.size(); from += TOGETHER) {
            halve(empty.subList(from, Math.min(empty.size(), from + TOGETHER)), fields, left);
        }
        return left;
    }

    private static boolean isEmpty(@Nullable Object held) {
        return held == null
                || held.equals("")
                || held instanceof Map<?, ?> map && map.isEmpty()
                || held instanceof List<?> list && list.isEmpty();
    }

    private void halve(List<Candidate> group, Collection<AbsentField> fields, List<List<Object>> left) {
        if (group.size() == 1) {
            left.add(group.get(0).key());
            return;
        }
        Map<String, @Nullable Object> changes = Overlay.of(chart, group);
        RenderedFields found = changes == null ? null : trial.apply(changes);
        if (found == null || fields.stream().anyMatch(field -> found.at(field) != null)) {
            int half = group.size() / 2;
            halve(group.subList(0, half), fields, left);
            halve(group.subList(half, group.size()), fields, left);
        }
    }
}
