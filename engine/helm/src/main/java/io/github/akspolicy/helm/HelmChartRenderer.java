package io.github.akspolicy.helm;

import io.github.akspolicy.files.ScratchFolder;
import io.github.akspolicy.helm.absent.DecidingValues;
import io.github.akspolicy.helm.absent.TrialRender;
import io.github.akspolicy.helm.branch.ConditionScans;
import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartFile;
import io.github.akspolicy.helm.chart.ChartLimits;
import io.github.akspolicy.helm.chart.ChartLoader;
import io.github.akspolicy.helm.chart.ChartOwnership;
import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.chart.SharedContent;
import io.github.akspolicy.helm.engine.FailingLine;
import io.github.akspolicy.helm.engine.HelmCall;
import io.github.akspolicy.helm.engine.HelmEngine;
import io.github.akspolicy.helm.engine.HelmEngines;
import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.helm.engine.RunFolder;
import io.github.akspolicy.helm.engine.ShownPaths;
import io.github.akspolicy.helm.origin.HelmOriginMap;
import io.github.akspolicy.helm.origin.RefusedValues;
import io.github.akspolicy.helm.origin.RenderedChart;
import io.github.akspolicy.helm.origin.ThirdPartyRender;
import io.github.akspolicy.helm.origin.ValuesOriginMap;
import io.github.akspolicy.helm.plain.PlainRender;
import io.github.akspolicy.helm.plain.PlainRenderer;
import io.github.akspolicy.helm.template.Markers;
import io.github.akspolicy.helm.template.TwinTemplates;
import io.github.akspolicy.helm.template.TwinTemplates.Style;
import io.github.akspolicy.helm.twin.ChartTwins;
import io.github.akspolicy.helm.twin.Hooks;
import io.github.akspolicy.helm.twin.RenderFailure;
import io.github.akspolicy.helm.twin.RenderedFile;
import io.github.akspolicy.helm.twin.Separators;
import io.github.akspolicy.helm.twin.TwinRender;
import io.github.akspolicy.helm.values.ConfidentialValues;
import io.github.akspolicy.helm.values.UserValues;
import io.github.akspolicy.helm.values.ValuesLayers;
import io.github.akspolicy.helm.values.ValuesSchemaFailure;
import io.github.akspolicy.helm.values.ValuesSchemas;
import io.github.akspolicy.helm.values.ValuesText;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.source.ChartRenderer;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.ChartValues;
import io.github.akspolicy.source.DeploymentCondition;
import io.github.akspolicy.source.DeploymentInput;
import io.github.akspolicy.source.FetchedChart;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.NotEvaluated;
import io.github.akspolicy.source.OriginMap;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.SourceLocation.Role;
import io.github.akspolicy.source.ValuesNeededException;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Renders charts with Helm itself and tells for each line where it is written. What it learned of templates it keeps: an
 * instance serves all environments. Safe for several threads.
 */
public final class HelmChartRenderer implements ChartRenderer {
    private static final String LOOKUP = "lookup";

    private final TwinTemplates templates = new TwinTemplates();
    private final ApiVersions apiVersions = new ApiVersions();
    private final ConditionScans conditionScans = new ConditionScans();
    private final SharedContent content = new SharedContent();
    private final @Nullable HelmEngine fixedEngine;

    /** Renders with the engine that {@link HelmEngines#choose} finds, and starts it at once in the background. */
    public HelmChartRenderer() {
        this.fixedEngine = null;
        HelmEngines.warmUp();
    }

    /** Renders with one engine. */
    public HelmChartRenderer(HelmEngine engine) {
        this.fixedEngine = engine;
    }

    @Override
    public Rendered render(ChartRequest request) throws SourceException {
        String chartPath = request.workspace().relative(request.chart());
        HelmEngine engine;
        try {
            engine = fixedEngine == null ? HelmEngines.choose() : fixedEngine;
        } catch (HelmFailure e) {
            throw new SourceException(Problem.of(e.getMessage()));
        }
        Chart chart = load(request);
        chart.share(content);
        ValuesText.requireOneReading(chart);
        List<NotEvaluated> notEvaluated = ValuesSchemas.relax(chart);
        UserValues values = UserValues.read(request);
        var paths = new ShownPaths(chartPath, values::shownPath);
        dependencies(chart, request.workspace(), paths);
        try (ScratchFolder scratch = RunFolder.create("chart")) {
            return render(request, chartPath, engine, chart, values, scratch.path(), paths, notEvaluated);
        } catch (SourceException e) {
            throw paths.in(e);
        } catch (IOException e) {
            throw paths.in(new SourceException(
                    Problem.of("the chart " + chartPath + " cannot be prepared for rendering: " + e)));
        }
    }

    private static void dependencies(Chart chart, Workspace workspace, ShownPaths paths) {
        for (Chart subchart : chart.subcharts()) {
            Path local = subchart.localFolder();
            if (local != null) {
                paths.dependency(subchart.folder(), workspace.relative(local));
            }
            dependencies(subchart, workspace, paths);
        }
    }

    private static Chart load(ChartRequest request) throws SourceException {
        var ownership = new ChartOwnership(request.firstParty(), request.thirdParty());
        return ChartLoader.load(request.chart(), request.workspace(), ownership, ChartLimits.DEFAULT);
    }

    @Override
    public List<FetchedChart> fetched(ChartRequest request) throws SourceException {
        return ChartOwnership.fetched(load(request));
    }

    @Override
    public boolean isPackagedChart(Path file, Workspace workspace) {
        return ChartLoader.isPackaged(file, workspace);
    }

    private Rendered render(
            ChartRequest request,
            String chartPath,
            HelmEngine engine,
            Chart chart,
            UserValues values,
            Path folder,
            ShownPaths paths,
            List<NotEvaluated> notEvaluated)
            throws SourceException, IOException {
        List<Instance> instances = Instance.of(chart);
        var call = new HelmCall(
                folder,
                request.releaseName(),
                request.namespace(),
                request.kubeVersion(),
                values.write(folder),
                values.integers());
        Markers markers = markers(instances, values);
        boolean guardTpl = mentionsLookup(instances, values);
        ChartTwins twins = new ChartTwins(chart, instances, templates, new Style(markers, guardTpl, null, true));
        TwinRender render;
        String log;
        try {
            var renderer = new PlainRenderer(engine, call, folder, request.upgrade());
            PlainRender plain = renderer.render(request.chart(), chart, request.workspace());
            String served = apiVersions.pattern(engine, request.apis(), folder);
            if (served != null) {
                var ofCluster = new ChartTwins(chart, instances, templates, new Style(markers, guardTpl, served, true));
                if (twins.mentionsApiVersions()) {
                    String helmsOwn = apiVersions.helmsOwn(engine, folder);
                    var ofHelm =
                            new ChartTwins(chart, instances, templates, new Style(markers, guardTpl, helmsOwn, true));
                    twins = ofCluster;
                    plain = ServedApis.choose(
                            plain,
                            () -> renderer.renderChanged(ofCluster.writeServed(folder.resolve("served"))),
                            () -> renderer.renderChanged(ofHelm.writeServed(folder.resolve("helms"))),
                            () -> new PlainRenderer(engine, call, folder.resolve("again"), request.upgrade())
                                    .render(request.chart(), chart, request.workspace()));
                }
                if (ofCluster.namesApiVersions() || mayReachApis(instances, values, plain)) {
                    Collection<String> all = apiVersions.all(engine, request.apis(), folder);
                    plain = ServedApis.add(
                            plain,
                            () -> renderer.renderChanged(ofCluster.writeServed(folder.resolve("listed")), all),
                            () -> renderer.renderChanged(ofCluster.writeServed(folder.resolve("listed2")), all));
                }
            }
            if (!plain.unreadable().isEmpty() && plain.files().values().stream().allMatch(RenderedText::isReadable)) {
                throw new HelmFailure(plain.unreadable());
            }
            log = plain.log();
            Style careful = new Style(markers, guardTpl, served, false);
            render = TwinRender.of(
                    plain.sharing(content),
                    engine,
                    call,
                    folder,
                    PlainRenderer.prelude(request.upgrade()),
                    instances,
                    twins,
                    () -> new ChartTwins(chart, instances, templates, careful));
        } catch (HelmFailure e) {
            if (e.isOfMachine()) {
                throw new SourceException(Problem.of(e.getMessage()));
            }
            FailingLine line = e.isOfEngine()
                    ? FailingLine.find(engine, call.of(twins.writeServed(folder.resolve("line"))), e)
                    : null;
            if (line != null) {
                throw new SourceException(
                        List.of(Problem.at(
                                twins.locate(line.file(), line.line()),
                                "the template does not render: " + e.getMessage(),
                                "")),
                        ConfidentialValues.of(values, instances));
            }
            Problem version = KubeVersionFailure.problem(e.getMessage(), chart);
            if (version != null) {
                throw new SourceException(version);
            }
            List<Problem> schema =
                    new ValuesSchemaFailure(instances, new ValuesLayers(values), chartPath).problems(e.getMessage());
            List<Problem> problems = schema.isEmpty()
                    ? List.of(new RefusedValues(instances, new ValuesLayers(values))
                            .lead(
                                    RenderFailure.problem(e.getMessage(), chartPath, values::shownPath, twins),
                                    e.getMessage()))
                    : schema;
            Set<String> confidential = ConfidentialValues.of(values, instances);
            throw MissingValues.explains(e.getMessage())
                    ? new ValuesNeededException(problems, confidential)
                    : new SourceException(problems, confidential);
        }
        ChartTwins used = twins;
        List<RenderedFile> written = render.files();
        var alone = new ThirdPartyRender(() -> texts(written), () -> {
            try (ScratchFolder scratch = RunFolder.create("chart")) {
                Path charts = used.writeThirdParty(scratch.path().resolve("charts"));
                return new PlainRenderer(engine, call.withoutValues(), scratch.path(), request.upgrade())
                        .renderChanged(charts)
                        .files();
            }
        });
        var layers = new ValuesLayers(values);
        var shown = new RenderedChart(instances, twins, json(render), layers, alone);
        var trial = new TrialRender(engine, call, twins, values, PlainRenderer.prelude(request.upgrade()));
        return new Rendered(
                files(request, instances, shown, render),
                values(shown, render),
                conditions(instances, render, values),
                RenderNotes.of(engine, paths.in(log), render, layers.duplicates(instances)),
                new DecidingValues(shown, origins(shown, render), trial),
                () -> alone(request, alone.files()),
                Stream.concat(
                                notEvaluated.stream(),
                                LeftOutHooks.of(render, twins, request.includeTestHooks()).stream())
                        .toList());
    }

    private static Map<String, String> texts(List<RenderedFile> files) {
        var texts = new LinkedHashMap<String, String>();
        files.forEach(file -> texts.merge(file.renderPath(), file.text(), (one, other) -> one + "\n---\n" + other));
        return texts;
    }

    private static Map<Instance, String> json(TwinRender render) {
        var json = new LinkedHashMap<Instance, String>();
        render.scopes().forEach((instance, scope) -> json.put(instance, scope.values()));
        return json;
    }

    private List<ManifestFile> files(
            ChartRequest request, List<Instance> instances, RenderedChart chart, TwinRender render)
            throws SourceException {
        var files = new ArrayList<ManifestFile>();
        for (RenderedFile file : render.files()) {
            try {
                for (String text : parts(request, file.text())) {
                    files.add(new ManifestFile(file.renderPath(), content.text(text), new HelmOriginMap(file, chart)));
                }
            } catch (ManifestException e) {
                throw new SourceException(Problem.of(file.renderPath() + " is not evaluated: " + e.getMessage()));
            }
        }
        if (request.includeCrds()) {
            for (ManifestFile file : CustomResourceDefinitions.of(instances, render.scopes(), render.loaded())) {
                files.add(new ManifestFile(file.path(), content.text(file.text()), file.origins()));
            }
        }
        files.sort(Comparator.comparing(ManifestFile::path));
        return files;
    }

    /** The texts that Helm would install out of what a template wrote. */
    private static List<String> parts(ChartRequest request, String text) throws ManifestException {
        return Separators.parts(Hooks.filter(text, request.includeTestHooks())).stream()
                .filter(part -> !part.isBlank())
                .toList();
    }

    /** The files of third-party charts that were rendered alone; null when they were not. */
    private static @Nullable List<ManifestFile> alone(ChartRequest request, Map<String, String> rendered) {
        if (rendered.isEmpty()) {
            return null;
        }
        var files = new ArrayList<ManifestFile>();
        for (Map.Entry<String, String> file : rendered.entrySet()) {
            try {
                for (String part : parts(request, file.getValue())) {
                    files.add(new ManifestFile(file.getKey(), part, OriginMap.identity(file.getKey(), Role.TEMPLATE)));
                }
            } catch (ManifestException unreadable) {
                return null;
            }
        }
        files.sort(Comparator.comparing(ManifestFile::path));
        return files;
    }

    private static Map<String, HelmOriginMap> origins(RenderedChart chart, TwinRender render) {
        var origins = new LinkedHashMap<String, HelmOriginMap>();
        for (RenderedFile file : render.files()) {
            origins.put(file.renderPath(), new HelmOriginMap(file, chart));
        }
        return origins;
    }

    private List<DeploymentCondition> conditions(List<Instance> instances, TwinRender render, UserValues values) {
        Set<Chart> on = Collections.newSetFromMap(new IdentityHashMap<>());
        instances.stream().filter(render.scopes()::containsKey).forEach(instance -> on.add(instance.chart()));
        return conditionScans.of(on, values.texts());
    }

    /** Whether a template may get to the list of API versions without naming it. */
    private boolean mayReachApis(List<Instance> instances, UserValues values, PlainRender plain) {
        Set<Chart> all = Collections.newSetFromMap(new IdentityHashMap<>());
        instances.forEach(instance -> all.add(instance.chart()));
        List<String> seen = plain.scopes().values().stream()
                .map(PlainRender.ChartScope::values)
                .toList();
        return conditionScans.reach(all, values.texts()).way(DeploymentInput.API_VERSIONS, seen) != null;
    }

    private static List<ChartValues> values(RenderedChart chart, TwinRender render) {
        var values = new ArrayList<ChartValues>();
        render.scopes().forEach((instance, scope) -> {
            if (instance.chart().isLibrary()) {
                return;
            }
            String root = instance.renderPath().replaceFirst("/.*", "");
            String name = String.join(
                    "/",
                    Stream.concat(Stream.of(root), instance.valuesPath().stream())
                            .toList());
            values.add(new ChartValues(
                    instance.chart().name(),
                    name,
                    new ManifestFile(name + "/values.json", scope.values(), new ValuesOriginMap(instance, chart))));
        });
        return values;
    }

    private static Markers markers(List<Instance> instances, UserValues values) {
        boolean[] used = new boolean[Markers.BLOCKS];
        Set<Chart> seen = new HashSet<>();
        for (Instance instance : instances) {
            if (seen.add(instance.chart())) {
                instance.chart().files().values().forEach(file -> Markers.note(file.content(), used));
            }
        }
        values.contents().forEach(content -> Markers.note(content, used));
        return Markers.avoiding(used);
    }

    /** Whether some text could bring a {@code lookup} into {@code tpl}. Anything composed at run time finds no cluster. */
    private static boolean mentionsLookup(List<Instance> instances, UserValues values) {
        if (values.mention(LOOKUP)) {
            return true;
        }
        Set<Chart> seen = new HashSet<>();
        for (Instance instance : instances) {
            if (seen.add(instance.chart())) {
                for (ChartFile file : instance.chart().files().values()) {
                    if (new String(file.content(), StandardCharsets.ISO_8859_1).contains(LOOKUP)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
