package io.github.akspolicy.helm.absent;

import io.github.akspolicy.helm.absent.Candidate.Kind;
import io.github.akspolicy.helm.origin.RenderedChart;
import io.github.akspolicy.template.value.ValuesPath;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values that make templates look at further values: a condition within a condition, the second part of an {@code and}, what {@code
 * fail} asks for. Only both may supply a field then.
 */
final class Openings {
    /**
     * Some values, and what templates look at with them.
     *
     * @param values what is given; of several one may be what matters
     * @param keys what templates look at then, and do not otherwise
     */
    record Opening(List<Candidate> values, Set<List<Object>> keys, boolean isRefused) {
        /** What is given in the fewest words: a switch, and values that the chart accepts. */
        boolean isSaidBetterThan(Opening other) {
            return isRefused != other.isRefused()
                    ? other.isRefused
                    : values.get(0).kind() == Kind.SWITCH && other.values.get(0).kind() != Kind.SWITCH;
        }
    }

    /** Two ways to set the same values, which open the same. */
    private record Same(Set<List<Object>> set, Set<List<Object>> opened) {}

    private final RenderedChart chart;
    private final String file;
    private final Set<Outcome.Use> known;
    private final Map<Same, Opening> all = new LinkedHashMap<>();

    /**
     * @param outer those without the values that are given here; null where none are
     * @param before what comes without more values
     */
    Openings(RenderedChart chart, String file, @Nullable Openings outer, Outcome before) {
        this.chart = chart;
        this.file = file;
        this.known = before.uses(file);
        if (outer != null) {
            // what is given may end the execution before it comes to what is looked at otherwise
            known.addAll(outer.known);
        }
    }

    /** Notes what comes of values. */
    void add(List<Candidate> values, Outcome outcome) {
        var opened = new LinkedHashSet<List<Object>>();
        for (Outcome.Use use : outcome.uses(file)) {
            if (!known.contains(use)) {
                List<Object> key = chart.rootKey(ValuesPath.segments(use.path()));
                if (values.stream().noneMatch(value -> value.holds(key) || isAround(key, value))) {
                    opened.add(key);
                }
            }
        }
        if (!opened.isEmpty()) {
            var keys = new HashSet<List<Object>>();
            values.forEach(value -> keys.add(value.key()));
            var opening = new Opening(values, opened, outcome.isRefused());
            all.merge(new Same(keys, opened), opening, (first, other) -> other.isSaidBetterThan(first) ? other : first);
        }
    }

    /** A block that has the value is not another one. */
    private static boolean isAround(List<Object> key, Candidate value) {
        return key.size() < value.key().size()
                && value.key().subList(0, key.size()).equals(key);
    }

    List<Opening> all() {
        return List.copyOf(all.values());
    }

    /** What the values of a release are that templates look at when others are tried. */
    Map<List<Object>, @Nullable Object> values() {
        var values = new HashMap<List<Object>, @Nullable Object>();
        all.values().forEach(opening -> opening.keys().forEach(key -> values.put(key, chart.value(chart.root(), key))));
        return values;
    }
}
