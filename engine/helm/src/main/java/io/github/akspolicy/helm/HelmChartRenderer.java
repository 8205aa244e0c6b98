package io.github.akspolicy.helm;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartLoader;
import io.github.akspolicy.helm.chart.ChartOwnership;
import io.github.akspolicy.helm.chart.RepeatedCharts;
import io.github.akspolicy.helm.engine.HelmEngine;
import io.github.akspolicy.helm.engine.HelmEngines;
import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.helm.engine.ShownPaths;
import io.github.akspolicy.helm.values.UserValues;
import io.github.akspolicy.helm.values.ValuesSchemas;
import io.github.akspolicy.helm.values.ValuesText;
import io.github.akspolicy.source.ChartRenderer;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.FetchedChart;
import io.github.akspolicy.source.NotEvaluated;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Renders charts with Helm itself and tells for each line where it is written. What it learned of templates it keeps: an
 * instance serves all environments. Safe for several threads.
 */
public final class HelmChartRenderer implements ChartRenderer {
    private final Learned learned = new Learned();

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
        HelmEngine engine = engine();
        Chart chart = load(request);
        chart.share(learned.content());
        ValuesText.requireOneReading(chart);
        var notEvaluated = new ArrayList<NotEvaluated>(ValuesSchemas.relax(chart));
        notEvaluated.addAll(RepeatedCharts.of(chart));
        UserValues values = UserValues.read(request);
        String shownPath = request.workspace().relative(request.chart());
        var paths = new ShownPaths(shownPath, chart.localFolders(request.workspace()), values::shownPath);
        try (OpenChart opened = learned.charts().open(request, chart)) {
            return new ReleaseRender(learned, request, opened, values, paths, engine).rendered(notEvaluated);
        } catch (SourceException e) {
            throw paths.in(e);
        } catch (IOException e) {
            throw paths.in(new SourceException(
                    Problem.of("the chart " + shownPath + " cannot be prepared for rendering: " + e)));
        }
    }

    private HelmEngine engine() throws SourceException {
        try {
            return fixedEngine == null ? HelmEngines.choose() : fixedEngine;
        } catch (HelmFailure e) {
            throw new SourceException(Problem.of(e.getMessage()));
        }
    }

    private static Chart load(ChartRequest request) throws SourceException {
        var ownership = new ChartOwnership(request.firstParty(), request.thirdParty());
        return ChartLoader.load(request.chart(), request.workspace(), ownership);
    }

    @Override
    public List<FetchedChart> fetched(ChartRequest request) throws SourceException {
        return ChartOwnership.fetched(load(request));
    }
}
