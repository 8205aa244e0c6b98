package io.github.akspolicy.helm.plain;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartFolderCopy;
import io.github.akspolicy.helm.chart.ChartLimits;
import io.github.akspolicy.helm.chart.ChartLoader;
import io.github.akspolicy.helm.chart.ChartOwnership;
import io.github.akspolicy.helm.chart.Replacement;
import io.github.akspolicy.helm.engine.ChartSession;
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

/**
 * A chart, byte by byte, in a folder of ours. No file is left out, renamed or decoded: what Helm ignores, unpacks and loads is
 * for Helm to decide. Dependencies with a {@code file://} repository that are not in {@code charts/} are packed into it by Helm
 * itself, as {@code helm dependency build} does.
 */
final class ChartCopy {
    private final Path copy;
    private final boolean archive;

    private ChartCopy(Path copy, boolean archive) {
        this.copy = copy;
        this.archive = archive;
    }

    /**
     * Copies a chart.
     *
     * @param path the chart's folder or archive
     * @param chart the same chart as we read it: it knows which dependencies lie elsewhere
     * @param folder an empty folder of ours
     * @throws HelmFailure when Helm cannot pack a dependency
     * @throws SourceException when the chart holds something that must not be read
     */
    static ChartCopy of(Path path, Chart chart, Workspace workspace, ChartSession session, Path folder)
            throws SourceException, IOException, HelmFailure {
        if (Files.isRegularFile(path)) {
            Path archive = Files.copy(path, folder.resolve("original.tgz"));
            replace(chart, archive);
            return new ChartCopy(archive, true);
        }
        Path copy = folder.resolve("chart");
        ChartFolderCopy.write(path, copy, workspace);
        dependencies(chart, copy, workspace, session, folder.resolve("dependencies"));
        replace(chart, copy);
        return new ChartCopy(copy, false);
    }

    /** Puts in place what Helm is to read instead, and proves that all of it is. */
    private static void replace(Chart chart, Path copy) throws IOException, SourceException {
        if (chart.replacements().isEmpty()) {
            return;
        }
        Replacement.apply(chart.replacements(), copy);
        ValuesSchemas.check(ChartLoader.load(
                copy,
                new Workspace(copy.resolveSibling("")),
                new ChartOwnership(List.of(), ThirdPartyCharts.NONE),
                ChartLimits.DEFAULT));
    }

    private static void dependencies(Chart chart, Path copy, Workspace workspace, ChartSession session, Path stages)
            throws SourceException, IOException, HelmFailure {
        for (Chart subchart : chart.subcharts()) {
            Path local = subchart.localFolder();
            Path stage = stages.resolve(subchart.folder());
            if (local != null) {
                Path source = stage.resolve(subchart.folder());
                ChartFolderCopy.write(local, source, workspace);
                dependencies(subchart, source, workspace, session, stage);
                Path packed = Files.createDirectories(stage.resolve("packed"));
                Path archive = session.pack(source, packed);
                Path charts = Files.createDirectories(copy.resolve("charts"));
                Files.move(archive, charts.resolve(String.valueOf(archive.getFileName())));
            } else {
                Path unpacked = copy.resolve("charts").resolve(subchart.folder());
                if (Files.isDirectory(unpacked)) {
                    dependencies(subchart, unpacked, workspace, session, stage);
                }
            }
        }
    }

    /** A probe that Helm executes before all templates of the chart. */
    Probe probe(Chart chart, Probe.Definitions definitions) throws IOException {
        return archive ? Probe.forArchive(definitions) : Probe.forFolder(copy, chart, definitions);
    }

    /** The chart with one more template, for Helm. */
    Path with(Probe probe, boolean upgrade, Path folder) throws IOException {
        return with(Map.of(probe.path(), probe.text(upgrade)), folder);
    }

    private Path with(Map<String, String> added, Path folder) throws IOException {
        if (!archive) {
            for (Map.Entry<String, String> file : added.entrySet()) {
                Path target = copy.resolve(file.getKey());
                Files.createDirectories(target.resolveSibling(""));
                Files.writeString(target, file.getValue());
            }
            return copy;
        }
        Path extended = folder.resolve("chart.tgz");
        ArchivePrefix.write(copy, added, extended);
        return extended;
    }

    /** The chart alone. */
    Path without(Probe probe) throws IOException {
        if (!archive) {
            Files.deleteIfExists(copy.resolve(probe.path()));
        }
        return copy;
    }

    /** The chart as an archive that Helm made of what it loads; an archive stays what it is. */
    Path packed(Probe probe, ChartSession session, Path folder) throws IOException, HelmFailure {
        Path alone = without(probe);
        if (archive) {
            return alone;
        }
        // asked for twice, each into a folder of its own
        return session.pack(alone, Files.createTempDirectory(folder, "packed"));
    }
}
