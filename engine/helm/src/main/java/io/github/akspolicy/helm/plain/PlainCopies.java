package io.github.akspolicy.helm.plain;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.LinkedFiles;
import io.github.akspolicy.helm.engine.ChartSession;
import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A chart in the form that it has, with the template through which Helm answers. It is copied once for all its releases of one
 * revision. Safe for several threads.
 */
public final class PlainCopies {
    private final Path path;
    private final Chart chart;
    private final Workspace workspace;
    private final Path folder;
    private final LinkedFiles files;
    private final boolean areDefinitionsReported;
    private final Map<Integer, WithProbe> copies = new HashMap<>();

    /**
     * A copy that is not changed any more.
     *
     * @param chart the folder or archive for Helm
     */
    record WithProbe(Path chart, Probe probe) {}

    /**
     * @param path the chart's folder or archive
     * @param chart the same chart as we read it
     * @param folder an empty folder of ours, for as long as renders are asked for
     * @param files those of other copies of the chart
     * @param areDefinitionsReported whether renders report what lies in {@code crds/}
     */
    public PlainCopies(
            Path path,
            Chart chart,
            Workspace workspace,
            Path folder,
            LinkedFiles files,
            boolean areDefinitionsReported) {
        this.path = path;
        this.chart = chart;
        this.workspace = workspace;
        this.folder = folder;
        this.files = files;
        this.areDefinitionsReported = areDefinitionsReported;
    }

    Chart chart() {
        return chart;
    }

    /**
     * The chart with the probe.
     *
     * @throws HelmFailure when Helm cannot pack a dependency
     * @throws SourceException when the chart holds something that must not be read
     */
    synchronized WithProbe with(ChartSession session, int revision) throws SourceException, IOException, HelmFailure {
        WithProbe known = copies.get(revision);
        if (known == null) {
            Path own = folder.resolve("plain" + revision);
            ChartCopy copy = alone(session, own);
            Probe probe =
                    copy.probe(chart, areDefinitionsReported ? Probe.Definitions.of(chart) : Probe.Definitions.NONE);
            known = new WithProbe(copy.with(probe, probe.text(revision), own), probe);
            copies.put(revision, known);
        }
        return known;
    }

    /** A copy without the probe, which may be changed. */
    ChartCopy alone(ChartSession session, Path own) throws SourceException, IOException, HelmFailure {
        return ChartCopy.of(path, chart, workspace, session, Files.createDirectories(own), files);
    }
}
