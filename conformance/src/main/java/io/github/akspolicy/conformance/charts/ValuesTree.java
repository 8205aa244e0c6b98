package io.github.akspolicy.conformance.charts;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every key that somebody could set for a chart: those of its values files, of the charts in it, and those that templates name
 * although no file has them. Read without what the renderer knows.
 */
final class ValuesTree {
    private static final Pattern REFERENCE = Pattern.compile("\\.Values((?:\\.[A-Za-z_][A-Za-z0-9_]*)+)");

    private final Map<List<String>, @Nullable Object> held = new LinkedHashMap<>();

    /** @param values a file to lay over the chart's own, or null */
    ValuesTree(Path chart, @Nullable Path values) throws IOException {
        chart(chart, List.of());
        if (values != null) {
            file(values, List.of());
        }
    }

    /** The keys as paths, the chart's own first. */
    Set<List<String>> keys() {
        return new LinkedHashSet<>(held.keySet());
    }

    /** What is at a key: a mapping or list as such, a scalar's value, or null. */
    @Nullable
    Object at(List<String> key) {
        return held.get(key);
    }

    private void chart(Path chart, List<String> prefix) throws IOException {
        Path subcharts = chart.resolve("charts");
        Map<String, List<String>> names = aliases(chart);
        if (Files.isDirectory(subcharts)) {
            try (Stream<Path> inner = Files.list(subcharts)) {
                for (Path folder : inner.filter(Files::isDirectory).sorted().toList()) {
                    String name = name(folder);
                    for (String used : names.getOrDefault(name, List.of(name))) {
                        chart(folder, longer(prefix, used));
                    }
                }
            }
        }
        file(chart.resolve("values.yaml"), prefix);
        references(chart.resolve("templates"), prefix);
    }

    private static String name(Path folder) throws IOException {
        Path metadata = folder.resolve("Chart.yaml");
        return Files.exists(metadata)
                ? ChartCase.metadata(metadata)
                        .get("name")
                        .textOr(folder.getFileName().toString())
                : folder.getFileName().toString();
    }

    private static Map<String, List<String>> aliases(Path chart) throws IOException {
        var names = new LinkedHashMap<String, List<String>>();
        for (Field entry : ChartCase.metadata(chart.resolve("Chart.yaml"))
                .get("dependencies")
                .items()) {
            String name = entry.get("name").textOr("");
            names.computeIfAbsent(name, key -> new ArrayList<>())
                    .add(entry.get("alias").textOr(name));
        }
        return names;
    }

    private void file(Path file, List<String> prefix) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try {
            // Helm takes the last of two equal keys
            add(ManifestReader.helmValues(Files.readString(file), duplicate -> {}), prefix);
        } catch (ManifestException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private void add(Node node, List<String> path) {
        if (!path.isEmpty()) {
            held.put(path, node instanceof Node.Scalar scalar ? scalar.value() : node);
        }
        if (node instanceof Node.Mapping mapping) {
            mapping.entries().forEach(entry -> add(entry.value(), longer(path, entry.key())));
        }
    }

    private void references(Path templates, List<String> prefix) throws IOException {
        if (!Files.isDirectory(templates)) {
            return;
        }
        try (Stream<Path> files = Files.walk(templates)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Matcher reference = REFERENCE.matcher(
                        new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.UTF_8));
                while (reference.find()) {
                    List<String> path = prefix;
                    for (String name : reference.group(1).substring(1).split("\\.")) {
                        path = longer(path, name);
                        held.putIfAbsent(path, null);
                    }
                }
            }
        }
    }

    private static List<String> longer(List<String> path, String name) {
        var longer = new ArrayList<>(path);
        longer.add(name);
        return List.copyOf(longer);
    }
}
