package io.github.akspolicy.template.chart;

import io.github.akspolicy.template.chart.Tables.Nils;
import io.github.akspolicy.template.function.VersionRange;
import io.github.akspolicy.template.print.Format;
import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.value.Caller.Dialect;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoSlice;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import io.github.akspolicy.template.value.ValuesPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which charts of a chart are on, under which names, and with which values: what Helm does before it renders
 * ({@code chartutil}: process dependencies, then coalesce values).
 */
public final class Composition {
    private static final String GLOBAL = "global";
    private static final String DEPENDENCIES = "dependencies";

    private final Dialect dialect;

    private Composition(Dialect dialect) {
        this.dialect = dialect;
    }

    /**
     * The chart that is rendered.
     *
     * @param chart the chart as it lies there
     * @param user what the user sets, all files and options merged; not changed
     * @param dialect which Helm is followed
     * @throws RenderException where Helm refuses the values
     */
    public static ChartNode of(ChartSource chart, GoMap user, Dialect dialect) throws RenderException {
        Composition composition = new Composition(dialect);
        Part root = Part.whole(chart, null, "");
        composition.switchOnAndOff(root, user, "");
        composition.importValues(root);
        GoMap values = Tables.copy(user);
        composition.fill(root, values, false);
        return composition.node(root, values);
    }

    /** A chart while it is put together. */
    private static final class Part {
        private final ChartSource chart;
        private String name;
        private @Nullable Part parent;
        private final String prefix;
        private @Nullable GoMap values;
        private List<Part> charts = new ArrayList<>();
        private List<Dependency> dependencies;

        private Part(ChartSource chart, @Nullable Part parent, String prefix) {
            this.chart = chart;
            this.parent = parent;
            this.prefix = prefix;
            this.name = Dependency.text(chart.metadata(), "name");
            this.dependencies = Dependency.of(chart.metadata());
        }

        /** A chart with all charts in it. */
        static Part whole(ChartSource chart, @Nullable Part parent, String prefix) {
            var part = new Part(chart, parent, prefix);
            for (ChartSource each : chart.charts()) {
                part.charts.add(whole(each, part, ValuesPath.child(prefix, Dependency.text(each.metadata(), "name"))));
            }
            return part;
        }

        /** Its values; most charts that have an entry are only looked at under its name. */
        GoMap values() {
            if (values == null) {
                values = Tables.copy(chart.values(), prefix);
            }
            return values;
        }

        /**
         * The same chart under a name of its own; the charts in it stay with the first one.
         *
         * @param sharesEntries whether an entry with an alias has that name from then on for all uses of the chart: in Helm 3 the
         *     uses after the first find no chart of that name
         */
        Part as(String alias, boolean sharesEntries) {
            Part copy = new Part(chart, parent, prefix(alias));
            copy.name = alias;
            copy.charts = new ArrayList<>(charts);
            copy.dependencies = sharesEntries ? new ArrayList<>(dependencies) : copy.dependencies;
            return copy;
        }

        private String prefix(String own) {
            String outer = parent == null || parent.parent == null ? "" : parent.prefix(parent.name);
            return ValuesPath.child(outer, own);
        }

        void hold(List<Part> parts) {
            charts = parts;
            parts.forEach(part -> part.parent = this);
        }

        String path() {
            return parent == null ? name : parent.path() + "/charts/" + name;
        }
    }

    private void switchOnAndOff(Part part, GoMap outer, String path) throws RenderException {
        if (part.dependencies.isEmpty()) {
            if (dialect.isHelm4()) {
                part.hold(part.charts);
            }
            return;
        }
        part.hold(named(part));
        part.dependencies.forEach(Dependency::switchOn);
        GoMap values = outer;
        if (mayBeOff(part) || isMismatched(part, outer)) {
            values = Tables.copy(outer);
            fill(part, values, false);
        }
        for (Dependency each : part.dependencies) {
            each.decide(values, path);
        }
        Set<String> off = part.dependencies.stream()
                .filter(each -> !each.isOn())
                .map(Dependency::name)
                .collect(Collectors.toSet());
        List<Part> on =
                part.charts.stream().filter(each -> !off.contains(each.name)).collect(Collectors.toList());
        part.dependencies.removeIf(each -> off.contains(each.name()));
        for (Part each : on) {
            switchOnAndOff(each, values, path + each.name + ".");
        }
        part.hold(on);
    }

    /** Whether values decide about a chart in this one, so that they have to be filled up to say which are on. */
    private static boolean mayBeOff(Part part) {
        return part.dependencies.stream().anyMatch(Dependency::mayBeOff)
                || part.charts.stream().anyMatch(Composition::mayBeOff);
    }

    /** Whether filling values up would end with an error. */
    private static boolean isMismatched(Part part, GoMap values) {
        return part.charts.stream().anyMatch(each -> {
            Value section = values.get(each.name);
            GoMap inner = Tables.map(section);
            return section != null && (inner == null || isMismatched(each, inner));
        });
    }

    /** The charts that no entry names, and those that entries name, under the names that they give. */
    private List<Part> named(Part part) {
        List<Part> all = new ArrayList<>();
        for (Part each : part.charts) {
            if (part.dependencies.stream().noneMatch(dependency -> fits(each, dependency))) {
                all.add(each);
            }
        }
        for (Dependency dependency : part.dependencies) {
            String alias = dependency.alias();
            part.charts.stream()
                    .filter(each -> fits(each, dependency))
                    .findFirst()
                    .ifPresent(each -> all.add(each.as(alias.isEmpty() ? each.name : alias, !dialect.isHelm4())));
            dependency.rename(alias);
        }
        return all;
    }

    private boolean fits(Part part, Dependency dependency) {
        return part.name.equals(dependency.name())
                && VersionRange.holds(dependency.version(), Dependency.text(part.chart.metadata(), "version"), dialect);
    }

    /** Values that charts export to the chart around them, the innermost first. */
    private void importValues(Part part) throws RenderException {
        for (Part each : part.charts) {
            importValues(each);
        }
        if (part.dependencies.isEmpty()) {
            return;
        }
        GoMap all = GoMap.at(
                part.values().type(),
                part.values().path() == null ? "" : part.values().path());
        fill(part, all, true);
        GoMap imported = GoMap.empty();
        for (Dependency dependency : part.dependencies) {
            for (Dependency.Import each : dependency.take()) {
                Tables.table(all, dependency.name() + "." + each.child())
                        .ifPresent(table -> Tables.merge(imported, Tables.at(each.parent(), table), Nils.KEPT));
            }
        }
        GoMap values = Tables.copy(all);
        Tables.merge(values, imported, Nils.KEPT);
        part.values = values;
    }

    /**
     * Fills values up with those of a chart and of the charts in it.
     *
     * @param keepsNil whether nil stays as a value; otherwise it removes a key
     */
    private void fill(Part part, GoMap values, boolean keepsNil) throws RenderException {
        GoMap own = Tables.copy(part.values(), part.values().path(), values.path());
        for (Map.Entry<String, Value> entry : own.sorted().entrySet()) {
            String key = entry.getKey();
            Value set = values.get(key);
            GoMap into = Tables.map(set);
            GoMap from = Tables.map(entry.getValue());
            if (set == null) {
                values.put(key, entry.getValue());
            } else if (set.isNil() && !keepsNil) {
                values.remove(key);
            } else if (into != null && from != null) {
                boolean isChart = part.charts.stream().anyMatch(each -> each.name.equals(key));
                Tables.merge(into, from, keepsNil || isChart ? Nils.KEPT : removed());
            }
        }
        for (Part each : part.charts) {
            Value section = values.get(each.name);
            if (section == null) {
                section = Value.of(
                        GoMap.at(
                                values.type(), ValuesPath.child(values.path() == null ? "" : values.path(), each.name)),
                        Sources.NONE);
                values.put(each.name, section);
            }
            GoMap inner = Tables.map(section);
            if (inner == null) {
                throw new RenderException("type mismatch on " + Bytes.text(each.name) + ": "
                        + Format.sprintf(Text.of("%t"), List.of(section)));
            }
            passGlobals(inner, values);
            fill(each, inner, keepsNil);
        }
    }

    private Nils removed() {
        return dialect.isRecent() ? Nils.REMOVED_WITH_VALUES : Nils.REMOVED;
    }

    /** Values that all charts in a chart see; those of the chart around win. */
    private static void passGlobals(GoMap inner, GoMap outer) {
        Value own = inner.get(GLOBAL);
        Value given = outer.get(GLOBAL);
        boolean mismatch = own != null && Tables.map(own) == null || given != null && Tables.map(given) == null;
        if (mismatch) {
            return;
        }
        GoMap into = own == null ? GoMap.at(GoType.MAP, GLOBAL) : java.util.Objects.requireNonNull(Tables.map(own));
        GoMap from = given == null ? GoMap.empty() : java.util.Objects.requireNonNull(Tables.map(given));
        for (Map.Entry<String, Value> entry : from.sorted().entrySet()) {
            String key = entry.getKey();
            GoMap table = Tables.map(entry.getValue());
            Value known = into.get(key);
            GoMap knownTable = Tables.map(known);
            if (table == null) {
                if (knownTable == null) {
                    into.put(key, entry.getValue());
                }
            } else if (known == null) {
                into.put(key, Value.of(table.copy(), Sources.NONE));
            } else if (knownTable != null) {
                GoMap copy = table.copy();
                Tables.merge(copy, knownTable, Nils.KEPT);
                into.put(key, Value.of(copy, Sources.NONE));
            }
        }
        inner.put(GLOBAL, Value.of(into, Sources.NONE));
    }

    private ChartNode node(Part part, GoMap values) {
        var charts = new ArrayList<ChartNode>();
        for (Part each : part.charts) {
            GoMap section = Tables.map(values.get(each.name));
            charts.add(node(each, section == null ? GoMap.empty() : section));
        }
        ChartSource chart = part.chart;
        return new ChartNode(part.name, part.path(), metadata(part), chart.files(), chart.templates(), values, charts);
    }

    /** What the chart says of itself, with the entries that are on as Helm leaves them. */
    private static GoMap metadata(Part part) {
        GoMap metadata = part.chart.metadata();
        if (!metadata.has(DEPENDENCIES)) {
            return metadata;
        }
        GoMap changed = metadata.copy();
        changed.remove(DEPENDENCIES);
        if (!part.dependencies.isEmpty()) {
            List<Value> left = part.dependencies.stream().map(Dependency::left).toList();
            changed.put(DEPENDENCIES, Value.of(GoSlice.of(left), Sources.NONE));
        }
        return changed;
    }
}
