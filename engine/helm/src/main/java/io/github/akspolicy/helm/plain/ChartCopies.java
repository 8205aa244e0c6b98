package io.github.akspolicy.helm.plain;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The copies of a chart for Helm, each of which is written once for all releases of the chart. Safe for several threads. */
public final class ChartCopies {
    private final Path path;
    private final Chart chart;
    private final Workspace workspace;
    private final Path folder;
    private @Nullable Path untouched;
    private @Nullable Path withoutLookups;
    private int copies;

    /**
     * @param path the chart's folder or archive
     * @param chart the same chart as we read it
     * @param folder a folder of ours, for as long as renders are asked for
     */
    public ChartCopies(Path path, Chart chart, Workspace workspace, Path folder) {
        this.path = path;
        this.chart = chart;
        this.workspace = workspace;
        this.folder = folder;
    }

    /**
     * The chart as it is: its copy has the form of the chart, and also what Helm ignores.
     *
     * @throws HelmFailure when Helm cannot pack a dependency
     * @throws SourceException when the chart holds something that must not be read
     */
    synchronized Path untouched(ChartCopy.Packer packer) throws SourceException, IOException, HelmFailure {
        Path known = untouched;
        if (known == null) {
            known = ChartCopy.of(path, chart, workspace, packer, Files.createDirectories(next()));
            untouched = known;
        }
        return known;
    }

    /**
     * A copy in which templates look nothing up.
     *
     * @throws HelmFailure when Helm would not load it as it loads the chart
     */
    synchronized Path withoutLookups() throws IOException, HelmFailure {
        Path known = withoutLookups;
        if (known == null) {
            known = TextFiles.write(chart, WithoutLookups::of, next());
            withoutLookups = known;
        }
        return known;
    }

    private Path next() {
        return folder.resolve("copy" + copies++);
    }
}
