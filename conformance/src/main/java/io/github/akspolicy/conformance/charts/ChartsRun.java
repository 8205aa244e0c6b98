package io.github.akspolicy.conformance.charts;

import io.github.akspolicy.conformance.Entry;
import io.github.akspolicy.conformance.Run;
import io.github.akspolicy.conformance.SideBySide;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Public charts, rendered as users have them rendered, held against helm binaries: documents, template lines and values
 * keys. Charts are judged side by side on all processors; the samples depend on the seed alone.
 */
public final class ChartsRun implements Run {
    /** Seeds the samples. */
    static final String SEED = "aks-policy.charts.seed";

    /** How many rendered lines to sample. */
    static final String LINES = "aks-policy.charts.lines";

    /** How many values to sample. */
    static final String VALUES = "aks-policy.charts.values";

    private static final int PROGRESS_EVERY = 20;
    private static final long DEFAULT_SEED = 20261124;
    private static final int DEFAULT_LINES = 4000;
    private static final int DEFAULT_VALUES = 500;
    private static final int MIN_NAMED_PERCENT = 90;

    @Override
    public String name() {
        return "charts";
    }

    @Override
    public List<Entry> judge(List<Path> inputs, PrintStream log) throws IOException {
        long seed = Long.getLong(SEED, DEFAULT_SEED);
        var figures = new Figures();
        var entries = new ArrayList<Entry>();
        try (var binaries = HelmBinaries.open(log)) {
            for (Path input : inputs) {
                List<ChartCase> cases = ChartCase.below(input);
                int lines = share(LINES, DEFAULT_LINES, cases.size());
                int values = share(VALUES, DEFAULT_VALUES, cases.size());
                log.printf(
                        "charts: %d renders of %d charts below %s, seed %d, %d lines and %d values of each, helm %s%n",
                        cases.size(),
                        cases.stream().map(ChartCase::name).distinct().count(),
                        input.getFileName(),
                        seed,
                        lines,
                        values,
                        binaries.versions());
                var setting = new ChartRun.Setting(input, binaries, seed, lines, values, figures);
                entries.addAll(sideBySide(cases, setting, log));
            }
        }
        figures.print(log);
        named(figures).ifPresent(entries::add);
        return explained(entries, log);
    }

    /** How many of a number each of the cases has to sample. */
    private static int share(String property, int absent, int cases) {
        int all = Integer.getInteger(property, absent);
        return (all + cases - 1) / Math.max(1, cases);
    }

    private static Optional<Entry> named(Figures figures) {
        long supplied = figures.get(ValuesTruth.SUPPLIED);
        if (supplied == 0) {
            return Optional.empty();
        }
        String expect = "at least " + MIN_NAMED_PERCENT + " % of the values that come from values are named";
        long percent = 100 * figures.get(ValuesTruth.NAMED) / supplied;
        String actual = percent >= MIN_NAMED_PERCENT ? expect : percent + " %";
        return Optional.of(Entry.covered("values named", ValuesTruth.CHECK, "values named", expect, actual, ""));
    }

    private static List<Entry> sideBySide(List<ChartCase> cases, ChartRun.Setting setting, PrintStream log)
            throws IOException {
        Map<String, List<ChartCase>> byChart = cases.stream()
                .collect(Collectors.groupingBy(ChartCase::name, java.util.LinkedHashMap::new, Collectors.toList()));
        var done = new AtomicInteger();
        return SideBySide.entries(
                byChart.values().stream()
                        .map(chart -> (Callable<List<Entry>>) () -> judge(chart, setting, done, byChart.size(), log))
                        .toList(),
                1);
    }

    private static List<Entry> judge(
            List<ChartCase> chart, ChartRun.Setting setting, AtomicInteger done, int all, PrintStream log)
            throws IOException {
        List<Entry> entries = new ChartRun(setting).judge(chart);
        int count = done.incrementAndGet();
        if (count % PROGRESS_EVERY == 0) {
            log.println("charts: " + count + " of " + all);
        }
        return entries;
    }

    /** Gives the known exceptions their reason; one that is none any more is reported. */
    private static List<Entry> explained(List<Entry> entries, PrintStream log) throws IOException {
        Map<String, String> exceptions = exceptions();
        Set<String> unused = new HashSet<>(exceptions.keySet());
        var explained = new ArrayList<Entry>();
        for (Entry entry : entries) {
            String reason = entry.isUnexplained() ? exceptions.get(entry.id()) : null;
            if (reason == null) {
                explained.add(entry);
            } else {
                unused.remove(entry.id());
                explained.add(entry.because(Entry.KNOWN_DIFFERENCE + reason + "; " + entry.reason()));
            }
        }
        Set<String> judged = entries.stream().map(Entry::id).collect(Collectors.toSet());
        unused.stream()
                .filter(judged::contains)
                .sorted()
                .forEach(id -> log.println("charts: no exception any more, remove it from exceptions.yaml: " + id));
        return explained;
    }

    private static Map<String, String> exceptions() throws IOException {
        try (InputStream text = ChartsRun.class.getResourceAsStream("exceptions.yaml")) {
            if (text == null) {
                throw new IOException("exceptions.yaml is missing from the class path");
            }
            var exceptions = new HashMap<String, String>();
            Field.root(ManifestReader.yamlDocument(new String(text.readAllBytes(), StandardCharsets.UTF_8)))
                    .fields()
                    .forEach(field -> exceptions.put(field.key(), field.textOr("")));
            return exceptions;
        } catch (ManifestException e) {
            throw new IOException("exceptions.yaml: " + e.getMessage(), e);
        }
    }

    static Path temporaryFolder() throws IOException {
        return Files.createTempDirectory("aks-policy-conformance");
    }
}
