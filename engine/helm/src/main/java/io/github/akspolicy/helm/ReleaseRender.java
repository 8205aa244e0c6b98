package io.github.akspolicy.helm;

import io.github.akspolicy.helm.absent.DecidingValues;
import io.github.akspolicy.helm.absent.TrialRender;
import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.deployment.DeploymentConditions;
import io.github.akspolicy.helm.deployment.Differences;
import io.github.akspolicy.helm.engine.ChartSession;
import io.github.akspolicy.helm.engine.HelmEngine;
import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.helm.engine.RenderReason;
import io.github.akspolicy.helm.engine.ShownPaths;
import io.github.akspolicy.helm.execution.ExecutedRelease;
import io.github.akspolicy.helm.execution.ReleaseExecution;
import io.github.akspolicy.helm.execution.TemplatePlaces;
import io.github.akspolicy.helm.failure.FailedRender;
import io.github.akspolicy.helm.origin.RenderedChart;
import io.github.akspolicy.helm.plain.PlainRender;
import io.github.akspolicy.helm.plain.TextRenderer;
import io.github.akspolicy.helm.thirdparty.ThirdParty;
import io.github.akspolicy.helm.values.UserValues;
import io.github.akspolicy.helm.values.ValuesLayers;
import io.github.akspolicy.helm.written.RenderedFiles;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.source.ChartRenderer.Rendered;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.NotEvaluated;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.template.chart.RenderException;
import io.github.akspolicy.template.value.Caller.Dialect;
import io.github.akspolicy.template.value.Text;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One release of a chart on its way to documents with lines. */
final class ReleaseRender {
    private final Learned learned;
    private final ChartRequest request;
    private final OpenChart chart;
    private final UserValues values;
    private final ShownPaths paths;
    private final ChartSession session;
    private final TextRenderer renderer;
    private final ReleaseExecution.Loading loading;
    private final ReleaseExecution execution;

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
        this.loading = () -> ExecutedRelease.of(chart.executed(Dialect.of(session.version())), request, values);
        this.execution = new ReleaseExecution(loading, request, session.version());
        this.renderer = new TextRenderer(
                session.with(values.write(chart.release()), values.integers()), chart.copies(), execution);
    }

    /**
     * The release with the lines that wrote it.
     *
     * @param notEvaluated what of the chart was left out before
     */
    Rendered rendered(List<NotEvaluated> notEvaluated) throws SourceException, IOException {
        List<Instance> instances = chart.instances();
        PlainRender documents;
        RenderedFiles lines;
        Differences differences;
        try {
            documents = documents();
            lines = RenderedFiles.of(documents.sharing(learned.content()), texts(documents), chart.instances());
            // the conditions of an upgrade are those of its installation, which is evaluated, too
            differences = request.isUpgrade() ? Differences.NONE : differences(documents);
        } catch (HelmFailure e) {
            throw new FailedRender(request, values, instances, places()).explain(e, loading);
        }
        var layers = new ValuesLayers(values);
        var later = new TrialRender(session, learned.charts().opening(request, chart.chart()), values);
        var thirdParty = new ThirdParty(instances, places(), lines.files(), alone());
        var shown = new RenderedChart(instances, places(), lines.values(), layers, thirdParty);
        var manifests = new RenderedManifests(request, shown, lines, learned.content());
        return new Rendered(
                manifests.files(),
                manifests.values(),
                differences.conditions(),
                differences.revision(),
                RenderNotes.of(
                        session.isolation(),
                        paths.in(documents.log()),
                        lines,
                        differences.notes(),
                        layers.duplicates(instances)),
                new DecidingValues(shown, manifests.origins(), later),
                () -> manifests.alone(thirdParty),
                Stream.concat(notEvaluated.stream(), manifests.leftOutHooks(places()).stream())
                        .toList(),
                session::renders);
    }

    private PlainRender documents() throws HelmFailure, SourceException, IOException {
        PlainRender rendered = renderer.documents(RenderReason.UNTOUCHED);
        if (!rendered.unreadable().isEmpty()
                && rendered.files().values().stream().allMatch(this::isReadable)) {
            throw new HelmFailure(rendered.unreadable());
        }
        return rendered;
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

    private Differences differences(PlainRender rendered) {
        try {
            ExecutedRelease release = execution.release();
            return new DeploymentConditions(
                            release.chart(),
                            release.installation(),
                            execution.rendered(),
                            places(),
                            request.includeTestHooks())
                    .differences(rendered.files());
        } catch (RenderException failed) {
            return DeploymentConditions.unknown(places(), String.valueOf(failed.getMessage()));
        }
    }

    /** What the executor writes, by Helm's names of the templates; nothing where it cannot execute them. */
    private Map<String, Text> texts(PlainRender rendered) {
        try {
            return execution.asAsked();
        } catch (RenderException notAll) {
            try {
                return execution.release().texts(rendered.files().keySet());
            } catch (RenderException notExecuted) {
                return Map.of();
            }
        }
    }

    /** What third-party charts write alone, which is told late: it must hold on to no more than the release. */
    private Supplier<Map<String, String>> alone() {
        Chart root = chart.chart();
        try {
            ExecutedRelease release = execution.release();
            return () -> release.alone(root);
        } catch (RenderException notExecuted) {
            return Map::of;
        }
    }

    private TemplatePlaces places() {
        return new TemplatePlaces(chart.instances(), values.texts());
    }
}
