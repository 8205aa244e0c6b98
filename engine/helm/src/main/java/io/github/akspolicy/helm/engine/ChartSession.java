package io.github.akspolicy.helm.engine;

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
    private final HelmCall call;
    private final Map<RenderReason, Integer> renders;

    /** @param call the release; its chart does not matter */
    public ChartSession(HelmEngine engine, HelmCall call) {
        this(engine, call, new EnumMap<>(RenderReason.class));
    }

    private ChartSession(HelmEngine engine, HelmCall call, Map<RenderReason, Integer> renders) {
        this.engine = engine;
        this.call = call;
        this.renders = renders;
    }

    /** The same release with other values, counted with it. */
    public ChartSession with(List<Path> valuesFiles) {
        return with(new HelmCall(
                call.chart(), call.releaseName(), call.namespace(), call.kubeVersion(), valuesFiles, call.integers()));
    }

    /** The same release without any values but those of the chart, counted with it. */
    public ChartSession withoutValues() {
        return with(call.withoutValues());
    }

    /** Other arguments, counted with this release. */
    public ChartSession with(HelmCall other) {
        return new ChartSession(engine, other, renders);
    }

    /** See {@link HelmEngine#template}. */
    public String template(RenderReason reason, Path chart) throws HelmFailure {
        count(reason);
        return engine.template(call.of(chart));
    }

    /** See {@link HelmEngine#templateDebug}. */
    public HelmAnswer templateDebug(RenderReason reason, Path chart) throws HelmFailure {
        count(reason);
        return engine.templateDebug(call.of(chart));
    }

    /** See {@link HelmEngine#offline}. */
    public HelmAnswer offline(RenderReason reason, Path chart) throws HelmFailure {
        count(reason);
        return engine.offline(call.of(chart));
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

    /** See {@link HelmEngine#describe}. */
    public String describe() {
        return engine.describe();
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
