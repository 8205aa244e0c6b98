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

/**
 * A chart in a folder of ours. Of a chart as it is, copied byte by byte, no file is left out, renamed or decoded: what Helm
 * ignores, unpacks and loads is for Helm to decide. Dependencies with a {@code file://} repository that are not in {@code charts/} are packed into it by Helm
 * itself, as {@code helm dependency build} does.
 */
final class ChartCopy {
    private static final String FOLDER = "chart";

    /** Has Helm pack a chart: see {@link HelmEngine#pack}. */
    @FunctionalInterface
    interface Packer {
        Path pack(Path chart, Path destination) throws HelmFailure;
    }

    private ChartCopy() {}

    /**
     * Copies a chart as it is.
     *
     * @param path the chart's folder or archive
     * @param chart the same chart as we read it: it knows which dependencies lie elsewhere
     * @param folder an empty folder of ours
     * @return the folder or archive for Helm
     * @throws HelmFailure when Helm cannot pack a dependency
     * @throws SourceException when the chart holds something that must not be read
     */
    static Path of(Path path, Chart chart, Workspace workspace, Packer packer, Path folder)
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
        return copy;
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
}
