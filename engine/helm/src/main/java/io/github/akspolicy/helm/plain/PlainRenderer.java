package io.github.akspolicy.helm.plain;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartLimits;
import io.github.akspolicy.helm.chart.ChartLoader;
import io.github.akspolicy.helm.chart.ChartOwnership;
import io.github.akspolicy.helm.engine.ChartSession;
import io.github.akspolicy.helm.engine.HelmAnswer;
import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.helm.engine.RenderReason;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.ThirdPartyCharts;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Renders a chart as it is. Nothing of it is read, changed or left out on the way to Helm; one template is added. */
public final class PlainRenderer {
    private final ChartSession session;
    private final Path folder;
    private final boolean upgrade;
    private final boolean areDefinitionsReported;

    /**
     * @param session the release
     * @param folder an empty folder of ours
     * @param upgrade whether the release is an upgrade rather than an installation
     */
    public PlainRenderer(ChartSession session, Path folder, boolean upgrade) {
        this(session, folder, upgrade, false);
    }

    private PlainRenderer(ChartSession session, Path folder, boolean upgrade, boolean areDefinitionsReported) {
        this.areDefinitionsReported = areDefinitionsReported;
        this.session = session;
        this.folder = folder;
        this.upgrade = upgrade;
    }

    /** The same, which reports what lies in {@code crds/}, too. */
    public PlainRenderer withDefinitions() {
        return new PlainRenderer(session, folder, upgrade, true);
    }

    /**
     * What Helm makes of the chart.
     *
     * @param path the chart's folder or archive
     * @param chart the same chart as we read it
     * @throws HelmFailure when Helm refuses it; lines in the message are those of the chart's own files
     * @throws SourceException when the chart holds something that must not be read
     */
    public PlainRender render(RenderReason reason, Path path, Chart chart, Workspace workspace)
            throws HelmFailure, SourceException, IOException {
        Path own = Files.createDirectories(folder.resolve("plain"));
        ChartCopy copy = ChartCopy.of(path, chart, workspace, session, own);
        Probe probe = copy.probe(chart, areDefinitionsReported ? Probe.Definitions.of(chart) : Probe.Definitions.NONE);
        Path with = copy.with(probe, upgrade, own);
        PlainRender render = null;
        try {
            render = render(session.templateDebug(reason, with), probe);
        } catch (HelmFailure cut) {
            // a zero byte cut off what Helm returned, as one of UTF-16 does; encoded, it cuts nothing off
            if (cut.isOfEngine()) {
                throw cut;
            }
        }
        if (render != null) {
            if (render.unreadable().isEmpty() && Probe.mayHideErrors(chart)) {
                HelmAnswer alone = session.offline(reason, copy.without(probe));
                if (alone.failed()) {
                    throw new HelmFailure(alone.error());
                }
            }
            return render;
        }
        HelmAnswer offline = session.offline(reason, with);
        if (offline.failed() && !probe.isNamedIn(offline.error())) {
            throw new HelmFailure(offline.error());
        }
        onceOnly(chart);
        if (probe.isNamedIn(offline.error())) {
            return withoutCluster(reason, copy, probe, workspace, own);
        }
        // .helmignore names the probe, as by "a": it is of no concern to the archive of what it left over
        Path archive = own.resolve("ignored.tgz");
        ArchivePrefix.write(copy.packed(probe, session, own), Map.of(probe.path(), probe.text(upgrade)), archive);
        PlainRender packed = render(session.templateDebug(reason, archive), probe);
        return packed == null ? withoutCluster(reason, copy, probe, workspace, own) : packed;
    }

    /**
     * Refuses a chart of which no archive can be made, since it would hold one where Helm loads two, and whose templates cannot
     * be told apart by their paths, since an alias is the name of another chart.
     */
    private static void onceOnly(Chart chart) throws HelmFailure {
        Set<String> names = new HashSet<>();
        for (Chart subchart : chart.subcharts()) {
            for (String name : Set.copyOf(chart.usedAs(subchart))) {
                if (!names.add(name)) {
                    throw new HelmFailure("charts/ holds " + name
                            + " twice, and the chart calls lookup or its .helmignore leaves out most of templates/:"
                            + " remove one of them");
                }
            }
            onceOnly(subchart);
        }
    }

    /** What must run before all templates of any other render of the same release; empty for nothing. */
    public static String prelude(boolean upgrade) {
        return Probe.prelude(upgrade);
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
        Path target = changed.resolve(probe.path());
        Files.createDirectories(target.resolveSibling(""));
        String capabilities = apiVersions.isEmpty() ? "" : probe.capabilities(apiVersions);
        Files.writeString(target, capabilities + probe.text(upgrade));
        HelmAnswer answer = session.templateDebug(reason, changed);
        PlainRender render = render(answer, probe);
        if (render == null) {
            throw new HelmFailure(answer.error());
        }
        return render;
    }

    private static @Nullable PlainRender render(HelmAnswer answer, Probe probe) {
        SortedMap<String, String> files = DebugOutput.files(answer.output());
        String report = null;
        for (String name : List.copyOf(files.keySet())) {
            if (name.contains(probe.nonce())) {
                report = files.remove(name);
            }
        }
        // what is UTF-16 holds zero bytes, and these end what the embedded Helm returns
        boolean incomplete = answer.output().indexOf('\uFFFD') >= 0;
        return report == null || incomplete
                ? null
                : new PlainRender(
                        files,
                        probe.scopes(report),
                        probe.isNamedIn(answer.error()) ? "" : answer.error(),
                        answer.log());
    }

    private PlainRender withoutCluster(RenderReason reason, ChartCopy copy, Probe probe, Workspace workspace, Path own)
            throws HelmFailure, SourceException, IOException {
        Path packed = copy.packed(probe, session, own);
        Chart asLoaded = ChartLoader.load(
                packed, workspace, new ChartOwnership(List.of(), ThirdPartyCharts.NONE), ChartLimits.DEFAULT);
        var offline = new OfflineRender(probe, asLoaded);
        Path archive = own.resolve("offline.tgz");
        ArchivePrefix.write(asLoaded, offline.files(upgrade), archive);
        HelmAnswer answer = session.offline(reason, archive);
        PlainRender render = offline.read(answer.error());
        if (render.scopes().isEmpty()) {
            throw new HelmFailure("the chart renders only where a cluster answers its lookups: " + answer.error());
        }
        return render;
    }
}
