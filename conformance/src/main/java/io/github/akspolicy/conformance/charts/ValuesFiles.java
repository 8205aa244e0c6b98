package io.github.akspolicy.conformance.charts;

import io.github.akspolicy.source.SourceLocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The values files of one chart. */
final class ValuesFiles {
    private final Path root;
    private final ScratchChart chart;
    private final Map<Path, ValuesText> texts = new HashMap<>();

    /** @param root what paths of locations are relative to */
    ValuesFiles(Path root, ScratchChart chart) {
        this.root = root;
        this.chart = chart;
    }

    /** A scalar of a values file that can be given another value. */
    record Supplier(Path file, ValuesText.Leaf leaf) {
        boolean isAt(Path other, int line) {
            return file.equals(other) && (leaf.line() == line || leaf.valueLine() == line);
        }
    }

    Path file(SourceLocation location) {
        return root.resolve(location.path());
    }

    /** What a location points to; null when it is no scalar of a file that can be edited. */
    @Nullable
    Supplier at(SourceLocation location) throws IOException {
        Path file = file(location);
        if (!Files.isRegularFile(file) || chart.copyOf(file) == null) {
            return null;
        }
        ValuesText.Leaf leaf = text(file).at(location.line(), location.column());
        return leaf == null ? null : new Supplier(file, leaf);
    }

    /** The scalars of every file that a case takes values from. */
    List<Supplier> all(ChartCase chartCase) throws IOException {
        var files = new ArrayList<Path>();
        try (Stream<Path> found = Files.walk(chartCase.chart())) {
            found.filter(file -> file.endsWith("values.yaml") && Files.exists(file.resolveSibling("Chart.yaml")))
                    .sorted()
                    .forEach(files::add);
        }
        if (chartCase.values() != null) {
            files.add(chartCase.values());
        }
        var all = new ArrayList<Supplier>();
        for (Path file : files) {
            if (chart.copyOf(file) != null) {
                text(file).leaves().forEach(leaf -> all.add(new Supplier(file, leaf)));
            }
        }
        return all;
    }

    private ValuesText text(Path file) throws IOException {
        ValuesText text = texts.get(file);
        if (text == null) {
            text = new ValuesText(Files.readString(file, StandardCharsets.UTF_8));
            texts.put(file, text);
        }
        return text;
    }

    /** Renders the chart with other values: each supplier's text is the one that it is mapped to. */
    ScratchChart.Render render(Map<Supplier, String> others, HelmBinary helm, ChartCase chartCase, String kubeVersion)
            throws IOException {
        var edits = new HashMap<Path, List<TemplateText.Edit>>();
        others.forEach((supplier, other) -> edits.computeIfAbsent(supplier.file(), key -> new ArrayList<>())
                .add(new TemplateText.Edit(
                        supplier.leaf().start(), supplier.leaf().end(), other)));
        for (Map.Entry<Path, List<TemplateText.Edit>> entry : edits.entrySet()) {
            Path copy = chart.copyOf(entry.getKey());
            if (copy != null) {
                chart.write(copy, text(entry.getKey()).with(entry.getValue()));
            }
        }
        try {
            return chart.render(helm, chartCase, kubeVersion);
        } finally {
            chart.restore();
        }
    }
}
