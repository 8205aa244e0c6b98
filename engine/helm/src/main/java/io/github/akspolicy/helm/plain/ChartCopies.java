package io.github.akspolicy.helm.plain;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartFile;
import io.github.akspolicy.helm.chart.LinkedFiles;
import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The copies of a chart for Helm: each text is written once for all releases of the chart. Safe for several threads. */
public final class ChartCopies {
    /** A file of a template that Helm executes before all others. */
    private static final String PRELUDE = "templates/zz/zz/zz/zz/zz-aks-policy.yaml";

    private final Path path;
    private final Untouched untouched;
    private final Workspace workspace;
    private final Path folder;
    private final LinkedFiles files = new LinkedFiles();
    private final boolean areDefinitionsReported;
    private final Map<Written, Path> alone = new HashMap<>();
    private final Map<Written, Probed> probed = new HashMap<>();
    private int copies;

    /** A chart as it is. Its copy has the form of the chart, and also what Helm ignores. */
    private record Untouched(Chart chart) implements ChartText {
        @Override
        public byte[] content(Chart owner, String path, ChartFile file) {
            return file.content();
        }
    }

    /** @param apiVersions what templates see of the list; empty for what Helm shows */
    private record Written(ChartText text, int revision, List<String> apiVersions) {}

    /**
     * A copy with the template through which Helm answers.
     *
     * @param chart the folder or archive for Helm
     * @param first what the template does before it answers
     */
    record Probed(Path chart, Probe probe, String first) {}

    /**
     * @param path the chart's folder or archive
     * @param chart the same chart as we read it
     * @param folder a folder of ours, for as long as renders are asked for
     * @param areDefinitionsReported whether renders of the chart as it is report what lies in {@code crds/}
     */
    public ChartCopies(Path path, Chart chart, Workspace workspace, Path folder, boolean areDefinitionsReported) {
        this.path = path;
        this.untouched = new Untouched(chart);
        this.workspace = workspace;
        this.folder = folder;
        this.areDefinitionsReported = areDefinitionsReported;
    }

    /** The chart as it is. */
    public ChartText untouched() {
        return untouched;
    }

    /**
     * A copy whose templates say what they write.
     *
     * @throws IOException when it cannot be written, as an archive that holds what no folder can
     */
    synchronized Path of(ChartText changed, int revision) throws IOException {
        var key = new Written(changed, revision, List.of());
        Path known = alone.get(key);
        if (known == null) {
            known = changeable(changed, next()).path();
            String prelude = Probe.prelude(revision);
            if (!prelude.isEmpty()) {
                Path file = known.resolve(PRELUDE);
                Files.createDirectories(file.resolveSibling(""));
                Files.writeString(file, prelude);
            }
            alone.put(key, known);
        }
        return known;
    }

    /**
     * A copy with the probe.
     *
     * @param apiVersions what {@code .Capabilities.APIVersions} lists; empty to leave it as it is
     * @throws HelmFailure when Helm cannot pack a dependency
     * @throws SourceException when the chart holds something that must not be read
     */
    synchronized Probed probed(ChartText text, ChartCopy.Packer packer, int revision, Collection<String> apiVersions)
            throws SourceException, IOException, HelmFailure {
        var key = new Written(text, revision, List.copyOf(apiVersions));
        Probed known = probed.get(key);
        if (known == null) {
            Path own = next();
            ChartCopy copy = copy(text, packer, own);
            boolean isReported = areDefinitionsReported && isUntouched(text);
            Probe probe =
                    copy.probe(text.chart(), isReported ? Probe.Definitions.of(text.chart()) : Probe.Definitions.NONE);
            String first = apiVersions.isEmpty() ? "" : probe.capabilities(apiVersions);
            known = new Probed(copy.with(probe, first + probe.text(revision), own), probe, first);
            probed.put(key, known);
        }
        return known;
    }

    private ChartCopy copy(ChartText text, ChartCopy.Packer packer, Path own)
            throws SourceException, IOException, HelmFailure {
        try {
            return changeable(text, packer, own);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException both) {
            // Helm reads such archives; as it is one is copied whole
            throw new HelmFailure(
                    "the archive has a file where it has a folder, too, and no copy of it can be changed: "
                            + both.getFile());
        }
    }

    private Path next() {
        return folder.resolve("copy" + copies++);
    }

    /** A copy without the probe, which may be changed. */
    ChartCopy changeable(ChartText text, ChartCopy.Packer packer, Path own)
            throws SourceException, IOException, HelmFailure {
        return isUntouched(text)
                ? ChartCopy.of(path, text.chart(), workspace, packer, Files.createDirectories(own), files)
                : changeable(text, own);
    }

    /** The same of a text that is not the chart as it is. */
    ChartCopy changeable(ChartText changed, Path own) throws IOException {
        return ChartCopy.of(changed, own, files);
    }

    boolean isUntouched(ChartText text) {
        return text.equals(untouched);
    }
}
