package io.github.akspolicy.configuration;

import io.github.akspolicy.deployment.ReleaseSettings;
import io.github.akspolicy.source.ChartRelease;
import io.github.akspolicy.source.ChartRenderer;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.KnownApis;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;

/** The releases of a chart that a scan found: one for each environment, and of environments that ask for the same, one render. */
record ScannedChartReleases(ScannedCharts charts, ScannedEnvironments environments, Workspace workspace) {
    List<PlannedRelease> of(Path chart, ChartRenderer renderer) {
        var releases = new ArrayList<PlannedRelease>();
        var rendered = new HashMap<ChartRequest, ChartRelease>();
        var taken = new HashSet<ReleaseId>();
        for (String name : environments.names()) {
            for (ReleaseSettings settings : environments.of(chart, name)) {
                ChartRelease release = release(chart, name, settings, renderer);
                if (taken.add(release.id())) {
                    ChartRelease same = rendered.putIfAbsent(release.request(), release);
                    releases.add(new PlannedRelease(
                            same == null ? release : release.sharing(same), "chart", null, List.of()));
                }
            }
        }
        return releases;
    }

    /** Values that only a run knows may not be of the type that the chart wants: it is rendered without them then. */
    private ChartRelease release(Path chart, String environment, ReleaseSettings settings, ChartRenderer renderer) {
        ChartRequest request = request(chart, settings);
        var id = new ReleaseId(environment, workspace.relative(chart), request.releaseName());
        var release = new ChartRelease(id, settings.namespace(), List.of(), request, renderer);
        boolean isKnown = settings.known().equals(settings.set());
        return (isKnown ? release : release.or(request.withOnly(settings.known()))).scanned(charts.valuesFix(chart));
    }

    private ChartRequest request(Path chart, ReleaseSettings settings) {
        List<Path> asked = charts.valuesFiles(chart);
        return new ChartRequest(
                chart,
                settings.release() == null ? ReleaseName.ofChart(chart) : settings.release(),
                settings.namespace() == null ? "default" : settings.namespace(),
                ChartRequest.DEFAULT_KUBE_VERSION,
                KnownApis.ofAks(ChartRequest.DEFAULT_KUBE_VERSION, List.of()),
                asked.isEmpty() ? settings.values() : asked,
                settings.set(),
                true,
                false,
                List.of(),
                workspace);
    }
}
