package io.github.akspolicy.helm;

import io.github.akspolicy.helm.absent.DecidingValues;
import io.github.akspolicy.helm.absent.TrialRender;
import io.github.akspolicy.helm.branch.DeploymentReach;
import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.engine.ChartSession;
import io.github.akspolicy.helm.engine.HelmEngine;
import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.helm.engine.RenderReason;
import io.github.akspolicy.helm.engine.ShownPaths;
import io.github.akspolicy.helm.origin.RenderedChart;
import io.github.akspolicy.helm.plain.PlainRender;
import io.github.akspolicy.helm.plain.TextRenderer;
import io.github.akspolicy.helm.thirdparty.ThirdParty;
import io.github.akspolicy.helm.twin.ChartTwins;
import io.github.akspolicy.helm.twin.TwinRender;
import io.github.akspolicy.helm.values.UserValues;
import io.github.akspolicy.helm.values.ValuesLayers;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.source.ChartRenderer.Rendered;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.DeploymentCondition;
import io.github.akspolicy.source.DeploymentInput;
import io.github.akspolicy.source.NotEvaluated;
import io.github.akspolicy.source.SourceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One release of a chart on its way to documents with lines. */
final class ReleaseRender {
    private final Learned learned;
    private final ChartRequest request;
    private final OpenChart chart;
    private final UserValues values;
    private final ShownPaths paths;
    private final ChartSession session;
    private final TextRenderer renderer;
    private ChartTwins twins;
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
        this.session = new ChartSession(engine, request);
        Path folder = chart.release();
        this.renderer = new TextRenderer(session.with(values.write(folder), values.integers()), chart.copies(), folder);
        this.twins = chart.twins(values);
    }

    /**
     * The release with the lines that wrote it.
     *
     * @param notEvaluated what of the chart was left out before
     */
    Rendered rendered(List<NotEvaluated> notEvaluated) throws SourceException, IOException {
        List<Instance> instances = chart.instances();
        PlainRender documents;
        TwinRender lines;
        List<DeploymentCondition> found;
        Differences differences;
        try {
            documents = documents();
            lines = TwinRender.of(documents.sharing(learned.content()), renderer, twins);
            // the conditions of an upgrade are those of its installation, which is evaluated, too
            Set<Chart> on = request.isUpgrade() ? Set.of() : charts(lines);
            found = on.isEmpty() ? List.of() : learned.scans().of(on, values.texts());
            differences = on.isEmpty() ? Differences.NONE : differences(on, found);
        } catch (HelmFailure e) {
            throw new FailedRender(request, values, twins).explain(renderer, e);
        }
        var layers = new ValuesLayers(values);
        var later = new TrialRender(session, learned.charts().opening(request, chart.chart()), twins, values);
        var thirdParty = new ThirdParty(twins, lines.files(), later::thirdParty);
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
                        session.isolation(),
                        paths.in(documents.log()),
                        lines,
                        differences.notes(),
                        layers.duplicates(instances)),
                new DecidingValues(shown, manifests.origins(), later),
                () -> manifests.alone(thirdParty),
                Stream.concat(notEvaluated.stream(), manifests.leftOutHooks(twins).stream())
                        .toList(),
                session::renders);
    }

    private PlainRender documents() throws HelmFailure, SourceException, IOException {
        if (request.isAtAnotherTime()) {
            twins = twins.later();
            own = renderer.documents(RenderReason.OTHER_STATE, twins.served(null), List.of());
        } else {
            own = renderer.untouched(RenderReason.UNTOUCHED);
        }
        ApiVersions.Choice choice = learned.apis().new Choice(request.apis(), renderer, twins, own);
        PlainRender chosen;
        try {
            chosen = choice.render(this::mayReachApiVersions);
        } finally {
            // lines of a refusal are looked for in them, too
            twins = choice.twins();
        }
        if (!chosen.unreadable().isEmpty() && chosen.files().values().stream().allMatch(this::isReadable)) {
            throw new HelmFailure(chosen.unreadable());
        }
        return chosen;
    }

    /** Whether a rendered file will be read without an error of ours, which would name the line of the template. */
    private boolean isReadable(String text) {
        try {
            for (String part : RenderedManifests.parts(request, text)) {
                ManifestReader.manifests(part);
            }
            return true;
        } catch (ManifestException e) {
            return false;
        }
    }

    private boolean mayReachApiVersions(PlainRender plain) {
        return learned.scans()
                        .reach(OpenChart.charts(chart.instances()), values.texts())
                        .way(DeploymentInput.API_VERSIONS, plain.values())
                != null;
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

    private Differences differences(Set<Chart> on, List<DeploymentCondition> found)
            throws HelmFailure, IOException, SourceException {
        DeploymentReach reach = learned.scans().reach(on, values.texts());
        PlainRender mine = Objects.requireNonNull(own);
        var compared = new ComparedFiles(request, chart.chart(), twins);
        return new OtherState(compared, reach, found, renderer).differences(mine);
    }
}
