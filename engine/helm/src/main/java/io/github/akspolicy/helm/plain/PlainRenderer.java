package io.github.akspolicy.helm.plain;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.engine.ChartSession;
import io.github.akspolicy.helm.engine.HelmAnswer;
import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.helm.engine.RenderReason;
import io.github.akspolicy.source.SourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Renders a chart as it is, in the form that it has: a folder, or an archive. Nothing of it is changed or left out on the way
 * to Helm; a template is added, through which Helm answers. Where its answer is not whole, the chart is refused.
 */
public final class PlainRenderer {
    /** Of a chart that may render where nothing is looked up for real. */
    private static final String LOOKUP = "error calling lookup";

    private final ChartSession session;
    private final Path folder;
    private final int revision;

    /**
     * @param session the release
     * @param folder a folder of ours for copies of this render alone
     * @param revision of the release: 1 for an installation, a later one for an upgrade
     */
    public PlainRenderer(ChartSession session, Path folder, int revision) {
        this.session = session;
        this.folder = folder;
        this.revision = revision;
    }

    /**
     * What Helm makes of a chart.
     *
     * @throws HelmFailure when Helm refuses it; lines in the message are those of the chart's own files
     * @throws SourceException when the chart holds something that must not be read
     */
    public PlainRender render(RenderReason reason, PlainCopies copies)
            throws HelmFailure, SourceException, IOException {
        PlainCopies.WithProbe copy = copies.with(session, revision);
        PlainRender render = asWritten(reason, copy.chart(), copy.probe());
        if (render != null && !render.files().keySet().stream().allMatch(name -> isWrittenBy(copies.chart(), name))) {
            // a template wrote the line that begins a file
            render = null;
        }
        if (render != null && (!render.unreadable().isEmpty() || copy.probe().isLast(copies.chart()))) {
            return render;
        }
        ChartCopy alone = copies.alone(session, Files.createTempDirectory(folder, "plain"));
        HelmAnswer answer = session.offline(reason, alone.path());
        if (answer.failed()) {
            throw new HelmFailure(answer.error());
        }
        return render == null ? collected(reason, alone, copy.probe(), "", copies.chart()) : render;
    }

    /** Whether a name may be that of a template that writes documents; by which names charts are used is for Helm to say. */
    private static boolean isWrittenBy(Chart chart, String name) {
        return chart.files().keySet().stream()
                        .anyMatch(path -> path.startsWith(Probe.TEMPLATES)
                                && name.endsWith("/" + path)
                                && Collector.isExecuted(path)
                                && !Collector.isNotes(path))
                || chart.subcharts().stream().anyMatch(subchart -> isWrittenBy(subchart, name));
    }

    /** What must run before all templates of any other render of the same release; empty for nothing. */
    public static String prelude(int revision) {
        return Probe.prelude(revision);
    }

    /** The render of a folder that holds the chart as we changed it, for comparison. */
    public PlainRender renderChanged(RenderReason reason, Path changed) throws HelmFailure, IOException {
        return renderChanged(reason, changed, List.of());
    }

    /**
     * The same with other API versions.
     *
     * @param apiVersions what {@code .Capabilities.APIVersions} lists; empty to leave it as it is
     */
    public PlainRender renderChanged(RenderReason reason, Path changed, Collection<String> apiVersions)
            throws HelmFailure, IOException {
        Probe probe = Probe.forFolder(changed);
        String first = apiVersions.isEmpty() ? "" : probe.capabilities(apiVersions);
        ChartCopy copy = ChartCopy.ofFolder(changed);
        PlainRender render = asWritten(reason, copy.with(probe, first + probe.text(revision), changed), probe);
        if (render != null) {
            return render;
        }
        copy.without(probe);
        try {
            return collected(reason, copy, probe, first, ChartCopy.load(changed));
        } catch (SourceException e) {
            throw new HelmFailure(e.problems().get(0).message());
        }
    }

    /** What Helm returns as the templates wrote it; null when it does not, or not all of it. */
    private @Nullable PlainRender asWritten(RenderReason reason, Path with, Probe probe) throws HelmFailure {
        HelmAnswer answer;
        try {
            answer = session.templateDebug(reason, with);
        } catch (HelmFailure cut) {
            // a zero byte cut off what Helm returned, as one of UTF-16 does; encoded, it cuts nothing off
            if (cut.isOfEngine()) {
                throw cut;
            }
            return null;
        }
        if (answer.output().isEmpty() && answer.failed() && !answer.error().contains(LOOKUP)) {
            throw new HelmFailure(answer.error());
        }
        SortedMap<String, String> files = DebugOutput.files(answer.output());
        // what is not UTF-8 cannot be read, and may hold zero bytes elsewhere
        if (files == null || answer.output().indexOf('\uFFFD') >= 0) {
            return null;
        }
        String report = null;
        for (String name : List.copyOf(files.keySet())) {
            if (name.contains(probe.nonce())) {
                report = files.remove(name);
            }
        }
        if (report == null && !answer.failed()) {
            throw probe.ignored();
        }
        return report == null
                ? null
                : new PlainRender(
                        files,
                        probe.scopes(report),
                        probe.isNamedIn(answer.error()) ? "" : answer.error(),
                        answer.log());
    }

    /** What the templates wrote, encoded by one that executes them. */
    private PlainRender collected(RenderReason reason, ChartCopy copy, Probe probe, String first, Chart chart)
            throws HelmFailure, IOException {
        var collector = new Collector(probe, chart, copy.templates(chart, session, folder));
        Path all = copy.with(probe, first + collector.text(revision), collector.scope(), folder);
        return collector.read(session.offline(reason, all));
    }
}
