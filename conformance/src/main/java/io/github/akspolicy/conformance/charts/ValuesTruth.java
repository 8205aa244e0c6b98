package io.github.akspolicy.conformance.charts;

import io.github.akspolicy.conformance.Entry;
import io.github.akspolicy.conformance.charts.ValuesFiles.Supplier;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.SourceLocation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether values come from the keys that origins name. A sample of names is tested one by one: with another value at that
 * line, helm must render another value. And all texts and numbers of all values files at once are given other values:
 * what changes with them comes from values and should be named, and its name must be one of those that show in it.
 */
final class ValuesTruth {
    static final String CHECK = "charts/values";

    /** Figures that the share of named values is made of. */
    static final String SUPPLIED = "values: that other values change";

    static final String NAMED = "values: of these named, with file and line";

    private static final String RIGHT = "changes with that key";

    /** How many values of a render are asked for their key until enough have one. */
    private static final int MAX_ASKED = 300;

    /** How often a chart is tried with fewer and fewer other values until it renders. */
    private static final int MAX_RENDERS = 8;

    private final ValuesFiles files;
    private final HelmBinary helm;
    private final String kubeVersion;
    private final Figures figures;
    private final Set<String> seen = new HashSet<>();
    private final Set<Supplier> fragile = new HashSet<>();
    private final Tokens tokens = new Tokens();

    ValuesTruth(ValuesFiles files, HelmBinary helm, String kubeVersion, Figures figures) {
        this.files = files;
        this.helm = helm;
        this.kubeVersion = kubeVersion;
        this.figures = figures;
    }

    private record Named(RenderedScalar scalar, Origin origin, SourceLocation line) {
        String id(ChartCase chartCase) {
            return chartCase.id() + " values " + scalar.key();
        }

        String claim() {
            return "said to come from " + origin.valuesKeys() + " at " + line.path() + ":" + line.line();
        }
    }

    /** Tests at most {@code count} names, each of another values line than all before. */
    List<Entry> sample(ChartCase chartCase, RenderedCase rendered, int count, Random random) throws IOException {
        var scalars = new ArrayList<RenderedScalar>();
        for (String path : rendered.files().keySet()) {
            if (!RenderedCase.isCustomResourceDefinition(path)) {
                scalars.addAll(RenderedScalar.of(path, rendered.file(path).text()));
            }
        }
        Collections.shuffle(scalars, random);
        var entries = new ArrayList<Entry>();
        int tested = 0;
        for (RenderedScalar scalar : scalars.subList(0, Math.min(MAX_ASKED, scalars.size()))) {
            if (tested == count) {
                break;
            }
            Origin origin = scalar.origin(rendered);
            SourceLocation line = RenderedScalar.valuesLine(origin);
            if (line != null && seen.add(line.path() + ":" + line.line())) {
                entries.add(test(chartCase, new Named(scalar, origin, line)));
                tested++;
            }
        }
        return entries;
    }

    private Entry test(ChartCase chartCase, Named named) throws IOException {
        Supplier supplier = files.at(named.line());
        if (supplier == null) {
            return uncovered(chartCase, named, "the line holds no scalar that can be edited");
        }
        String token = tokens.next();
        Object other = named.scalar().value();
        for (String text : List.of(supplier.leaf().other(token), supplier.leaf().second(token))) {
            ScratchChart.Render render = renderTexts(Map.of(supplier, text), chartCase);
            if (render.error().isEmpty()) {
                other = values(render).get(named.scalar().key());
            } else if (text.equals(supplier.leaf().other(token))) {
                return uncovered(
                        chartCase,
                        named,
                        "the chart refuses another value: " + render.error().replace('\n', ' '));
            }
            if (!named.scalar().value().equals(other)) {
                break;
            }
        }
        if (named.scalar().value().equals(other)) {
            return Entry.covered(named.id(chartCase), CHECK, "values", RIGHT, "does not change", named.claim());
        }
        if (!String.valueOf(other).contains(token)) {
            Object plain =
                    values(render(Map.of(), chartCase)).get(named.scalar().key());
            if (!named.scalar().value().equals(plain)) {
                return uncovered(chartCase, named, "the value is another in each render");
            }
        }
        return Entry.covered(named.id(chartCase), CHECK, "values", RIGHT, RIGHT, "");
    }

    private static Entry uncovered(ChartCase chartCase, Named named, String why) {
        return Entry.uncovered(named.id(chartCase), CHECK, "values", RIGHT, why + "; " + named.claim());
    }

    /** Gives all values other ones; an entry for each wrong name, the rest is counted. */
    List<Entry> all(ChartCase chartCase, RenderedCase rendered) throws IOException {
        Map<Supplier, String> suppliers = new LinkedHashMap<>();
        for (Supplier supplier : files.all(chartCase)) {
            boolean usable = supplier.leaf().type() == ValuesText.Type.TEXT
                            && !supplier.leaf().value().isBlank()
                    || supplier.leaf().type() == ValuesText.Type.INTEGER;
            if (usable && !fragile.contains(supplier)) {
                suppliers.put(supplier, tokens.next());
            }
        }
        Map<String, Object> plain = values(render(Map.of(), chartCase));
        ScratchChart.Render render = renderable(suppliers, chartCase);
        if (!render.error().isEmpty()) {
            figures.add("values: charts that accept no other values", 1);
            return List.of();
        }
        Map<String, Supplier> byToken = new HashMap<>();
        suppliers.forEach((supplier, token) -> byToken.put(token, supplier));
        Map<String, Object> others = values(render);
        var entries = new ArrayList<Entry>();
        for (String path : rendered.files().keySet()) {
            if (!RenderedCase.isCustomResourceDefinition(path)) {
                for (RenderedScalar scalar :
                        RenderedScalar.of(path, rendered.file(path).text())) {
                    Object other = others.get(scalar.key());
                    boolean stable = scalar.value().equals(plain.get(scalar.key()));
                    boolean oneLine = !scalar.text().strip().contains("\n");
                    if (other != null && stable && oneLine && isSupplied(scalar, other)) {
                        Entry wrong = judge(chartCase, scalar, scalar.origin(rendered), other, byToken);
                        if (wrong != null) {
                            entries.add(wrong);
                        }
                    }
                }
            }
        }
        return entries;
    }

    /** Whether a text got a token or a number became another: a hash that changes is made of values, but is none. */
    private static boolean isSupplied(RenderedScalar scalar, Object other) {
        return !Tokens.in(other.toString()).isEmpty()
                || scalar.value() instanceof Long
                        && other instanceof Long
                        && !scalar.value().equals(other);
    }

    private @Nullable Entry judge(
            ChartCase chartCase, RenderedScalar scalar, Origin origin, Object other, Map<String, Supplier> byToken)
            throws IOException {
        figures.add(SUPPLIED, 1);
        SourceLocation line = RenderedScalar.valuesLine(origin);
        if (line == null) {
            figures.add("values: of these unresolved", 1);
            return null;
        }
        figures.add(NAMED, 1);
        boolean shown = Tokens.in(other.toString()).stream()
                .map(byToken::get)
                .anyMatch(supplier -> supplier != null && supplier.isAt(files.file(line), line.line()));
        if (shown) {
            figures.add("values: of these whose named value shows in the rendered one", 1);
            return null;
        }
        if (!seen.add(line.path() + ":" + line.line() + " " + scalar.key())) {
            return null;
        }
        Entry alone = test(chartCase, new Named(scalar, origin, line));
        return alone.covered() && !alone.agrees() ? alone : null;
    }

    /** Leaves values out until the chart renders; those that it does not bear are left out of its later renders too. */
    private ScratchChart.Render renderable(Map<Supplier, String> suppliers, ChartCase chartCase) throws IOException {
        ScratchChart.Render render = render(suppliers, chartCase);
        if (render.error().isEmpty()) {
            return render;
        }
        var pending = new ArrayList<>(List.of(List.copyOf(suppliers.keySet())));
        var good = new LinkedHashMap<Supplier, String>();
        int renders = 0;
        while (!pending.isEmpty()) {
            List<Supplier> part = pending.remove(pending.size() - 1);
            var attempt = new LinkedHashMap<>(good);
            part.forEach(supplier -> attempt.put(supplier, String.valueOf(suppliers.get(supplier))));
            boolean accepted = renders++ < MAX_RENDERS
                    && render(attempt, chartCase).error().isEmpty();
            if (accepted) {
                good.putAll(attempt);
            } else if (part.size() == 1 || renders >= MAX_RENDERS) {
                fragile.addAll(part);
            } else {
                pending.add(part.subList(part.size() / 2, part.size()));
                pending.add(part.subList(0, part.size() / 2));
            }
        }
        figures.add("values: other values that charts do not bear", suppliers.size() - good.size());
        suppliers.keySet().retainAll(good.keySet());
        return render(suppliers, chartCase);
    }

    private ScratchChart.Render render(Map<Supplier, String> suppliers, ChartCase chartCase) throws IOException {
        var others = new LinkedHashMap<Supplier, String>();
        suppliers.forEach(
                (supplier, token) -> others.put(supplier, supplier.leaf().other(token)));
        return renderTexts(others, chartCase);
    }

    private ScratchChart.Render renderTexts(Map<Supplier, String> others, ChartCase chartCase) throws IOException {
        figures.add("values: renders with other values", 1);
        return files.render(others, helm, chartCase, kubeVersion);
    }

    private static Map<String, Object> values(ScratchChart.Render render) {
        var values = new HashMap<String, Object>();
        render.files()
                .forEach((path, lines) -> RenderedScalar.of(path, String.join("\n", lines))
                        .forEach(scalar -> values.put(scalar.key(), scalar.value())));
        return values;
    }
}
