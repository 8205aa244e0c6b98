package io.github.akspolicy.helm;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartFile;
import io.github.akspolicy.helm.chart.ChartLimits;
import io.github.akspolicy.helm.chart.ChartLoader;
import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.engine.HelmCall;
import io.github.akspolicy.helm.engine.HelmEngine;
import io.github.akspolicy.helm.engine.HelmEngines;
import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.helm.engine.TemporaryFolder;
import io.github.akspolicy.helm.origin.HelmOriginMap;
import io.github.akspolicy.helm.origin.RenderedChart;
import io.github.akspolicy.helm.origin.ValuesOriginMap;
import io.github.akspolicy.helm.template.Markers;
import io.github.akspolicy.helm.template.TwinTemplates;
import io.github.akspolicy.helm.template.TwinTemplates.Style;
import io.github.akspolicy.helm.twin.ChartTwins;
import io.github.akspolicy.helm.twin.Hooks;
import io.github.akspolicy.helm.twin.RenderFailure;
import io.github.akspolicy.helm.twin.RenderedFile;
import io.github.akspolicy.helm.twin.TwinRender;
import io.github.akspolicy.helm.values.ConfidentialValues;
import io.github.akspolicy.helm.values.UserValues;
import io.github.akspolicy.helm.values.ValuesLayers;
import io.github.akspolicy.helm.values.ValuesSchemaFailure;
import io.github.akspolicy.source.ChartRenderer;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.ChartValues;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.OriginMap;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
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
    private final @Nullable HelmEngine fixedEngine;

    /** Renders with the engine that {@link HelmEngines#choose} finds. */
    public HelmChartRenderer() {
        this.fixedEngine = null;
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
        Chart chart = ChartLoader.load(request.chart(), request.workspace(), request.firstParty(), ChartLimits.DEFAULT);
        UserValues values = UserValues.read(request);
        Path folder = null;
        try {
            folder = Files.createTempDirectory("aks-policy-chart");
            return render(request, chartPath, engine, chart, values, folder);
        } catch (IOException e) {
            throw new SourceException(Problem.of("the chart " + chartPath + " cannot be prepared for rendering: " + e));
        } finally {
            TemporaryFolder.delete(folder);
        }
    }

    private Rendered render(
            ChartRequest request, String chartPath, HelmEngine engine, Chart chart, UserValues values, Path folder)
            throws SourceException, IOException {
        List<Instance> instances = Instance.of(chart);
        String known = null;
        try {
            known = apiVersions.pattern(engine, request.apis(), folder);
        } catch (HelmFailure e) {
            throw new SourceException(Problem.of(e.getMessage()));
        }
        var style = new Style(markers(instances, values), mentionsLookup(instances, values), known, true);
        var careful = new Style(style.markers(), style.guardTpl(), known, false);
        var twins = new ChartTwins(chart, instances, templates, style);
        var call = new HelmCall(
                folder,
                request.releaseName(),
                request.namespace(),
                request.kubeVersion(),
                values.write(folder),
                values.integers());
        TwinRender render;
        try {
            render = TwinRender.render(
                    engine, call, folder, instances, twins, () -> new ChartTwins(chart, instances, templates, careful));
        } catch (HelmFailure e) {
            List<Problem> schema =
                    new ValuesSchemaFailure(instances, new ValuesLayers(values), chartPath).problems(e.getMessage());
            throw new SourceException(
                    schema.isEmpty()
                            ? List.of(
                                    RenderFailure.problem(e.getMessage(), folder, chartPath, values::shownPath, twins))
                            : schema,
                    ConfidentialValues.of(values, instances));
        }
        var rendered = new RenderedChart(instances, twins, render.values(), new ValuesLayers(values));
        var files = new ArrayList<ManifestFile>();
        for (RenderedFile file : render.files()) {
            String text = Hooks.filter(file.text(), request.includeTestHooks());
            if (!text.isBlank()) {
                files.add(new ManifestFile(file.renderPath(), text, new HelmOriginMap(file, rendered)));
            }
        }
        if (request.includeCrds()) {
            customResourceDefinitions(instances, render, files);
        }
        files.sort(Comparator.comparing(ManifestFile::path));
        return new Rendered(files, values(rendered, render));
    }

    private static List<ChartValues> values(RenderedChart chart, TwinRender render) {
        var values = new ArrayList<ChartValues>();
        render.values().forEach((instance, json) -> {
            String root = instance.renderPath().replaceFirst("/.*", "");
            String name = String.join(
                    "/",
                    Stream.concat(Stream.of(root), instance.valuesPath().stream())
                            .toList());
            values.add(new ChartValues(
                    instance.chart().name(),
                    name,
                    new ManifestFile(name + "/values.json", json, new ValuesOriginMap(instance, chart))));
        });
        return values;
    }

    private static void customResourceDefinitions(
            List<Instance> instances, TwinRender render, List<ManifestFile> files) {
        for (Instance instance : instances) {
            Chart chart = instance.chart();
            // a library sends no values of its own and is never switched off
            if (!chart.isLibrary() && !render.values().containsKey(instance)) {
                continue;
            }
            chart.files().forEach((path, file) -> {
                boolean manifest = path.endsWith(".yaml") || path.endsWith(".yml") || path.endsWith(".json");
                String text = path.startsWith("crds/") && manifest ? file.text() : null;
                if (text != null && !text.isBlank()) {
                    SourceLocation entry = chart.dependencyEntry();
                    OriginMap origins = OriginMap.identity(file.shownPath(), Role.MANIFEST);
                    files.add(new ManifestFile(
                            instance.renderPath() + "/" + path,
                            text,
                            entry == null ? origins : place -> io.github.akspolicy.source.Origin.of(entry)));
                }
            });
        }
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
