package io.github.akspolicy.helm.chart;

import io.github.akspolicy.source.FetchedChart;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.ThirdPartyCharts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides whose a dependency is. Whoever writes to the repository can write a {@code repository:} into {@code Chart.yaml} and
 * put an archive into {@code charts/}: third-party is only what was recorded by its content or what the configuration
 * names.
 */
public final class ChartOwnership {
    private final List<String> firstParty;
    private final ThirdPartyCharts thirdParty;

    /**
     * @param firstParty names of dependencies whose lines are the user's to edit, wherever they come from
     * @param thirdParty what was recorded or named
     */
    public ChartOwnership(List<String> firstParty, ThirdPartyCharts thirdParty) {
        this.firstParty = List.copyOf(firstParty);
        this.thirdParty = thirdParty;
    }

    /** @param entry the dependency's entry in the chart above it, or null */
    void decide(Chart chart, @Nullable Dependency entry, Content content) {
        boolean looksFetched =
                content.isPacked() ? entry == null || !entry.isLocalFolder() : entry != null && entry.isRemote();
        SourceLocation at = entry == null ? null : entry.at();
        if (firstParty.contains(chart.name())) {
            if (looksFetched) {
                chart.shared();
            }
        } else if (content.path() != null && thirdParty.names(content.path())) {
            markForeign(chart, at, content.path());
        } else if (looksFetched) {
            boolean declared = entry != null && entry.isRemote();
            // the digest of many files takes long, and most builds have recorded none
            Supplier<FetchedChart> fetched = () -> new FetchedChart(
                    chart.name(), chart.version(), content.digest().get(), content.shownPath(), declared);
            chart.fetched(fetched);
            if (declared
                    && thirdParty.mayRecord(chart.name(), chart.version())
                    && thirdParty.isRecorded(fetched.get())) {
                markForeign(chart, at, content.path());
            }
        }
    }

    /** What a {@code file://} repository brings in from outside of the content is not part of what was recorded or named. */
    private static void markForeign(Chart chart, @Nullable SourceLocation entry, @Nullable Path content) {
        chart.foreign(entry);
        for (Chart inner : chart.subcharts()) {
            Path local = inner.localFolder();
            if (local == null
                    || (content != null
                            && local.startsWith(content.toAbsolutePath().normalize()))) {
                markForeign(inner, entry, content);
            }
        }
    }

    /** What looks fetched in a loaded chart, sorted by path; none within another one, whose digest covers it. */
    public static List<FetchedChart> fetched(Chart root) {
        var found = new ArrayList<FetchedChart>();
        collect(root, found);
        found.sort(Comparator.comparing(FetchedChart::path));
        return List.copyOf(found);
    }

    private static void collect(Chart chart, List<FetchedChart> found) {
        for (Chart inner : chart.subcharts()) {
            FetchedChart content = inner.fetched();
            if (content != null) {
                found.add(content);
            } else if (inner.isOwn()) {
                collect(inner, found);
            }
        }
    }
}
