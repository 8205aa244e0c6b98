package io.github.akspolicy.conformance.charts;

import io.github.akspolicy.conformance.Entry;
import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartLoader;
import io.github.akspolicy.helm.chart.ChartOwnership;
import io.github.akspolicy.helm.execution.ExecutedChart;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.ThirdPartyCharts;
import io.github.akspolicy.source.Workspace;
import io.github.akspolicy.template.chart.DefaultCapabilities;
import io.github.akspolicy.template.chart.Release;
import io.github.akspolicy.template.chart.RenderException;
import io.github.akspolicy.template.exec.LimitException;
import io.github.akspolicy.template.exec.Observer;
import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.value.Caller.Dialect;
import io.github.akspolicy.template.value.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** For each template of a chart: does the executor write the text that Helm writes, or where is the first difference? */
record TemplateTraces(Path root) {
    private static final String CHECK = "charts/trace";
    private static final String EQUAL = "equal";

    /** Where Helm takes the text of a template apart. */
    private static final Pattern SEPARATOR = Pattern.compile("(?:^|\\s*\\n)---\\s*");

    List<Entry> judge(ChartCase chartCase, HelmBinary helm) throws IOException {
        Map<String, List<String>> theirs = rendered(chartCase, helm);
        if (theirs.isEmpty()) {
            return List.of();
        }
        String topic = "trace " + helm.version();
        String prefix = chartCase.id() + " " + helm.version() + " ";
        Map<String, List<String>> ours;
        try {
            ours = executed(chartCase, helm);
        } catch (RenderException | LimitException | SourceException failed) {
            return theirs.keySet().stream()
                    .map(path -> Entry.covered(
                            prefix + path, CHECK, topic, EQUAL, "error", String.valueOf(failed.getMessage())))
                    .toList();
        }
        var entries = new ArrayList<Entry>();
        var paths = new TreeSet<>(theirs.keySet());
        paths.addAll(ours.keySet());
        Map<String, List<String>> again = ours.equals(theirs) ? theirs : rendered(chartCase, helm);
        for (String path : paths) {
            String difference = difference(
                    ours.getOrDefault(path, List.of()),
                    theirs.getOrDefault(path, List.of()),
                    again.getOrDefault(path, List.of()));
            entries.add(Entry.covered(
                    prefix + path, CHECK, topic, EQUAL, difference.isEmpty() ? EQUAL : "differs", difference));
        }
        return entries;
    }

    private static Map<String, List<String>> rendered(ChartCase chartCase, HelmBinary helm) throws IOException {
        HelmBinary.Output output =
                helm.template(chartCase.chart(), chartCase.values(), ChartRequest.DEFAULT_KUBE_VERSION);
        var documents = new TreeMap<String, List<String>>();
        if (output.status() == 0) {
            HelmOutput.bySource(output.stdout()).forEach((path, texts) -> add(documents, path, texts));
        }
        return documents;
    }

    private static void add(Map<String, List<String>> documents, String path, List<String> texts) {
        List<String> written = texts.stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .sorted()
                .toList();
        if (!written.isEmpty()) {
            documents.put(path, written);
        }
    }

    private Map<String, List<String>> executed(ChartCase chartCase, HelmBinary helm)
            throws SourceException, RenderException, IOException {
        Dialect dialect = helm.version().startsWith("v3") ? Dialect.HELM_3 : Dialect.HELM_4;
        Chart chart = ChartLoader.load(
                chartCase.chart(),
                new Workspace(root),
                new ChartOwnership(chartCase.dependencies(), ThirdPartyCharts.NONE));
        Path values = chartCase.values();
        Release release = new Release(
                HelmBinary.RELEASE_NAME,
                HelmBinary.NAMESPACE,
                false,
                1,
                ChartRequest.DEFAULT_KUBE_VERSION,
                DefaultCapabilities.apiVersions(dialect),
                helm.version());
        List<byte[]> files = values == null ? List.of() : List.of(Files.readAllBytes(values));
        var documents = new TreeMap<String, List<String>>();
        ExecutedChart executed = ExecutedChart.of(chart, files, List.of(), dialect);
        for (Map.Entry<String, Text> each :
                executed.execute(executed.composed(), release, Observer.NONE).entrySet()) {
            if (!each.getKey().endsWith("/NOTES.txt")) {
                add(
                        documents,
                        each.getKey(),
                        List.of(SEPARATOR.split(Bytes.text(each.getValue().bytes()))));
            }
        }
        return documents;
    }

    /** The first line that differs, or nothing. A line that Helm itself writes in two ways is not compared. */
    private static String difference(List<String> ours, List<String> theirs, List<String> again) {
        List<String> one = lines(ours);
        List<String> two = lines(theirs);
        List<String> three = lines(again);
        if (one.equals(two)) {
            return "";
        }
        for (int i = 0; i < Math.max(one.size(), two.size()); i++) {
            String us = i < one.size() ? one.get(i) : "";
            String them = i < two.size() ? two.get(i) : "";
            boolean random = three.size() == two.size()
                    && !two.get(Math.min(i, two.size() - 1)).equals(three.get(Math.min(i, two.size() - 1)));
            if (!us.equals(them) && !random) {
                return "line " + (i + 1) + ": \"" + us.strip() + "\" instead of \"" + them.strip() + "\"";
            }
        }
        return "";
    }

    private static List<String> lines(List<String> documents) {
        return documents.isEmpty()
                ? Collections.emptyList()
                : List.of(String.join("\n---\n", documents).split("\n"));
    }
}
