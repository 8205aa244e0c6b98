package io.github.akspolicy.conformance.charts;

import io.github.akspolicy.conformance.Entry;
import io.github.akspolicy.conformance.Run;
import io.github.akspolicy.conformance.SideBySide;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Findings about fields that are not set, held against a helm binary: the key that a finding names must make its field appear,
 * set alone; and where a finding names none, no key of the chart must, each of them tried.
 */
public final class AbsentFieldsRun implements Run {
    /** Names a profile. */
    static final String PROFILE = "aks-policy.absent.profile";

    /** Of the findings whose field some key supplies, how many name one that does. */
    private static final int MIN_NAMED_PERCENT = 97;

    @Override
    public String name() {
        return "absent";
    }

    @Override
    public List<Entry> judge(List<Path> inputs, PrintStream log) throws IOException {
        String profile = System.getProperty(PROFILE, "all");
        var figures = new Figures();
        var entries = new ArrayList<Entry>();
        try (var binaries = HelmBinaries.open(log)) {
            for (Path input : inputs) {
                entries.addAll(SideBySide.entries(
                        ChartCase.below(input).stream()
                                .filter(chart -> chart.values() == null)
                                .map(chart -> (Callable<List<Entry>>) () ->
                                        new AbsentFieldTruth(chart, binaries.newest(), profile, figures).entries(log))
                                .toList(),
                        1));
            }
        }
        figures.print(log);
        long named = figures.get(AbsentFieldTruth.NAMED);
        long supplied = named + figures.get(AbsentFieldTruth.MISSED);
        if (supplied > 0) {
            String expect = "at least " + MIN_NAMED_PERCENT + " % of the fields that a key supplies have one named";
            long percent = 100 * named / supplied;
            entries.add(Entry.covered(
                    "named",
                    AbsentFieldTruth.CHECK,
                    "named",
                    expect,
                    percent >= MIN_NAMED_PERCENT ? expect : percent + " %",
                    ""));
        }
        return entries;
    }
}
