package io.github.akspolicy.helm.absent;

import io.github.akspolicy.helm.absent.Candidate.Kind;
import io.github.akspolicy.helm.origin.RenderedChart;
import io.github.akspolicy.manifest.JsonValues;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What values get that are tried: what they hold, what they are compared with and what a schema says suggest it. */
final class StandIns {
    /** Stands in no chart, and may stand in any text. */
    private static final String WORD = "akspolicy";

    /** So many constants of conditions at most: a text is mostly compared with few. */
    private static final int CONSTANTS = 12;

    private final RenderedChart chart;

    /** The words by the path that they are given to: two files that find the same value are proven by the same. */
    private final Map<List<Object>, String> words = new HashMap<>();

    StandIns(RenderedChart chart) {
        this.chart = chart;
    }

    /**
     * What to try for a value, one after the other.
     *
     * @param compared what conditions compare it with
     * @param ends the ends of the paths of the fields in question
     */
    List<Candidate> of(List<Object> key, Set<Object> compared, Collection<List<Object>> ends) {
        Object held = held(key);
        var tried = new ArrayList<Candidate>();
        if (held instanceof Map<?, ?> || held == null) {
            blocks(key, ends, tried);
        }
        if (held == null) {
            add(Candidate.of(key, Kind.SWITCH, true), tried);
        }
        if (held == null || held.equals("")) {
            add(text(key), tried);
        }
        if (held instanceof Boolean flag) {
            add(Candidate.of(key, Kind.SWITCH, !flag), tried);
        }
        tried.addAll(constants(key, compared));
        if (held == null || (held instanceof List<?> list && list.isEmpty())) {
            add(list(key, List.of()), tried);
            String word = word(key);
            add(new Candidate(key, Kind.LIST, List.of(word), Map.of(List.of(), word)), tried);
        }
        return tried;
    }

    /** A mapping with all ends that it has not, and where there are several, one with each. */
    private void blocks(List<Object> key, Collection<List<Object>> ends, List<Candidate> tried) {
        Object held = held(key);
        var free = new LinkedHashSet<List<Object>>();
        for (List<Object> end : ends) {
            if (JsonValues.at(held, end) == null && chart.accepts(chart.root(), joined(key, end))) {
                free.add(end);
            }
        }
        add(block(key, free), tried);
    }

    /** A mapping with some fields inside; with any one for none. */
    Candidate block(List<Object> key, Collection<List<Object>> inside) {
        var block = new LinkedHashMap<String, @Nullable Object>();
        var texts = new LinkedHashMap<List<Object>, String>();
        inside.forEach(path -> plant(block, key, path, texts));
        if (block.isEmpty()) {
            String word = word(joined(key, List.of("")));
            block.put(word, word);
            texts.put(List.of(), word);
        }
        return new Candidate(key, Kind.BLOCK, block, texts);
    }

    /** A list of one mapping with some fields inside. */
    Candidate list(List<Object> key, Collection<List<Object>> inside) {
        var item = new ArrayList<>(key);
        item.add(0);
        Candidate block = block(item, inside);
        var texts = new LinkedHashMap<List<Object>, String>();
        // the list is what is to be written, whatever of an item comes to stand in the field
        String shown =
                block.texts().isEmpty() ? "" : block.texts().values().iterator().next();
        if (!shown.isEmpty()) {
            texts.put(List.of(), shown);
        }
        List<@Nullable Object> items = new ArrayList<>();
        items.add(block.value());
        return new Candidate(key, Kind.LIST, items, texts);
    }

    private Candidate text(List<Object> key) {
        Object leaf = leaf(key);
        return leaf instanceof String word
                ? new Candidate(key, Kind.TEXT, word, Map.of(List.of(), word))
                : Candidate.of(key, Kind.SWITCH, leaf);
    }

    /** Of two fields, one of which lies in the other, the inner one gets its text: it shows both. */
    @SuppressWarnings("unchecked")
    private void plant(
            Map<String, @Nullable Object> block, List<Object> key, List<Object> path, Map<List<Object>, String> texts) {
        Map<String, @Nullable Object> at = block;
        for (int i = 0; i < path.size() - 1; i++) {
            Object inner = at.get(path.get(i).toString());
            if (!(inner instanceof Map<?, ?> map) || isLeaf(map)) {
                texts.remove(path.subList(0, i + 1));
                inner = new LinkedHashMap<String, @Nullable Object>();
                at.put(path.get(i).toString(), inner);
            }
            at = (Map<String, @Nullable Object>) inner;
        }
        String last = path.get(path.size() - 1).toString();
        if (!at.containsKey(last)) {
            Object leaf = leaf(joined(key, path));
            at.put(last, leaf);
            if (leaf instanceof String word) {
                texts.put(List.copyOf(path), word);
            }
        }
    }

    /** Whether a mapping is what the schema accepts in place of a text. */
    private static boolean isLeaf(Map<?, ?> map) {
        return map.size() == 1
                && map.entrySet().stream().allMatch(entry -> entry.getKey().equals(entry.getValue()));
    }

    /** A text, or what the schema accepts in place of one. */
    private Object leaf(List<Object> key) {
        String word = word(key);
        for (Object leaf : List.of(word, true, 1L, List.of(word), Map.of(word, word))) {
            if (chart.acceptsValue(key, leaf)) {
                return leaf;
            }
        }
        return word;
    }

    private void add(Candidate candidate, List<Candidate> tried) {
        if (chart.acceptsValue(candidate.key(), candidate.value())) {
            tried.add(candidate);
        }
    }

    /** What conditions compare a value with. */
    List<Candidate> constants(List<Object> key, Set<Object> compared) {
        var tried = new ArrayList<Candidate>();
        constants(held(key), compared).forEach(value -> add(Candidate.of(key, Kind.SWITCH, value), tried));
        return tried;
    }

    private static List<Object> constants(@Nullable Object held, Set<Object> compared) {
        var values = new LinkedHashSet<Object>();
        for (Object constant : compared) {
            if (held == null || held.equals("") || held instanceof Number == constant instanceof Number) {
                if (!(held instanceof Boolean) && !(held instanceof Map) && !(held instanceof List)) {
                    values.add(constant);
                }
                if (constant instanceof Long number) {
                    // it may have to be more, or less
                    values.add(number + 1);
                    values.add(number - 1);
                }
            }
        }
        if (held instanceof Long number && number == 0) {
            values.add(1L);
        }
        values.remove(held);
        values.remove("");
        return values.stream().limit(CONSTANTS).toList();
    }

    private String word(List<Object> path) {
        return words.computeIfAbsent(path, one -> WORD + words.size() + "x");
    }

    /** What is at a key of the values of the chart that is rendered. */
    @Nullable
    Object held(List<Object> key) {
        return chart.value(chart.root(), key);
    }

    private static List<Object> joined(List<Object> key, List<Object> inside) {
        var joined = new ArrayList<>(key);
        joined.addAll(inside);
        return joined;
    }
}
