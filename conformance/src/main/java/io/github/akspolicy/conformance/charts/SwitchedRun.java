package io.github.akspolicy.conformance.charts;

import io.github.akspolicy.conformance.Entry;
import io.github.akspolicy.conformance.Run;
import io.github.akspolicy.conformance.SideBySide;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Random values of charts, each switched in a values file of its own so that fields go missing: every finding about one of
 * these fields must name the line of that file.
 */
public final class SwitchedRun implements Run {
    /** Names a profile. */
    static final String PROFILE = "aks-policy.switched.profile";

    /** How many values that take fields away are looked for in all charts. */
    static final String COUNT = "aks-policy.switched.count";

    /** How many of them in one chart at most. */
    static final String PER_CHART = "aks-policy.switched.per-chart";

    /** Seeds the order of charts and of their values. */
    static final String SEED = "aks-policy.switched.seed";

    private static final String ALL_RIGHT = "at least 98 % name the line that switched them";
    private static final int MIN_PERCENT = 98;

    @Override
    public String name() {
        return "switched";
    }

    @Override
    public List<Entry> judge(List<Path> inputs, PrintStream log) throws IOException {
        String profile = System.getProperty(PROFILE, "all");
        long seed = Long.getLong(SEED, 20261128);
        int perChart = Integer.getInteger(PER_CHART, 8);
        var left = new AtomicInteger(Integer.getInteger(COUNT, 500));
        var charts = new ArrayList<ChartCase>();
        for (Path input : inputs) {
            for (ChartCase chart : ChartCase.below(input)) {
                if (chart.values() == null) {
                    charts.add(chart);
                }
            }
        }
        Collections.shuffle(charts, new Random(seed));
        var figures = new Figures();
        List<Entry> entries;
        try (var binaries = HelmBinaries.open(log)) {
            entries = SideBySide.entries(
                    charts.stream()
                            .map(chart -> (Callable<List<Entry>>) () -> {
                                if (left.get() <= 0) {
                                    return List.of();
                                }
                                List<Entry> found = new SwitchedValues(chart, binaries.newest(), profile, figures)
                                        .entries(
                                                perChart,
                                                new Random(seed ^ chart.id().hashCode()),
                                                log);
                                left.addAndGet(-found.size());
                                return found;
                            })
                            .toList(),
                    2);
        }
        figures.print(log);
        if (!entries.isEmpty()) {
            long percent = 100 * entries.stream().filter(Entry::agrees).count() / entries.size();
            entries.add(Entry.covered(
                    "share",
                    SwitchedValues.CHECK,
                    "share",
                    ALL_RIGHT,
                    percent >= MIN_PERCENT ? ALL_RIGHT : percent + " %",
                    ""));
        }
        return entries;
    }
}
