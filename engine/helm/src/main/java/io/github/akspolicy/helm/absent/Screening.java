package io.github.akspolicy.helm.absent;

import io.github.akspolicy.helm.origin.RenderedChart;
import io.github.akspolicy.source.AbsentField;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tries several values at once whose names have nothing to do with the fields in question: where none of the fields appears, none of the
 * values is tried alone. Groups in which one does, or what would have it is missing, or which the chart refuses, are halved.
 */
final class Screening {
    private static final int TOGETHER = 8;

    private final RenderedChart chart;
    private final Trials trials;
    private final Function<List<Object>, List<Candidate>> standIns;
    private final BiConsumer<List<Candidate>, Outcome> dropped;

    /**
     * @param standIns what is tried for a key, the likeliest first
     * @param dropped gets the values with which no field appears, and what comes of them
     */
    Screening(
            RenderedChart chart,
            Trials trials,
            Function<List<Object>, List<Candidate>> standIns,
            BiConsumer<List<Candidate>, Outcome> dropped) {
        this.chart = chart;
        this.trials = trials;
        this.standIns = standIns;
        this.dropped = dropped;
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
        Outcome outcome = trials.of(group);
        RenderedFields found = trials.readWhole(outcome);
        // one value may take the object away, or rename the container, for which another one is the field's
        if (found == null || fields.stream().anyMatch(field -> found.at(field) != null || !found.hasParentOf(field))) {
            int half = group.size() / 2;
            halve(group.subList(0, half), fields, left);
            halve(group.subList(half, group.size()), fields, left);
        } else {
            dropped.accept(List.copyOf(group), outcome);
        }
    }
}
