package io.github.akspolicy.helm.engine;

import io.github.akspolicy.source.ChartRequest;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What Helm is asked for one release of a chart. All calls go through here: each has a reason, and is counted. Safe for several
 * threads.
 */
public final class ChartSession {
    private final HelmEngine engine;
    private final ChartRequest request;
    private final List<Path> valuesFiles;
    private final List<String> integers;
    private final Map<RenderReason, Integer> renders;

    /** Asks about a release without any values but those of the chart. */
    public ChartSession(HelmEngine engine, ChartRequest request) {
        this(engine, request, List.of(), List.of(), new EnumMap<>(RenderReason.class));
    }

    private ChartSession(
            HelmEngine engine,
            ChartRequest request,
            List<Path> valuesFiles,
            List<String> integers,
            Map<RenderReason, Integer> renders) {
        this.engine = engine;
        this.request = request;
        this.valuesFiles = valuesFiles;
        this.integers = integers;
        this.renders = renders;
    }

    /** The same release with values, counted with it: see {@link HelmCall}. */
    public ChartSession with(List<Path> files, List<String> numbers) {
        return new ChartSession(engine, request, files, numbers, renders);
    }

    /** The release. */
    public ChartRequest request() {
        return request;
    }

    /** See {@link HelmEngine#render}. */
    public HelmAnswer render(RenderReason reason, Path chart) throws HelmFailure {
        count(reason);
        return engine.render(new HelmCall(
                chart, request.releaseName(), request.namespace(), request.kubeVersion(), valuesFiles, integers));
    }

    /** See {@link HelmEngine#pack}. */
    public Path pack(Path chart, Path destination) throws HelmFailure {
        count(RenderReason.PACKAGE);
        return engine.pack(chart, destination);
    }

    /** See {@link HelmEngine#isolation}. */
    public String isolation() {
        return engine.isolation();
    }

    /** See {@link HelmEngine#version}. */
    public String version() {
        return engine.version();
    }

    private void count(RenderReason reason) {
        synchronized (renders) {
            renders.merge(reason, 1, Integer::sum);
        }
    }

    /** How many calls were made so far, by {@link RenderReason#key}. */
    public Map<String, Integer> renders() {
        var counts = new LinkedHashMap<String, Integer>();
        synchronized (renders) {
            renders.forEach((reason, count) -> counts.put(reason.key(), count));
        }
        return counts;
    }
}
