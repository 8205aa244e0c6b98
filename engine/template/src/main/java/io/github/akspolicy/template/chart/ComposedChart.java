package io.github.akspolicy.template.chart;

import io.github.akspolicy.template.value.Caller.Dialect;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoSlice;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A chart that was put together once, for several executions: templates may change values, so that each gets a copy. Safe for
 * several threads.
 */
public final class ComposedChart {
    /** What is passed on to other charts, or decides which are on, whatever its value is. */
    private static final Set<String> FAR_REACHING = Set.of("global", "tags", "exports");

    private static final String GLOBAL = "global";

    private final ChartSource source;
    private final ChartNode chart;

    /** The keys of conditions, from whatever chart they are written in. */
    private final Set<List<String>> conditions = new HashSet<>();

    /** What entries call a chart beside its own name, whichever chart the entry is in. */
    private final Map<String, Set<String>> aliases = new HashMap<>();

    private boolean imports;

    private ComposedChart(ChartSource source, ChartNode chart) {
        this.source = source;
        this.chart = chart;
    }

    /**
     * Puts a chart together.
     *
     * @param user what the user sets; not changed
     * @throws RenderException where Helm refuses the values
     */
    public static ComposedChart of(ChartSource chart, GoMap user, Dialect dialect) throws RenderException {
        var composed = new ComposedChart(chart, Composition.of(chart, user, dialect));
        composed.collect(chart);
        return composed;
    }

    private void collect(ChartSource source) {
        Value list = source.metadata().get("dependencies");
        if (list != null && list.data() instanceof GoSlice entries) {
            for (Value each : entries.elements()) {
                GoMap entry = Tables.map(each);
                if (entry != null) {
                    imports |= entry.has("import-values");
                    aliases.computeIfAbsent(Dependency.text(entry, "name"), name -> new HashSet<>())
                            .add(Dependency.text(entry, "alias"));
                    for (String condition : Dependency.text(entry, "condition").split(",", -1)) {
                        conditions.add(List.of(condition.strip().split("\\.", -1)));
                    }
                }
            }
        }
        source.charts().forEach(this::collect);
    }

    /** The chart with values that no execution may change. */
    public ChartNode shared() {
        return chart;
    }

    /**
     * The same with further values of the user, where they do no more than take the place of others, of globals in each chart: which
     * charts are on, and what else charts pass on to others, is what it was. Charts share no map of the changes.
     *
     * @param changes what wins over all other values; not changed
     * @return the chart with values that no execution may change; empty where it has to be put together again
     */
    public Optional<ChartNode> with(GoMap changes) {
        if (imports || !isPlain(changes, chart.values(), chart, List.of())) {
            return Optional.empty();
        }
        GoMap globals = Tables.map(changes.get(GLOBAL));
        return Optional.of(node(chart, over(chart.values(), changes), globals == null ? GoMap.empty() : globals));
    }

    /** A map with other entries, which shares all else. */
    private static GoMap over(GoMap map, GoMap changes) {
        GoMap changed = map.cleared();
        map.entries().forEach(entry -> changed.put(entry.getKey(), entry.getValue()));
        for (Map.Entry<String, Value> change : changes.entries()) {
            Value value = change.getValue();
            GoMap other = Tables.map(value);
            if (other != null) {
                GoMap held = Tables.map(map.get(change.getKey()));
                value = value.with(over(held == null ? other.cleared() : held, other));
            }
            changed.put(change.getKey(), value);
        }
        return changed;
    }

    private static GoMap withGlobals(GoMap values, GoMap globals) {
        GoMap held = Tables.map(values.get(GLOBAL));
        GoMap own = held == null ? GoMap.at(GoType.MAP, GLOBAL) : over(held, GoMap.empty());
        for (Map.Entry<String, Value> global : globals.entries()) {
            GoMap table = Tables.map(global.getValue());
            own.put(
                    global.getKey(),
                    table == null
                            ? global.getValue()
                            : Value.of(passed(table, Tables.map(own.get(global.getKey()))), Sources.NONE));
        }
        GoMap changed = over(values, GoMap.empty());
        changed.put(GLOBAL, Value.of(own, Sources.NONE));
        return changed;
    }

    /** A global of the chart around, filled up with what a chart has: it stays at the path of the chart around. */
    private static GoMap passed(GoMap table, @Nullable GoMap held) {
        GoMap passed = table.cleared();
        if (held != null) {
            held.entries().forEach(entry -> passed.put(entry.getKey(), entry.getValue()));
        }
        for (Map.Entry<String, Value> entry : table.entries()) {
            Value value = entry.getValue();
            GoMap inner = Tables.map(value);
            GoMap other = inner == null ? null : Tables.map(passed.get(entry.getKey()));
            passed.put(entry.getKey(), inner == null ? value : value.with(passed(inner, other)));
        }
        return passed;
    }

    /** A chart as {@link #with} gives it, with values that one execution may change. */
    public static ChartNode copy(ChartNode shared) {
        return node(shared, copy(shared.values(), new IdentityHashMap<>()), GoMap.empty());
    }

    private boolean isPlain(GoMap changes, @Nullable GoMap values, @Nullable ChartNode at, List<String> outer) {
        for (Map.Entry<String, Value> change : changes.entries()) {
            String key = change.getKey();
            List<String> path = new ArrayList<>(outer);
            path.add(key);
            GoMap inner = Tables.map(change.getValue());
            ChartNode child = at == null ? null : at.subchart(key);
            if (inner != null && outer.isEmpty() && key.equals(GLOBAL) && isPlainGlobal(inner, chart)) {
                continue;
            }
            boolean isFar = FAR_REACHING.contains(key) || inner == null && mayDecide(path);
            if (isFar || change.getValue().isNil() || child != null && inner == null) {
                return false;
            }
            GoMap held = values == null ? null : Tables.map(values.get(key));
            boolean isHidden = inner != null && held == null && hasDefaults(source, path);
            if (isHidden || inner != null && !isPlain(inner, held, child, path)) {
                return false;
            }
        }
        return true;
    }

    /** Whether globals are, in each chart that is on, in the place of what is of the same kind, or of nothing. */
    private boolean isPlainGlobal(GoMap changes, ChartNode at) {
        GoMap held = Tables.map(at.values().get(GLOBAL));
        // a chart may be called so, and has its values there
        return held != null
                && at.subchart(GLOBAL) == null
                && takesThePlace(changes, held, List.of(GLOBAL))
                && at.subcharts().stream().allMatch(child -> isPlainGlobal(changes, child));
    }

    private boolean takesThePlace(GoMap changes, GoMap held, List<String> outer) {
        for (Map.Entry<String, Value> change : changes.entries()) {
            List<String> path = new ArrayList<>(outer);
            path.add(change.getKey());
            GoMap inner = Tables.map(change.getValue());
            Value value = held.get(change.getKey());
            GoMap other = Tables.map(value);
            boolean isOther = value != null && (inner == null) != (other == null);
            boolean isHidden = inner != null && other == null && haveDefaults(source, path);
            if (isOther || isHidden || change.getValue().isNil() || inner == null && mayDecide(path)) {
                return false;
            }
            if (inner != null && !takesThePlace(inner, other == null ? GoMap.empty() : other, path)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a chart, or one in it, has a map at a path of its own. */
    private static boolean haveDefaults(ChartSource source, List<String> path) {
        return isMap(source, path) || source.charts().stream().anyMatch(each -> haveDefaults(each, path));
    }

    /** Whether a chart has a map at a path: where a value hides it from the release, a map in the place of that value brings it back. */
    private boolean hasDefaults(ChartSource source, List<String> path) {
        List<String> inside = path.subList(1, path.size());
        return isMap(source, path)
                || !inside.isEmpty()
                        && source.charts().stream()
                                .anyMatch(each -> isCalled(each, path.get(0)) && hasDefaults(each, inside));
    }

    private static boolean isMap(ChartSource chart, List<String> path) {
        GoMap at = chart.values();
        for (int i = 0; i < path.size() && at != null; i++) {
            at = Tables.map(at.get(path.get(i)));
        }
        return at != null;
    }

    private boolean isCalled(ChartSource chart, String key) {
        String name = Dependency.text(chart.metadata(), "name");
        return key.equals(name) || aliases.getOrDefault(name, Set.of()).contains(key);
    }

    /** Whether a path may be that of a condition, or of something around it: where the chart is that names it does not matter. */
    private boolean mayDecide(List<String> path) {
        for (List<String> condition : conditions) {
            for (int keys = Math.min(condition.size(), path.size()); keys > 0; keys--) {
                if (path.subList(path.size() - keys, path.size()).equals(condition.subList(0, keys))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static ChartNode node(ChartNode chart, GoMap values, GoMap globals) {
        List<ChartNode> subcharts = new ArrayList<>();
        for (ChartNode child : chart.subcharts()) {
            Value section = values.get(child.name());
            GoMap own = Tables.map(section);
            if (section != null && own != null && globals.size() > 0) {
                own = withGlobals(own, globals);
                values.put(child.name(), section.with(own));
            }
            subcharts.add(node(child, own == null ? GoMap.empty() : own, globals));
        }
        return new ChartNode(
                chart.name(), chart.path(), chart.metadata(), chart.files(), chart.templates(), values, subcharts);
    }

    /** Maps that two charts share, as they do those of globals, are shared in the copy, too. */
    private static GoMap copy(GoMap map, Map<GoMap, GoMap> known) {
        GoMap copy = known.get(map);
        if (copy == null) {
            copy = map.cleared();
            known.put(map, copy);
            for (Map.Entry<String, Value> entry : map.entries()) {
                copy.put(entry.getKey(), copy(entry.getValue(), known));
            }
        }
        return copy;
    }

    private static Value copy(Value value, Map<GoMap, GoMap> known) {
        if (value.data() instanceof GoMap map) {
            return value.with(copy(map, known));
        }
        if (value.data() instanceof GoSlice slice && slice.holdsMaps()) {
            var elements = new ArrayList<Value>(slice.size());
            slice.elements().forEach(each -> elements.add(copy(each, known)));
            return value.with(new GoSlice(slice.type(), elements, slice.isNil(), slice.capacity()));
        }
        return value;
    }
}
