package io.github.akspolicy.helm;

import io.github.akspolicy.files.ScratchFolder;
import io.github.akspolicy.helm.absent.DecidingValues;
import io.github.akspolicy.helm.absent.TrialRender;
import io.github.akspolicy.helm.branch.DeploymentReach;
import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.engine.ChartSession;
import io.github.akspolicy.helm.engine.HelmCall;
import io.github.akspolicy.helm.engine.HelmEngine;
import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.helm.engine.RenderReason;
import io.github.akspolicy.helm.engine.RunFolder;
import io.github.akspolicy.helm.engine.ShownPaths;
import io.github.akspolicy.helm.origin.RenderedChart;
import io.github.akspolicy.helm.plain.PlainRender;
import io.github.akspolicy.helm.plain.PlainRenderer;
import io.github.akspolicy.helm.thirdparty.ThirdParty;
import io.github.akspolicy.helm.twin.ChartTwins;
import io.github.akspolicy.helm.twin.TwinRender;
import io.github.akspolicy.helm.values.UserValues;
import io.github.akspolicy.helm.values.ValuesLayers;
import io.github.akspolicy.source.ChartRenderer.Rendered;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.DeploymentCondition;
import io.github.akspolicy.source.DeploymentInput;
import io.github.akspolicy.source.NotEvaluated;
import io.github.akspolicy.source.SourceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One release of a chart on its way to documents with lines. */
final class ReleaseRender implements ApiVersions.Variants {
    private final Learned learned;
    private final ChartRequest request;
    private final OpenChart chart;
    private final UserValues values;
    private final ShownPaths paths;
    private final Path folder;
    private final ChartSession session;
    private final PlainRenderer plain;
    private final Map<List<Object>, PlainRender> compared = new HashMap<>();
    private ChartTwins twins;
    private int copies;
    private @Nullable PlainRender own;

    /**
     * @param paths leads from paths in Helm's messages to those that reports show
     */
    ReleaseRender(
            Learned learned,
            ChartRequest request,
            OpenChart chart,
            UserValues values,
            ShownPaths paths,
            HelmEngine engine)
            throws IOException {
        this.learned = learned;
        this.request = request;
        this.chart = chart;
        this.values = values;
        this.paths = paths;
        this.folder = chart.release();
        this.session = new ChartSession(
                engine,
                new HelmCall(
                        folder,
                        request.releaseName(),
                        request.namespace(),
                        request.kubeVersion(),
                        values.write(folder),
                        values.integers()));
        this.plain = new PlainRenderer(session, folder, request.revision());
        this.twins = chart.twins(values);
    }

    /**
     * Renders it.
     *
     * @param notEvaluated what of the chart was left out before
     * @param again opens the chart again after this
     */
    Rendered render(List<NotEvaluated> notEvaluated, TrialRender.Opening again) throws SourceException, IOException {
        List<Instance> instances = chart.instances();
        PlainRender documents;
        TwinRender lines;
        List<DeploymentCondition> found;
        OtherState.Differences differences;
        try {
            documents = documents();
            lines = TwinRender.of(
                    documents.sharing(learned.content()),
                    session,
                    chart.marked(),
                    PlainRenderer.prelude(request.revision()),
                    instances,
                    twins,
                    twins::careful);
            // the conditions of an upgrade are those of its installation, which is evaluated, too
            Set<Chart> on = request.isUpgrade() ? Set.of() : charts(lines);
            found = on.isEmpty() ? List.of() : learned.scans().of(on, values.texts());
            differences = on.isEmpty() ? OtherState.Differences.NONE : differences(on, found);
        } catch (HelmFailure e) {
            throw new FailedRender(request, chart.chart(), instances, values, twins).explain(session, folder, e);
        }
        var layers = new ValuesLayers(values);
        var thirdParty = thirdParty(instances, lines, twins, session, request.revision());
        var shown = new RenderedChart(instances, twins, json(lines), layers, thirdParty);
        var manifests = new RenderedManifests(request, shown, lines, learned.content());
        return new Rendered(
                manifests.files(instances),
                manifests.values(),
                Stream.concat(found.stream(), differences.conditions().stream())
                        .sorted()
                        .toList(),
                differences.revision(),
                RenderNotes.of(
                        session,
                        paths.in(documents.log()),
                        lines,
                        differences.templates(),
                        layers.duplicates(instances)),
                new DecidingValues(
                        shown,
                        manifests.origins(),
                        new TrialRender(session, again, twins, values, PlainRenderer.prelude(request.revision()))),
                () -> manifests.alone(thirdParty),
                Stream.concat(notEvaluated.stream(), LeftOutHooks.of(lines, twins, request.includeTestHooks()).stream())
                        .toList(),
                session::renders);
    }

    /** What it holds on to until it is asked is no more than the charts. */
    private static ThirdParty thirdParty(
            List<Instance> instances, TwinRender lines, ChartTwins twins, ChartSession session, int revision) {
        return new ThirdParty(instances, twins, lines.files(), () -> {
            try (ScratchFolder scratch = RunFolder.create("chart")) {
                Path charts = twins.writeThirdParty(scratch.path().resolve("charts"));
                return new PlainRenderer(session.withoutValues(), scratch.path(), revision)
                        .renderChanged(RenderReason.THIRD_PARTY, charts)
                        .files();
            }
        });
    }

    private PlainRender documents() throws HelmFailure, SourceException, IOException {
        own = plain.render(RenderReason.UNTOUCHED, chart.plain());
        PlainRender chosen = learned.apis().choose(session, request.apis(), folder, own, twins.templateTexts(), this);
        if (!chosen.unreadable().isEmpty() && chosen.files().values().stream().allMatch(RenderedText::isReadable)) {
            throw new HelmFailure(chosen.unreadable());
        }
        return chosen;
    }

    @Override
    public boolean maySeeList(String answer, PlainRender own) {
        if (twins.templateTexts().nameApiVersions(answer)) {
            return true;
        }
        DeploymentReach reach = learned.scans().reach(OpenChart.charts(chart.instances()), values.texts());
        return reach.way(
                        DeploymentInput.API_VERSIONS,
                        own.scopes().values().stream()
                                .map(PlainRender.ChartScope::values)
                                .toList())
                != null;
    }

    @Override
    public PlainRender answered(RenderReason reason, String answer) throws HelmFailure, IOException {
        return listed(reason, answer, List.of());
    }

    @Override
    public PlainRender listed(RenderReason reason, String answer, Collection<String> list)
            throws HelmFailure, IOException {
        ChartTwins answering = twins.answering(answer);
        if (reason == RenderReason.SERVED_APIS) {
            // whichever of the renders counts, this one shows most of the lines
            twins = answering;
        }
        return plain.renderChanged(reason, answering.writeServed(folder.resolve("answered" + copies++)), list);
    }

    @Override
    public PlainRender compared(String answer, Collection<String> list, boolean again) throws HelmFailure, IOException {
        List<Object> key = List.of(answer, list, again);
        PlainRender known = compared.get(key);
        if (known == null) {
            Path copy = twins.writeCompared(folder.resolve("compared" + copies++), answer, again);
            known = plain.renderChanged(RenderReason.COMPARISON, copy, list);
            compared.put(key, known);
        }
        return known;
    }

    @Override
    public PlainRender again() throws HelmFailure, IOException, SourceException {
        return plain.render(RenderReason.COMPARISON, chart.plain());
    }

    private static Map<Instance, String> json(TwinRender render) {
        var json = new LinkedHashMap<Instance, String>();
        render.scopes().forEach((instance, scope) -> json.put(instance, scope.values()));
        return json;
    }

    /** Those that are switched on. */
    private Set<Chart> charts(TwinRender render) {
        return OpenChart.charts(
                chart.instances().stream().filter(render.scopes()::containsKey).toList());
    }

    private OtherState.Differences differences(Set<Chart> on, List<DeploymentCondition> found)
            throws HelmFailure, IOException, SourceException {
        DeploymentReach reach = learned.scans().reach(on, values.texts());
        return new OtherState(request, chart.chart(), twins, reach, found)
                .differences(Objects.requireNonNull(own), new StateRenders());
    }

    /** Renders in either state; those of a chart that makes keys make none. */
    private final class StateRenders implements OtherState.Renders {
        private boolean isWithoutKeys = twins.templateTexts().mayMakeKeys();

        @Override
        public PlainRender installation() throws HelmFailure, IOException {
            if (isWithoutKeys) {
                try {
                    return withoutKeys(RenderReason.COMPARISON, ChartRequest.INSTALLATION, false);
                } catch (HelmFailure refused) {
                    if (refused.isOfEngine()) {
                        throw refused;
                    }
                    isWithoutKeys = false;
                }
            }
            return Objects.requireNonNull(own);
        }

        @Override
        public PlainRender of(RenderReason reason, int revision) throws HelmFailure, IOException, SourceException {
            return isWithoutKeys
                    ? withoutKeys(reason, revision, true)
                    : new PlainRenderer(session, folder, revision).render(reason, chart.plain());
        }

        private PlainRender withoutKeys(RenderReason reason, int revision, boolean again)
                throws HelmFailure, IOException {
            Path copy = twins.writeCompared(folder.resolve("compared" + copies++), null, again);
            return new PlainRenderer(session, folder, revision).renderChanged(reason, copy);
        }
    }
}
