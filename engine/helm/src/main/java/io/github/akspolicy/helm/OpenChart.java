package io.github.akspolicy.helm;

import io.github.akspolicy.files.ScratchFolder;
import io.github.akspolicy.helm.absent.KnownClaims;
import io.github.akspolicy.helm.absent.TrialRender;
import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.engine.RunFolder;
import io.github.akspolicy.helm.execution.ExecutedChart;
import io.github.akspolicy.helm.plain.ChartCopies;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.template.chart.RenderException;
import io.github.akspolicy.template.value.Caller.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A chart with what does not depend on a release: it is copied and read once for all environments. Safe for several threads. */
final class OpenChart implements TrialRender.Place {
    private final Chart chart;
    private final List<Instance> instances;
    private final Consumer<OpenChart> whenClosed;
    private final ScratchFolder scratch;
    private final AtomicInteger releases = new AtomicInteger();
    private final ChartCopies copies;
    private final KnownClaims known = new KnownClaims();
    private final long bytes;
    private final Map<Dialect, ExecutedChart> executed = new EnumMap<>(Dialect.class);

    /** @param whenClosed who gets it back */
    OpenChart(ChartRequest request, Chart chart, Consumer<OpenChart> whenClosed) throws IOException {
        this.chart = chart;
        this.instances = Instance.of(chart);
        this.whenClosed = whenClosed;
        this.scratch = RunFolder.create("chart");
        this.copies = new ChartCopies(request.chart(), chart, request.workspace(), scratch.path());
        this.bytes = charts(instances).stream()
                .flatMap(one -> one.files().values().stream())
                .mapToLong(file -> file.content().length)
                .sum();
    }

    Chart chart() {
        return chart;
    }

    /** How long the files of the chart are together. */
    long bytes() {
        return bytes;
    }

    @Override
    public Path release() throws IOException {
        return Files.createDirectory(scratch.path().resolve("release" + releases.incrementAndGet()));
    }

    /** The chart for the executor of templates: what is read of it is read once for all releases. */
    @Override
    public synchronized ExecutedChart executed(Dialect dialect) throws RenderException {
        ExecutedChart known = executed.get(dialect);
        if (known == null) {
            known = ExecutedChart.of(chart, dialect);
            executed.put(dialect, known);
        }
        return known;
    }

    @Override
    public KnownClaims known() {
        return known;
    }

    /** The charts as they are used. */
    List<Instance> instances() {
        return instances;
    }

    @Override
    public ChartCopies copies() {
        return copies;
    }

    /** The charts of instances, each once. */
    static Set<Chart> charts(Collection<Instance> instances) {
        return instances.stream()
                .map(Instance::chart)
                .collect(Collectors.toCollection(() -> Collections.newSetFromMap(new IdentityHashMap<>())));
    }

    /** Ends one use of it; there may be others. */
    @Override
    public void close() {
        whenClosed.accept(this);
    }

    /** Deletes the copies. */
    void delete() {
        scratch.close();
    }
}
