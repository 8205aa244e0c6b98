package io.github.akspolicy.helm.plain;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.engine.ChartSession;
import io.github.akspolicy.helm.engine.HelmAnswer;
import io.github.akspolicy.helm.engine.HelmEngine.Mode;
import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.helm.engine.RenderReason;
import io.github.akspolicy.helm.template.Envelope;
import io.github.akspolicy.manifest.JsonValues;
import io.github.akspolicy.source.SourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Renders the texts of a chart for one release: all its renders are made here. The chart as it is goes to Helm as a folder or an
 * archive, whichever it is, and nothing of it is changed or left out on the way; a template is added, through which Helm answers.
 * Where the answer is not whole, the chart is refused.
 */
public final class TextRenderer {
    /** Of a chart that may render where nothing is looked up for real. */
    private static final String LOOKUP = "error calling lookup";

    private final ChartSession session;
    private final ChartCopies copies;
    private final Path folder;
    private final int revision;

    /**
     * @param session the release
     * @param copies those of the chart
     * @param folder a folder of ours for this release alone
     */
    public TextRenderer(ChartSession session, ChartCopies copies, Path folder) {
        this.session = session;
        this.copies = copies;
        this.folder = folder;
        this.revision = session.request().revision();
    }

    /** The documents that Helm makes of the chart as it is. */
    public PlainRender untouched(RenderReason reason) throws HelmFailure, SourceException, IOException {
        return documents(reason, copies.untouched(), List.of());
    }

    /**
     * The documents that Helm makes of a text.
     *
     * @param apiVersions what {@code .Capabilities.APIVersions} lists; empty to leave it as it is
     * @throws HelmFailure when Helm refuses it; lines in the message are those of the chart's own files
     * @throws SourceException when the chart holds something that must not be read
     */
    public PlainRender documents(RenderReason reason, ChartText text, Collection<String> apiVersions)
            throws HelmFailure, SourceException, IOException {
        boolean isUntouched = copies.isUntouched(text);
        ChartCopies.Probed copy = copies.probed(text, session::pack, revision, apiVersions);
        HelmAnswer answer = answer(reason, copy.chart());
        PlainRender render = answer == null ? null : asWritten(answer, copy.probe());
        if (render != null
                && isUntouched
                && !render.files().keySet().stream().allMatch(name -> isWrittenBy(text.chart(), name))) {
            // a template wrote the line that begins a file
            render = null;
        }
        if (render != null
                && (!isUntouched
                        || !render.unreadable().isEmpty()
                        || copy.probe().isLast(text.chart()))) {
            return render;
        }
        ChartCopy alone = copies.changeable(text, session::pack, ownFolder());
        if (isUntouched) {
            session.render(reason, alone.path(), Mode.OFFLINE).accepted();
        }
        if (render != null) {
            return render;
        }
        PlainRender collected = collected(reason, alone, copy, isUntouched ? text.chart() : read(alone));
        requireAll(answer == null ? "" : answer.output(), copy.probe(), collected);
        return collected;
    }

    /** What Helm wrote by itself is among what was collected, or names were asked for that are not those of Helm. */
    static void requireAll(String written, Probe probe, PlainRender collected) throws HelmFailure {
        List<String> known = new ArrayList<>(collected.files().keySet());
        collected.files().values().forEach(text -> known.addAll(DebugOutput.names("\n" + text + "\n")));
        for (String name : DebugOutput.names(written)) {
            if (!known.remove(name) && !name.contains(probe.nonce())) {
                throw new HelmFailure(
                        "Helm renders " + name + ", which is not a template of the chart as it is read here:"
                                + " pack the chart with helm package");
            }
        }
    }

    private Path ownFolder() throws IOException {
        return Files.createTempDirectory(folder, "copy");
    }

    /** The chart of a copy that we changed. */
    private static Chart read(ChartCopy copy) throws HelmFailure {
        try {
            return ChartCopy.load(copy.path());
        } catch (SourceException e) {
            throw new HelmFailure(e.problems().get(0).message());
        }
    }

    /**
     * Writes the copy of a text that {@link #output} renders.
     *
     * @throws HelmFailure when Helm would not load it as it loads the chart
     */
    public void write(ChartText changed) throws IOException, HelmFailure {
        copies.of(changed, revision);
    }

    /** What Helm prints of a text whose templates say what they write. */
    public String output(RenderReason reason, ChartText changed) throws HelmFailure, IOException {
        return session.render(reason, copies.of(changed, revision), Mode.WRITTEN)
                .written();
    }

    /** The API versions that Helm knows by itself. */
    public List<String> apiVersions() throws HelmFailure, IOException {
        Path chart = folder.resolve("probe");
        Files.createDirectories(chart.resolve(Probe.TEMPLATES));
        Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: probe\nversion: 0.1.0\n");
        Files.writeString(chart.resolve("templates/probe.yaml"), Envelope.apiVersionsProbe());
        String output = session.with(List.of(), List.of())
                .render(RenderReason.PROBE, chart, Mode.WRITTEN)
                .written();
        String json = Envelope.open(output).getOrDefault("probe/templates/probe.yaml", "[]");
        if (JsonValues.parse(json) instanceof List<?> list && !list.isEmpty()) {
            return list.stream().map(String::valueOf).toList();
        }
        throw new HelmFailure("Helm does not report which API versions it knows: " + session.describe());
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

    /** What Helm returns; null where a zero byte cuts it off, as one of UTF-16 does: encoded, it cuts nothing off. */
    private @Nullable HelmAnswer answer(RenderReason reason, Path with) throws HelmFailure {
        try {
            return session.render(reason, with, Mode.DEBUG);
        } catch (HelmFailure cut) {
            cut.requireOfChart();
            return null;
        }
    }

    /** The same as the templates wrote it; null when it is not, or not all of it. */
    private static @Nullable PlainRender asWritten(HelmAnswer answer, Probe probe) throws HelmFailure {
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
    private PlainRender collected(RenderReason reason, ChartCopy copy, ChartCopies.Probed asked, Chart chart)
            throws HelmFailure, IOException {
        Probe probe = asked.probe();
        var collector = new Collector(probe, chart, copy.templates(chart, session::pack, folder));
        Path all = copy.with(probe, asked.first() + collector.text(revision), collector.scope(), folder);
        return collector.read(session.render(reason, all, Mode.OFFLINE));
    }
}
