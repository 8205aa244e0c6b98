package io.github.akspolicy.helm.absent;

import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.origin.RenderedChart;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value that is tried for absent fields.
 *
 * @param key where it stands in the values of the chart that is rendered
 * @param kind how it is tried
 * @param value what the key gets
 * @param texts what shows where the value comes to stand, by the path inside of it
 */
record Candidate(List<Object> key, Kind kind, @Nullable Object value, Map<List<Object>, String> texts) {
    /** How a value is tried. */
    enum Kind {
        /** It gets a mapping, such as one that has the fields in question. */
        BLOCK,
        /** It gets a text. */
        TEXT,
        /** It gets a list of one item. */
        LIST,
        /** It is turned over, or becomes what a condition asks for. */
        SWITCH,
        /** It becomes what it is without the strongest values file that sets it. */
        RESTORED
    }

    /** A candidate that does not show where it comes to stand. */
    static Candidate of(List<Object> key, Kind kind, @Nullable Object value) {
        return new Candidate(key, kind, value, Map.of());
    }

    /** What a switch is set to, or what a restored value becomes; null for any other. */
    @Nullable
    Object switchTo() {
        return kind == Kind.SWITCH || kind == Kind.RESTORED ? value : null;
    }

    /** The same value, tried as one that the template prints. */
    Candidate printed() {
        return new Candidate(key, Kind.TEXT, value, texts);
    }

    /** The chart whose values have the key. */
    Instance instance(RenderedChart chart) {
        return chart.owner(key);
    }

    /** The key in the values of that chart. */
    List<Object> path(RenderedChart chart) {
        int outer =
                key.get(0).equals("global") ? 0 : instance(chart).valuesPath().size();
        return key.subList(outer, key.size());
    }

    /** Whether a path begins with the key. */
    boolean holds(List<Object> path) {
        return path.size() >= key.size() && path.subList(0, key.size()).equals(key);
    }
}
