package io.github.akspolicy.conformance.charts;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.conformance.Entry;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.JsonValues;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.DecidingValue;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** The fields that one chart has not, and the keys that supply them. */
final class AbsentFieldTruth {
    static final String CHECK = "charts/absent";
    static final String NAMED = "absent: fields with a key that supplies them";
    static final String MISSED = "absent: fields that a key supplies, without one";

    private static final String RIGHT = "appears with what is named";
    private static final String NONE = "no key makes it appear";
    private static final int GROUP = 12;
    /** What stands for a value that only has to be set. */
    private static final List<Object> ANYTHING =
            List.of(true, "set", Map.of("set", "set"), List.of("set"), List.of(Map.of("name", "set")));

    /** Bounds the renders that look for keys of one chart. */
    static final String RENDERS = "aks-policy.absent.renders";

    private static final int MOST_RENDERS = Integer.getInteger(RENDERS, 400);

    private final ChartCase chart;
    private final HelmBinary helm;
    private final String profile;
    private final Figures figures;
    private final ValueForms forms;
    private List<Node> plain = List.of();
    private int renders;

    AbsentFieldTruth(ChartCase chart, HelmBinary helm, String profile, Figures figures) throws IOException {
        this.chart = chart;
        this.helm = helm;
        this.profile = profile;
        this.figures = figures;
        this.forms = new ValueForms(chart.chart());
    }

    List<Entry> entries(PrintStream log) throws IOException {
        Evaluation evaluation;
        try {
            evaluation = Verification.scan(chart.chart(), Overrides.NONE.profile(profile))
                    .evaluate(Progress.NONE);
        } catch (ConfigurationException e) {
            throw new IOException(chart.id() + ": " + e.getMessage(), e);
        }
        if (!evaluation.problems().isEmpty()) {
            figures.add("absent: charts that do not render", 1);
            return List.of();
        }
        var entries = new ArrayList<Entry>();
        var open = new LinkedHashMap<WantedField, Occurrence>();
        var seen = new LinkedHashSet<WantedField>();
        String release = "";
        for (Finding finding : evaluation.findings()) {
            for (Occurrence occurrence : finding.occurrences()) {
                if (occurrence.written() || occurrence.resource().isValues() || finding.unknown() != null) {
                    continue;
                }
                WantedField wanted = WantedField.of(occurrence);
                release = occurrence.release().name();
                if (!seen.add(wanted)) {
                    continue;
                }
                if (!isInRender(release, wanted)) {
                    figures.add("absent: fields of containers that the binary leaves out", 1);
                    continue;
                }
                DecidingValue decides = occurrence.origin().decidedBy();
                if (decides == null) {
                    open.put(wanted, occurrence);
                } else {
                    entries.add(named(release, wanted, decides, finding));
                }
            }
        }
        entries.addAll(missed(release, open));
        log.println("absent: " + chart.id() + " " + seen.size() + " fields, " + open.size() + " without a key, "
                + renders + " renders");
        return entries;
    }

    /** Whether the binary renders what would have the field. */
    private boolean isInRender(String release, WantedField wanted) throws IOException {
        FieldPath item = wanted.path();
        while (item.parent() != null && item.lastIndex() < 0) {
            item = item.parent();
        }
        FieldPath around = item.parent() == null ? FieldPath.ROOT.field("metadata") : item;
        var parent = new WantedField(wanted.kind(), wanted.name(), around);
        return present(release, Map.of(), Set.of(parent)).contains(parent);
    }

    private Entry named(String release, WantedField wanted, DecidingValue decides, Finding finding) throws IOException {
        List<Object> key = key(decides.key());
        boolean appears = false;
        List<Map<String, Object>> overlays = new ArrayList<>();
        for (Object value : decides.switchTo() == null ? forms.of(wanted.path(), key) : List.of(decides.switchTo())) {
            for (Object anything : decides.alsoSet().isEmpty() ? List.<Object>of("") : ANYTHING) {
                Map<String, Object> overlay = new LinkedHashMap<>();
                put(overlay, key, value);
                for (DecidingValue.AlsoSet other : decides.alsoSet()) {
                    put(overlay, key(other.key()), other.to() == null ? anything : other.to());
                }
                overlays.add(overlay);
            }
        }
        for (Map<String, Object> overlay : overlays) {
            // fields at other places stand for the absent one, such as those of containers for that of their pod
            var places = new LinkedHashSet<WantedField>();
            decides.instead().forEach(place -> places.add(new WantedField(wanted.kind(), wanted.name(), place)));
            appears = present(release, overlay, Set.of(wanted), WantedField::isInOrBeside)
                            .contains(wanted)
                    || (!places.isEmpty() && present(release, overlay, places).containsAll(places));
            if (appears) {
                break;
            }
        }
        if (appears && !decides.alsoSet().isEmpty()) {
            figures.add("absent: fields that take several values, all of which are named", 1);
        }
        figures.add(appears ? NAMED : "absent: fields whose key does not supply them", 1);
        return Entry.covered(
                chart.id() + " " + wanted + " " + finding.policy().id(),
                CHECK,
                "right",
                RIGHT,
                appears ? RIGHT : "does not appear",
                decides.key() + " at " + decides.at());
    }

    /** Tries every key for the fields for which none is named. */
    private List<Entry> missed(String release, Map<WantedField, Occurrence> open) throws IOException {
        var supplied = new LinkedHashMap<WantedField, String>();
        if (!open.isEmpty()) {
            var tree = new ValuesTree(chart.chart(), null);
            // of two values of one key only one goes into a group
            var rounds = new ArrayList<List<Map<String, Object>>>();
            for (List<String> key : tree.keys()) {
                List<Object> values = values(tree, key, open.keySet());
                for (int i = 0; i < values.size(); i++) {
                    Map<String, Object> overlay = new LinkedHashMap<>();
                    put(overlay, new ArrayList<>(key), values.get(i));
                    if (i == rounds.size()) {
                        rounds.add(new ArrayList<>());
                    }
                    rounds.get(i).add(overlay);
                }
            }
            List<Map<String, Object>> trials =
                    rounds.stream().flatMap(List::stream).toList();
            figures.add("absent: keys tried", trials.size());
            var lacking = new LinkedHashSet<>(open.keySet());
            // some containers may have what the pod is asked for without any key
            lacking.removeAll(present(release, Map.of(), open.keySet(), WantedField::isInOrBeside));
            for (int i = 0; i < trials.size(); i += GROUP) {
                search(release, trials.subList(i, Math.min(trials.size(), i + GROUP)), lacking, supplied);
            }
            if (renders >= MOST_RENDERS) {
                figures.add("absent: charts not tried to the end", 1);
            }
        }
        var entries = new ArrayList<Entry>();
        open.forEach((wanted, occurrence) -> {
            String key = supplied.get(wanted);
            figures.add(key == null ? "absent: fields that no key supplies" : MISSED, 1);
            // counted, not held to be wrong: the share of these is bounded
            entries.add(Entry.uncovered(
                    chart.id() + " " + wanted,
                    CHECK,
                    key == null ? "no key" : "missed",
                    NONE,
                    key == null
                            ? ""
                            : key + "; said: " + occurrence.origin().primary() + " "
                                    + occurrence.origin().valuesKeys()));
        });
        return entries;
    }

    private void search(
            String release, List<Map<String, Object>> trials, Set<WantedField> open, Map<WantedField, String> supplied)
            throws IOException {
        if (trials.isEmpty() || renders >= MOST_RENDERS) {
            return;
        }
        var overlay = new LinkedHashMap<String, Object>();
        trials.forEach(trial -> merge(overlay, trial));
        Set<WantedField> present = present(release, overlay, open, WantedField::isInOrBeside);
        boolean failed = present == REFUSED;
        boolean isNews = present.stream().anyMatch(wanted -> !supplied.containsKey(wanted));
        if (trials.size() == 1) {
            if (!failed) {
                present.forEach(wanted -> supplied.putIfAbsent(wanted, JsonValues.write(trials.get(0))));
            }
        } else if (failed || isNews) {
            int half = trials.size() / 2;
            search(release, trials.subList(0, half), open, supplied);
            search(release, trials.subList(half, trials.size()), open, supplied);
        }
    }

    private static final Set<WantedField> REFUSED = new LinkedHashSet<>();

    private Set<WantedField> present(String release, Map<String, Object> overlay, Set<WantedField> wanted)
            throws IOException {
        return present(release, overlay, wanted, WantedField::isIn);
    }

    private Set<WantedField> present(
            String release,
            Map<String, Object> overlay,
            Set<WantedField> wanted,
            BiPredicate<WantedField, Node> isFound)
            throws IOException {
        if (overlay.isEmpty() && !plain.isEmpty()) {
            return in(plain, wanted, isFound);
        }
        String json = JsonValues.write(overlay);
        Path values = Files.createTempFile("aks-policy-absent", ".json");
        try {
            Files.writeString(values, json);
            renders++;
            HelmBinary.Output output = helm.template(release, chart.chart(), values, ChartRequest.DEFAULT_KUBE_VERSION);
            if (output.status() != 0) {
                return REFUSED;
            }
            List<Node> documents = ManifestReader.yamlDocuments(output.stdout());
            if (overlay.isEmpty()) {
                plain = documents;
            }
            return in(documents, wanted, isFound);
        } catch (ManifestException unreadable) {
            return REFUSED;
        } finally {
            Files.delete(values);
        }
    }

    private static Set<WantedField> in(
            List<Node> documents, Set<WantedField> wanted, BiPredicate<WantedField, Node> isFound) {
        var found = new LinkedHashSet<WantedField>();
        for (Node document : documents) {
            if (!(document instanceof Node.Mapping)) {
                continue;
            }
            wanted.stream().filter(one -> isFound.test(one, document)).forEach(found::add);
        }
        return found;
    }

    /** What a key may be set to so that one of the fields might appear. */
    private static List<Object> values(ValuesTree tree, List<String> key, Set<WantedField> open) {
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
        var block = new LinkedHashMap<String, Object>();
        for (WantedField wanted : open) {
            List<Object> segments = wanted.path().segments();
            for (int i = segments.size() - 1; i >= 0 && segments.get(i) instanceof String; i--) {
                List<Object> suffix = segments.subList(i, segments.size());
                if (!(held instanceof Node.Mapping mapping)
                        || !WantedField.isThere(Field.root(mapping).follow(path(suffix)))) {
                    put(block, new ArrayList<>(suffix), ValueForms.usual(wanted.path()));
                }
            }
        }
        return block;
    }

    private static FieldPath path(List<Object> segments) {
        FieldPath path = FieldPath.ROOT;
        for (Object segment : segments) {
            path = path.field(segment.toString());
        }
        return path;
    }

    private static List<Object> key(String written) {
        var key = new ArrayList<Object>();
        for (Object segment : FieldPath.parse(quoted(written)).segments()) {
            key.add(segment);
        }
        return key;
    }

    /** The notation of {@code --set} in that of field paths. */
    private static String quoted(String written) {
        var path = new StringBuilder();
        var name = new StringBuilder();
        for (int i = 0; i <= written.length(); i++) {
            char c = i < written.length() ? written.charAt(i) : '.';
            if (c == '\\') {
                name.append(written.charAt(++i));
            } else if (c == '.' || c == '[') {
                if (name.length() > 0) {
                    path.append("[\"")
                            .append(name.toString().replace("\"", "\\\""))
                            .append("\"]");
                    name.setLength(0);
                }
                if (c == '[') {
                    int close = written.indexOf(']', i);
                    path.append(written, i, close + 1);
                    i = close;
                }
            } else {
                name.append(c);
            }
        }
        return path.toString();
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> into, List<Object> path, Object value) {
        Map<String, Object> at = into;
        for (Object segment : path.subList(0, path.size() - 1)) {
            Object inner = at.get(segment.toString());
            if (!(inner instanceof Map)) {
                inner = new LinkedHashMap<String, Object>();
                at.put(segment.toString(), inner);
            }
            at = (Map<String, Object>) inner;
        }
        at.putIfAbsent(path.get(path.size() - 1).toString(), value);
    }

    @SuppressWarnings("unchecked")
    private static void merge(Map<String, Object> into, Map<String, Object> from) {
        from.forEach((key, value) -> {
            if (into.get(key) instanceof Map<?, ?> before && value instanceof Map<?, ?> more) {
                var copy = new LinkedHashMap<>((Map<String, Object>) before);
                merge(copy, (Map<String, Object>) more);
                into.put(key, copy);
            } else {
                into.putIfAbsent(key, value);
            }
        });
    }
}
