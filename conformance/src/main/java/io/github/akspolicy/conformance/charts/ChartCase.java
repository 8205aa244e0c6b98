package io.github.akspolicy.conformance.charts;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One render of one chart.
 *
 * @param name the chart's folder below the folder of charts
 * @param chart the chart's folder
 * @param values the file to render with beside the chart's own, or null
 */
record ChartCase(String name, Path chart, @Nullable Path values) {
    private static final String CHART_FILE = "Chart.yaml";
    private static final String CI_FOLDER = "ci";

    /** {@code bitnami+charts/redis} or {@code bitnami+charts/redis ci/sentinel-values.yaml}. */
    String id() {
        return values == null ? name : name + " " + chart.relativize(values);
    }

    /**
     * Every chart below a folder that is not part of another one, rendered with its own values and with each file of
     * its folder {@code ci}, where chart repositories keep the values of their tests.
     */
    static List<ChartCase> below(Path folder) throws IOException {
        var cases = new ArrayList<ChartCase>();
        for (Path chart : charts(folder)) {
            if (isLibrary(chart)) {
                continue;
            }
            String name = chart.equals(folder)
                    ? String.valueOf(chart.getFileName())
                    : folder.relativize(chart).toString();
            cases.add(new ChartCase(name, chart, null));
            Path ci = chart.resolve(CI_FOLDER);
            if (Files.isDirectory(ci)) {
                for (Path values : sorted(ci)) {
                    if (values.toString().endsWith(".yaml") || values.toString().endsWith(".yml")) {
                        cases.add(new ChartCase(name, chart, values));
                    }
                }
            }
        }
        return cases;
    }

    private static List<Path> charts(Path folder) throws IOException {
        if (Files.isRegularFile(folder.resolve(CHART_FILE))) {
            return List.of(folder);
        }
        var charts = new ArrayList<Path>();
        for (Path child : sorted(folder)) {
            if (Files.isDirectory(child)) {
                charts.addAll(charts(child));
            }
        }
        return charts;
    }

    private static List<Path> sorted(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        }
    }

    private static boolean isLibrary(Path chart) throws IOException {
        return metadata(chart.resolve(CHART_FILE)).get("type").textOr("").equalsIgnoreCase("library");
    }

    /** The names of all charts in the tree: as first party their template lines are named, not the dependency entry. */
    List<String> dependencies() throws IOException {
        var names = new TreeSet<String>();
        try (Stream<Path> files = Files.walk(chart)) {
            for (Path file : files.filter(path -> path.endsWith(CHART_FILE)).toList()) {
                names.add(metadata(file).get("name").textOr(""));
            }
        }
        return List.copyOf(names);
    }

    static Field metadata(Path file) throws IOException {
        try {
            return Field.root(ManifestReader.yamlDocument(Files.readString(file, StandardCharsets.UTF_8)));
        } catch (ManifestException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }
}
