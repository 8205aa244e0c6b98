package io.github.akspolicy.configuration;

import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.source.ChartRelease;
import io.github.akspolicy.source.FetchedChart;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.SourceException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The content of {@code aks-policy-charts.lock} for the charts as they lie there now.
 *
 * @param file where it belongs
 * @param recorded what it holds, sorted by name, version and digest
 * @param refused dependencies that look third-party and cannot be recorded, sorted by path
 * @param problems charts that do not load
 */
public record ChartsLockUpdate(
        Path file, List<FetchedChart> recorded, List<FetchedChart> refused, List<Problem> problems) {
    private static final String HEAD = """
            # Written by the command charts-lock. Dependencies with this content count as third-party.
            schemaVersion: 1
            charts:""";

    public ChartsLockUpdate {
        recorded = List.copyOf(recorded);
        refused = List.copyOf(refused);
        problems = List.copyOf(problems);
    }

    static ChartsLockUpdate of(Path file, List<Release> releases) {
        Map<String, FetchedChart> found = new TreeMap<>();
        var problems = new LinkedHashMap<Problem, Boolean>();
        for (Release release : releases) {
            if (release.unwrapped() instanceof ChartRelease chart) {
                try {
                    chart.fetched().forEach(fetched -> found.putIfAbsent(fetched.path(), fetched));
                } catch (SourceException broken) {
                    broken.problems().forEach(problem -> problems.put(problem, true));
                }
            }
        }
        var recorded = new ArrayList<FetchedChart>();
        var refused = new ArrayList<FetchedChart>();
        found.values().forEach(chart -> (isRecordable(chart) ? recorded : refused).add(chart));
        recorded.sort(Comparator.comparing(FetchedChart::name)
                .thenComparing(FetchedChart::version)
                .thenComparing(FetchedChart::digest));
        return new ChartsLockUpdate(file, recorded, refused, List.copyOf(problems.keySet()));
    }

    private static boolean isRecordable(FetchedChart chart) {
        return chart.declared() && !chart.digest().isEmpty();
    }

    /** Why a dependency is not recorded, and what to do. */
    public static String reason(FetchedChart refused) {
        return refused.path() + ": "
                + (refused.declared()
                        ? "the folder holds a symbolic link, which no digest covers: replace the link by its content"
                        : "no entry of dependencies in Chart.yaml names " + refused.name()
                                + " with a repository; add one, or remove the chart")
                + ", or name the path under thirdParty in aks-policy.yaml";
    }

    /** The text of the file; the same content gives the same text. */
    public String text() {
        var text = new StringBuilder(HEAD).append(recorded.isEmpty() ? " []\n" : "\n");
        recorded.stream()
                .map(chart -> "  - {name: " + SafeText.quoted(chart.name()) + ", version: "
                        + SafeText.quoted(chart.version()) + ", digest: \"" + chart.digest() + "\"}\n")
                .distinct()
                .forEach(text::append);
        return text.toString();
    }
}
