package io.github.akspolicy.helm.chart;

import io.github.akspolicy.source.NotEvaluated;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Charts that are used under several names and hold charts that no {@code dependencies} name, or that they give an alias. Helm 4
 * renders these for each name; Helm 3, and the embedded one, for one of them. So it is with values that charts import from those in
 * them, at any depth (helm template of 3.17.2 and 4.1.4, 2026-12-01).
 */
public final class RepeatedCharts {
    private RepeatedCharts() {}

    /** A line for each in a chart and the charts in it. */
    public static List<NotEvaluated> of(Chart chart) {
        return stream(chart).toList();
    }

    private static Stream<NotEvaluated> stream(Chart chart) {
        return chart.subcharts().stream()
                .flatMap(subchart -> Stream.concat(differences(chart, subchart), stream(subchart)));
    }

    private static Stream<NotEvaluated> differences(Chart chart, Chart subchart) {
        List<Dependency> uses = chart.dependencies().stream()
                .filter(dependency -> dependency.name().equals(subchart.name()))
                .toList();
        var lines = new ArrayList<NotEvaluated>();
        if (uses.size() > 1 && holdsUnnamed(subchart)) {
            lines.add(new NotEvaluated(
                    subchart.name(),
                    "of a chart with several names, Helm 4 renders for each name the charts in it that its dependencies do not name, or give an alias",
                    uses.get(1).at(),
                    "name them without alias under dependencies in Chart.yaml of " + subchart.name()));
        }
        if (uses.size() > 1 && importsValues(subchart)) {
            lines.add(new NotEvaluated(
                    subchart.name(),
                    "of a chart with several names, Helm 4 imports the values of import-values for each name, Helm 3 for the first one",
                    uses.get(1).at(),
                    "write the values to values.yaml of " + subchart.name() + " instead of import-values"));
        }
        return lines.stream();
    }

    private static boolean importsValues(Chart chart) {
        return chart.dependencies().stream().anyMatch(Dependency::importsValues)
                || chart.subcharts().stream().anyMatch(RepeatedCharts::importsValues);
    }

    private static boolean holdsUnnamed(Chart chart) {
        return chart.subcharts().stream()
                .anyMatch(inner -> isNamed(chart, inner.name()) ? holdsUnnamed(inner) : writesFiles(inner));
    }

    /** Whether all uses of a chart in another one have its own name. */
    private static boolean isNamed(Chart chart, String name) {
        List<Dependency> uses = chart.dependencies().stream()
                .filter(dependency -> dependency.name().equals(name))
                .toList();
        return !uses.isEmpty() && uses.stream().allMatch(use -> use.usedAs().equals(name));
    }

    private static boolean writesFiles(Chart chart) {
        return !chart.isLibrary() || chart.subcharts().stream().anyMatch(RepeatedCharts::writesFiles);
    }
}
