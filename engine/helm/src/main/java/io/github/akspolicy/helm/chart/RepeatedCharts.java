package io.github.akspolicy.helm.chart;

import io.github.akspolicy.source.NotEvaluated;
import java.util.List;
import java.util.stream.Stream;

/**
 * Charts that are used under several names and hold charts. Helm 4 renders what they hold for each name; Helm 3, and the embedded
 * one, for one of them (helm template of 3.17.2 and 4.1.4, 2026-11-30).
 */
public final class RepeatedCharts {
    private RepeatedCharts() {}

    /** A line for each in a chart and the charts in it. */
    public static List<NotEvaluated> of(Chart chart) {
        return stream(chart).toList();
    }

    private static Stream<NotEvaluated> stream(Chart chart) {
        return Stream.concat(
                chart.subcharts().stream()
                        .filter(subchart -> subchart.subcharts().stream().anyMatch(RepeatedCharts::writesFiles))
                        .flatMap(subchart -> repeated(chart, subchart)),
                chart.subcharts().stream().flatMap(RepeatedCharts::stream));
    }

    private static Stream<NotEvaluated> repeated(Chart chart, Chart subchart) {
        List<Dependency> uses = chart.dependencies().stream()
                .filter(dependency -> dependency.name().equals(subchart.name()))
                .toList();
        return uses.stream()
                .skip(1)
                .limit(1)
                .map(second -> new NotEvaluated(
                        subchart.name(),
                        "of a chart with several names, Helm 4 renders the charts in it for each name",
                        second.at(),
                        "put a copy of the chart with another name into charts/, and depend on it"));
    }

    private static boolean writesFiles(Chart chart) {
        return !chart.isLibrary() || chart.subcharts().stream().anyMatch(RepeatedCharts::writesFiles);
    }
}
