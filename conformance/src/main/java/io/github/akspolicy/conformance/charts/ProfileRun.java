package io.github.akspolicy.conformance.charts;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.conformance.Entry;
import io.github.akspolicy.conformance.Run;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policy.Profile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a first run says about ordinary charts: each chart of {@code recommended.yaml}, scanned as it is, without any
 * configuration. Every finding has been read and judged true; a finding more or less, and a chart in another version,
 * is a disagreement that somebody has to read.
 */
public final class ProfileRun implements Run {
    /** Names another profile, to look at; only {@code recommended} has expectations. */
    static final String PROFILE = "aks-policy.recommended.profile";

    private static final String CREATED = "helm create";
    private static final int MAX_MEDIAN = 12;

    @Override
    public String name() {
        return "recommended";
    }

    @Override
    public List<Entry> judge(List<Path> inputs, PrintStream log) throws IOException {
        String profile = System.getProperty(PROFILE, Profile.RECOMMENDED.name());
        var entries = new ArrayList<Entry>();
        var counts = new ArrayList<Integer>();
        Path scratch = ChartsRun.temporaryFolder();
        try (var binaries = HelmBinaries.open(log)) {
            for (Path input : inputs) {
                for (ReviewedChart reviewed : ReviewedChart.all()) {
                    Path chart = reviewed.path().equals(CREATED)
                            ? binaries.newest().create(scratch.resolve("created"))
                            : input.resolve(reviewed.path());
                    Evaluation evaluation = scan(chart, profile);
                    print(reviewed, evaluation, log);
                    if (!reviewed.path().equals(CREATED)) {
                        counts.add(evaluation.findings().size());
                    }
                    entries.add(entry(reviewed, version(chart), evaluation, profile));
                }
            }
        } finally {
            ScratchChart.delete(scratch);
        }
        int median = median(counts);
        log.printf("%s: %d charts, profile %s, median %d findings%n", name(), counts.size(), profile, median);
        if (profile.equals(Profile.RECOMMENDED.name())) {
            String expect = "at most " + MAX_MEDIAN;
            String actual = median <= MAX_MEDIAN ? expect : String.valueOf(median);
            entries.add(Entry.covered("median", check(profile), profile, expect, actual, ""));
        }
        return entries;
    }

    private static Evaluation scan(Path chart, String profile) throws IOException {
        try {
            return Verification.scan(chart, Overrides.NONE.profile(profile)).evaluate(Progress.NONE);
        } catch (ConfigurationException e) {
            throw new IOException(chart + ": " + e.getMessage(), e);
        }
    }

    private static String version(Path chart) throws IOException {
        Field metadata = ChartCase.metadata(chart.resolve("Chart.yaml"));
        return metadata.get("version").textOr("");
    }

    private static Entry entry(ReviewedChart reviewed, String version, Evaluation evaluation, String profile) {
        String actual = version + ": " + summary(evaluation);
        if (!profile.equals(Profile.RECOMMENDED.name())) {
            return Entry.uncovered(reviewed.path(), check(profile), profile, "", actual);
        }
        return Entry.covered(
                reviewed.path(), check(profile), profile, reviewed.version() + ": " + reviewed.summary(), actual, "");
    }

    private static String check(String profile) {
        return "profile/" + profile;
    }

    /** The findings by policy, or what kept them from being found. */
    private static String summary(Evaluation evaluation) {
        if (!evaluation.problems().isEmpty()) {
            return evaluation.problems().get(0).problem().toString();
        }
        return ReviewedChart.summary(evaluation.findings().stream()
                .collect(Collectors.groupingBy(finding -> finding.policy().id(), TreeMap::new, Collectors.counting())));
    }

    private static void print(ReviewedChart reviewed, Evaluation evaluation, PrintStream log) {
        log.printf("%s: %d findings%n", reviewed.path(), evaluation.findings().size());
        evaluation.problems().forEach(problem -> log.println("  error " + problem.problem()));
        for (Finding finding : evaluation.findings()) {
            log.printf(
                    "  %s %s %s: %s%s%n",
                    finding.severity(), finding.policy().id(), finding.location(), finding.message(), where(finding));
        }
    }

    private static String where(Finding finding) {
        var first = finding.occurrences().get(0);
        return " [" + first.resource() + ", " + first.container() + "; "
                + finding.occurrences().size() + "]";
    }

    private static int median(List<Integer> counts) {
        List<Integer> sorted = counts.stream().sorted().toList();
        int middle = sorted.size() / 2;
        // of an even number, the mean of the two in the middle, rounded up
        return sorted.isEmpty() ? 0 : (sorted.get((sorted.size() - 1) / 2) + sorted.get(middle) + 1) / 2;
    }
}
