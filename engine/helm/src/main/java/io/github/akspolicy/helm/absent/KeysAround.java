package io.github.akspolicy.helm.absent;

import io.github.akspolicy.helm.origin.RenderedChart;
import io.github.akspolicy.source.AbsentField;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.ValuesPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The values that are asked for around each field of a file, by their keys in the values of the chart that is rendered. */
final class KeysAround {
    private final RenderedChart chart;
    private final Map<AbsentField, Set<List<Object>>> keys;

    private KeysAround(RenderedChart chart, Map<AbsentField, Set<List<Object>>> keys) {
        this.chart = chart;
        this.keys = keys;
    }

    /**
     * What is asked for in an execution of a file; where the chart refuses its values, or other templates change what the file is made
     * of, all of it.
     */
    static KeysAround of(RenderedChart chart, Trials trials, List<AbsentField> fields) {
        Asked asked = trials.before().asked();
        Text text = trials.text();
        var keys = new HashMap<AbsentField, Set<List<Object>>>();
        for (AbsentField field : fields) {
            Set<String> paths =
                    text == null ? asked.reads().keySet() : trials.plain().around(field, text, asked);
            var around = new HashSet<List<Object>>();
            paths.forEach(path -> around.add(chart.rootKey(ValuesPath.segments(path))));
            keys.put(field, around);
        }
        return new KeysAround(chart, keys);
    }

    /** Whether a value, or what it is an entry of, is asked for around a field. */
    boolean isAround(AbsentField field, List<Object> key) {
        Set<List<Object>> around = Objects.requireNonNull(keys.get(field));
        return IntStream.rangeClosed(1, key.size()).anyMatch(length -> around.contains(key.subList(0, length)));
    }

    /** Whether a value is called as something that one of the fields lacks, or as the end of its name. */
    boolean isNamedAlike(List<Object> key) {
        String name = key.get(key.size() - 1).toString().toLowerCase(Locale.ROOT);
        return keys.keySet().stream()
                .flatMap(field -> field.place().path().segments().stream()
                        .skip(field.place().nearest().segments().size()))
                .map(segment -> segment.toString().toLowerCase(Locale.ROOT))
                .anyMatch(segment -> name.contains(segment) || segment.endsWith(name));
    }

    /** Two releases that have the same values around a field, and override the same, have the same answer. */
    KnownClaims.Question question(AbsentField field, List<Candidate> overrides) {
        var values = new HashMap<List<Object>, @Nullable Object>();
        Objects.requireNonNull(keys.get(field)).forEach(key -> values.put(key, chart.value(chart.root(), key)));
        overrides.forEach(value -> values.put(value.key(), chart.value(chart.root(), value.key())));
        return new KnownClaims.Question(field, values, overrides);
    }

    /**
     * The entries of a mapping of which no entry is asked for: it is merged, printed or handed on as a whole.
     *
     * @param asked what is asked for
     */
    List<List<Object>> handedOn(List<Object> key, Set<List<Object>> asked) {
        boolean isWhole = asked.stream()
                .noneMatch(other -> other.size() > key.size()
                        && other.subList(0, key.size()).equals(key));
        var entries = new ArrayList<List<Object>>();
        if (isWhole && chart.value(chart.root(), key) instanceof Map<?, ?> map) {
            map.keySet().forEach(name -> {
                var inner = new ArrayList<>(key);
                inner.add(name);
                entries.add(inner);
            });
        }
        return entries;
    }
}
