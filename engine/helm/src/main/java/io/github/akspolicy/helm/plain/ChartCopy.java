package io.github.akspolicy.helm.plain;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartFolder;
import io.github.akspolicy.helm.chart.ChartLoader;
import io.github.akspolicy.helm.chart.ChartOwnership;
import io.github.akspolicy.helm.chart.Replacement;
import io.github.akspolicy.helm.engine.HelmEngine;
import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.helm.values.ValuesSchemas;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.ThirdPartyCharts;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Stream;

/**
 * A chart in a folder of ours. Of a chart as it is, copied byte by byte, no file is left out, renamed or decoded: what Helm
 * ignores, unpacks and loads is for Helm to decide. Dependencies with a {@code file://} repository that are not in {@code charts/} are packed into it by Helm
 * itself, as {@code helm dependency build} does.
 */
final class ChartCopy {
    private static final String FOLDER = "chart";

    private final Path copy;
    private final boolean archive;

    /** Has Helm pack a chart: see {@link HelmEngine#pack}. */
    @FunctionalInterface
    interface Packer {
        Path pack(Path chart, Path destination) throws HelmFailure;
    }

    private ChartCopy(Path copy, boolean archive) {
        this.copy = copy;
        this.archive = archive;
    }

    /** What was written of a chart, a folder or an archive of ours. */
    static ChartCopy of(Path written) {
        return new ChartCopy(written, Files.isRegularFile(written));
    }

    /**
     * Copies a chart as it is.
     *
     * @param path the chart's folder or archive
     * @param chart the same chart as we read it: it knows which dependencies lie elsewhere
     * @param folder an empty folder of ours
     * @throws HelmFailure when Helm cannot pack a dependency
     * @throws SourceException when the chart holds something that must not be read
     */
    static ChartCopy of(Path path, Chart chart, Workspace workspace, Packer packer, Path folder)
            throws SourceException, IOException, HelmFailure {
        boolean isArchive = Files.isRegularFile(path);
        Path copy = folder.resolve(isArchive ? "original.tgz" : FOLDER);
        if (isArchive) {
            Files.copy(path, copy);
            Replacement.apply(chart, copy);
        } else {
            ChartFolder.copy(path, chart, copy, workspace);
            dependencies(chart, copy, workspace, packer, folder.resolve("dependencies"));
        }
        if (chart.isReplaced()) {
            // proves that Helm reads what it is to read instead, everywhere
            ValuesSchemas.check(load(copy));
        }
        return new ChartCopy(copy, isArchive);
    }

    /** A chart in a folder of ours. */
    static Chart load(Path chart) throws SourceException {
        return ChartLoader.load(
                chart, new Workspace(chart.resolveSibling("")), new ChartOwnership(List.of(), ThirdPartyCharts.NONE));
    }

    private static void dependencies(Chart chart, Path copy, Workspace workspace, Packer packer, Path stages)
            throws SourceException, IOException, HelmFailure {
        for (Chart subchart : chart.subcharts()) {
            Path local = subchart.localFolder();
            Path stage = stages.resolve(subchart.folder());
            if (local != null) {
                Path source = stage.resolve(subchart.folder());
                ChartFolder.copy(local, subchart, source, workspace);
                dependencies(subchart, source, workspace, packer, stage);
                Path packed = Files.createDirectories(stage.resolve("packed"));
                Path archive = packer.pack(source, packed);
                Path charts = Files.createDirectories(copy.resolve("charts"));
                Files.move(archive, charts.resolve(String.valueOf(archive.getFileName())));
            } else {
                Path unpacked = copy.resolve("charts").resolve(subchart.folder());
                if (Files.isDirectory(unpacked)) {
                    dependencies(subchart, unpacked, workspace, packer, stage);
                }
            }
        }
    }

    /** The folder or archive for Helm. */
    Path path() {
        return copy;
    }

    /** A probe that Helm executes before all templates of the chart. */
    Probe probe(Chart chart, Probe.Definitions definitions) throws IOException {
        return archive ? Probe.forArchive(definitions) : Probe.forFolder(copy, chart, definitions);
    }

    /** The chart with one more template, for Helm. */
    Path with(Probe probe, String text, Path folder) throws IOException {
        if (archive) {
            return Files.write(folder.resolve("one.tgz"), ArchivePrefix.add(content(), probe.path(), text));
        }
        add(copy, probe, text);
        return copy;
    }

    /** The chart with one more template in it and in each that lies in it, for Helm. */
    Path with(Probe probe, String text, String ofOthers, Path folder) throws IOException {
        if (archive) {
            return Files.write(
                    folder.resolve("all.tgz"), ArchivePrefix.addToAll(content(), probe.path(), text, ofOthers));
        }
        add(copy, probe, text);
        addToOthers(copy, probe, ofOthers);
        return copy;
    }

    private byte[] content() throws IOException {
        return Files.readAllBytes(copy);
    }

    /** Adds to what Helm may load as charts in {@code charts/}. */
    private static void addToOthers(Path chart, Probe probe, String text) throws IOException {
        Path charts = chart.resolve("charts");
        List<Path> entries = List.of();
        if (Files.isDirectory(charts)) {
            try (Stream<Path> list = Files.list(charts)) {
                entries = list.toList();
            }
        }
        for (Path entry : entries) {
            String name = String.valueOf(entry.getFileName());
            if (ArchivePrefix.isHidden(name)) {
                continue;
            }
            // of a folder that is not a chart Helm must not load a file
            if (Files.isRegularFile(entry.resolve("Chart.yaml"))) {
                add(entry, probe, text);
                addToOthers(entry, probe, text);
            } else if (name.endsWith(ArchivePrefix.ENDING) && Files.isRegularFile(entry)) {
                Files.write(entry, ArchivePrefix.addToAll(Files.readAllBytes(entry), probe.path(), text, text));
            }
        }
    }

    private static void add(Path chart, Probe probe, String text) throws IOException {
        Path target = chart.resolve(probe.path());
        Files.createDirectories(target.resolveSibling(""));
        Files.writeString(target, text);
    }

    /** The names of the templates that Helm loads of each chart, before any is added. */
    Map<Chart, SortedSet<String>> templates(Chart chart, Packer packer, Path folder) throws IOException, HelmFailure {
        return archive
                ? PackagedTemplates.ofArchive(chart)
                : PackagedTemplates.of(packer.pack(copy, Files.createTempDirectory(folder, "packed")), chart);
    }
}
