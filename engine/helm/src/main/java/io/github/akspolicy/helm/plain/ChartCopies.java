package io.github.akspolicy.helm.plain;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartFile;
import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
     * @throws HelmFailure when Helm would not load it as it loads the chart
     */
    synchronized Path of(ChartText changed, int revision) throws IOException, HelmFailure {
        var key = new Written(changed, revision, List.of());
        Path known = alone.get(key);
        if (known == null) {
            known = files(changed, revision).write(next());
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
            known = isUntouched(text)
                    ? asItIs(text.chart(), packer, revision, apiVersions)
                    : changed(text, revision, apiVersions);
            probed.put(key, known);
        }
        return known;
    }

    private Probed asItIs(Chart chart, ChartCopy.Packer packer, int revision, Collection<String> apiVersions)
            throws SourceException, IOException, HelmFailure {
        Path own = next();
        ChartCopy copy = ChartCopy.of(path, chart, workspace, packer, Files.createDirectories(own));
        Probe probe = copy.probe(chart, areDefinitionsReported ? Probe.Definitions.of(chart) : Probe.Definitions.NONE);
        String first = first(probe, apiVersions);
        return new Probed(copy.with(probe, first + probe.text(revision), own), probe, first);
    }

    private Probed changed(ChartText text, int revision, Collection<String> apiVersions)
            throws IOException, HelmFailure {
        Probe probe = Probe.forArchive(Probe.Definitions.NONE);
        String first = first(probe, apiVersions);
        byte[] template = (first + probe.text(revision)).getBytes(StandardCharsets.UTF_8);
        return new Probed(TextFiles.of(text).with(probe.path(), template).write(next()), probe, first);
    }

    private static String first(Probe probe, Collection<String> apiVersions) {
        return apiVersions.isEmpty() ? "" : probe.capabilities(apiVersions);
    }

    private Path next() {
        return folder.resolve("copy" + copies++);
    }

    /** A copy without the probe, which may be changed. */
    ChartCopy changeable(ChartText text, ChartCopy.Packer packer, Path own)
            throws SourceException, IOException, HelmFailure {
        return isUntouched(text)
                ? ChartCopy.of(path, text.chart(), workspace, packer, own)
                : ChartCopy.of(TextFiles.of(text).write(own));
    }

    /** The files of a text that is not the chart as it is. */
    static TextFiles files(ChartText changed, int revision) throws HelmFailure {
        TextFiles files = TextFiles.of(changed);
        String prelude = Probe.prelude(revision);
        return prelude.isEmpty() ? files : files.with(PRELUDE, prelude.getBytes(StandardCharsets.UTF_8));
    }

    boolean isUntouched(ChartText text) {
        return text.equals(untouched);
    }
}
