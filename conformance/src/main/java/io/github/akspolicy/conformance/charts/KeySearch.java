package io.github.akspolicy.conformance.charts;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tries every key of a chart for fields that it does not set. */
final class KeySearch {
    private static final int GROUP = 12;

    /** To find one of a group by halves, and to try a list in its place. */
    private static final int RENDERS_FOR_ONE = 9;

    private final ValuesTree tree;
    private final TrialRenders trials;
    private final String release;
    private final Map<WantedField, String> supplied = new LinkedHashMap<>();
    private final Map<WantedField, String> misplaced = new LinkedHashMap<>();
    private int most;

    /** @param most how many renders the chart may take in all */
    KeySearch(ValuesTree tree, TrialRenders trials, String release, int most) {
        this.tree = tree;
        this.trials = trials;
        this.release = release;
        this.most = most;
    }

    /**
     * What was found.
     *
     * @param supplied the values that make fields appear
     * @param misplaced those that make other fields appear by a mapping where the chart means a list
     * @param tried how many values were to be tried
     * @param isComplete whether all of them were
     */
    record Found(
            Map<WantedField, String> supplied, Map<WantedField, String> misplaced, int tried, boolean isComplete) {}

    private record Trial(List<String> key, Object value) {
        String name() {
            return key.get(key.size() - 1);
        }

        ValuesOverlay overlay() {
            return ValuesOverlay.of(key, value);
        }
    }

    Found find(Set<WantedField> open) throws IOException {
        // of two values of one key only one goes into a group
        var rounds = new ArrayList<List<Trial>>();
        for (List<String> key : tree.keys()) {
            List<Object> values = values(key, open);
            for (int i = 0; i < values.size(); i++) {
                if (i == rounds.size()) {
                    rounds.add(new ArrayList<>());
                }
                rounds.get(i).add(new Trial(key, values.get(i)));
            }
        }
        List<Trial> all = rounds.stream().flatMap(List::stream).toList();
        var lacking = new LinkedHashSet<>(open);
        // some containers may have what the pod is asked for without any key
        lacking.removeIf(trials.plain(release)::hasOrBeside);
        for (int i = 0; i < all.size(); i += GROUP) {
            search(all.subList(i, Math.min(all.size(), i + GROUP)), lacking);
        }
        misplaced.keySet().removeAll(supplied.keySet());
        return new Found(supplied, misplaced, all.size(), trials.count() < most);
    }

    private void search(List<Trial> group, Set<WantedField> open) throws IOException {
        if (group.isEmpty() || trials.count() >= most) {
            return;
        }
        var overlay = new ValuesOverlay();
        group.forEach(trial -> overlay.merge(trial.overlay()));
        Rendered rendered = trials.with(release, overlay);
        List<WantedField> present = rendered == null
                ? List.of()
                : open.stream().filter(rendered::hasOrBeside).toList();
        if (group.size() == 1) {
            if (rendered != null && !present.isEmpty()) {
                found(group.get(0), rendered, present);
            }
        } else if (rendered == null || !supplied.keySet().containsAll(present)) {
            int half = group.size() / 2;
            search(group.subList(0, half), open);
            search(group.subList(half, group.size()), open);
        }
    }

    private void found(Trial trial, Rendered rendered, List<WantedField> present) throws IOException {
        Rendered meant = meant(trial, rendered);
        String values = trial.overlay().json();
        for (WantedField wanted : present) {
            (meant.hasOrBeside(wanted) ? supplied : misplaced).putIfAbsent(wanted, values);
        }
        if (!present.stream().allMatch(meant::hasOrBeside)) {
            // a field that was found ends the search for it, and this one is still looked for: other keys must not pay
            // for it
            most += RENDERS_FOR_ONE;
        }
    }

    /** A render without what is there only since a mapping stands where the chart means a list. */
    private Rendered meant(Trial trial, Rendered rendered) throws IOException {
        boolean isFilled = tree.at(trial.key()) instanceof Node.Mapping held
                && !held.entries().isEmpty();
        // what the chart itself fills with entries is a mapping; an empty one is often given to what is a list
        if (isFilled || !(trial.value() instanceof Map<?, ?> block)) {
            return rendered;
        }
        Rendered list = trials.with(release, ValuesOverlay.of(trial.key(), BrokenOutMapping.LIST));
        try {
            return list == null
                    ? rendered
                    : new BrokenOutMapping(trial.name(), block, trials.plain(release), list).takenFrom(rendered);
        } catch (ManifestException e) {
            throw new IOException(trial.overlay().json() + ": " + e.getMessage(), e);
        }
    }

    /** What a key may be set to so that one of the fields might appear. */
    private List<Object> values(List<String> key, Set<WantedField> open) {
        Object held = tree.at(key);
        var values = new ArrayList<Object>();
        if (held instanceof Boolean flag) {
            values.add(!flag);
        } else if (held == null || held instanceof Node.Mapping) {
            values.add(block(held, open));
            if (held == null) {
                values.add(true);
            }
        }
        String last = key.get(key.size() - 1).toLowerCase(Locale.ROOT);
        for (WantedField wanted : open) {
            boolean isNamed = wanted.path().segments().stream()
                    .anyMatch(segment -> isNamed(segment.toString().toLowerCase(Locale.ROOT), last));
            boolean isEmpty = held == null
                    || held.equals("")
                    || (held instanceof Node.Sequence list && list.items().isEmpty());
            if (isNamed && isEmpty) {
                values.addAll(ValueForms.of(wanted.path()));
            }
        }
        return values.stream().distinct().toList();
    }

    /** Whether a key is named like a field, or like the end of its name in the singular or plural: {@code image.pullSecret}. */
    private static boolean isNamed(String field, String key) {
        return field.equals(key) || (key.length() > 5 && (field.endsWith(key) || field.endsWith(key + "s")));
    }

    private static Map<String, Object> block(@Nullable Object held, Set<WantedField> open) {
        var block = new ValuesOverlay();
        for (WantedField wanted : open) {
            List<Object> segments = wanted.path().segments();
            for (int i = segments.size() - 1; i >= 0 && segments.get(i) instanceof String; i--) {
                List<Object> suffix = segments.subList(i, segments.size());
                if (!(held instanceof Node.Mapping mapping)
                        || !WantedField.isThere(Field.root(mapping).follow(path(suffix)))) {
                    block.put(suffix, ValueForms.usual(wanted.path()));
                }
            }
        }
        return block.values();
    }

    private static FieldPath path(List<Object> segments) {
        FieldPath path = FieldPath.ROOT;
        for (Object segment : segments) {
            path = path.field(segment.toString());
        }
        return path;
    }
}
