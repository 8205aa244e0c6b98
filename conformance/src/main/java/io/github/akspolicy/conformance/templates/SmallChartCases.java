package io.github.akspolicy.conformance.templates;

import io.github.akspolicy.conformance.Entry;
import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartLoader;
import io.github.akspolicy.helm.chart.ChartOwnership;
import io.github.akspolicy.helm.execution.ExecutedChart;
import io.github.akspolicy.manifest.JsonValues;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Small charts about composition: values, subcharts, order and files. */
final class SmallChartCases {
    private static final String SET = "charts";

    /** One entry for each Helm that says what each template wrote, or with which error of a template it ended. */
    List<Entry> judge(Map<?, ?> fields) throws IOException {
        var entries = new ArrayList<Entry>();
        entries.add(entry(fields, Dialect.HELM_3, ""));
        if (fields.containsKey("differs")) {
            entries.add(entry(fields, Dialect.HELM_4, "4"));
        }
        return entries;
    }

    private static Entry entry(Map<?, ?> fields, Dialect dialect, String version) throws IOException {
        String id = fields.get("id") + (version.isEmpty() ? "" : " helm 4");
        String check = SET + "/" + fields.get("topic");
        String topic = String.valueOf(fields.get("topic")).replaceFirst("/.*", "");
        Object rendered = fields.get("rendered" + version);
        Object error = fields.get("error" + version);
        String expected =
                rendered instanceof Map<?, ?> texts ? JsonValues.write(new TreeMap<>(texts)) : "error: " + error;
        if (rendered == null && !isOfTemplate(String.valueOf(error))) {
            return Entry.uncovered(id, check, topic, expected, "Helm answers without executing the templates");
        }
        Path folder = Files.createTempDirectory("aks-policy-templates");
        try {
            SmallChartOptions options = SmallChartOptions.of(fields, dialect, folder);
            if (!options.unknown().isEmpty()) {
                return Entry.uncovered(id, check, topic, expected, options.unknown());
            }
            String actual = answer(fields, options, dialect, folder);
            boolean met = rendered == null ? actual.stripTrailing().equals(expected) : actual.equals(expected);
            return Entry.covered(
                    id, check, topic, expected, met ? expected : actual, met ? "" : JsonValues.write(fields));
        } finally {
            delete(folder);
        }
    }

    private static boolean isOfTemplate(String error) {
        return error.startsWith("template: ")
                || error.startsWith("execution error at ")
                || error.startsWith("parse error at ")
                || error.contains("\n  executing ");
    }

    private static String answer(Map<?, ?> fields, SmallChartOptions options, Dialect dialect, Path folder)
            throws IOException {
        Path root = folder.resolve("c");
        if (fields.get("files") instanceof Map<?, ?> files) {
            for (Map.Entry<?, ?> file : files.entrySet()) {
                write(root.resolve(String.valueOf(file.getKey())), String.valueOf(file.getValue()));
            }
        }
        try {
            Chart chart =
                    ChartLoader.load(root, new Workspace(folder), new ChartOwnership(List.of(), ThirdPartyCharts.NONE));
            Release release = new Release(
                    fields.get("release") instanceof String named ? named : options.releaseName(),
                    options.namespace(),
                    options.upgrades(),
                    1,
                    options.kubeVersion(),
                    Stream.concat(DefaultCapabilities.apiVersions(dialect).stream(), options.apis().stream())
                            .toList(),
                    ExpressionCases.helm(dialect));
            var written = new TreeMap<String, String>();
            ExecutedChart executed = ExecutedChart.of(chart, options.values(), options.set(), dialect);
            Map<String, Text> all = executed.execute(executed.composed(), release, Observer.NONE);
            all.forEach((path, text) -> {
                if (!Bytes.text(text.bytes()).isBlank() && !path.endsWith("/NOTES.txt")) {
                    written.put(path, Bytes.text(text.bytes()));
                }
            });
            return JsonValues.write(written);
        } catch (RenderException | LimitException | SourceException failed) {
            return "error: " + failed.getMessage();
        }
    }

    static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
