package io.github.akspolicy.template.chart;

import io.github.akspolicy.template.print.Printer;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chart with its subcharts, as far as rendering depends on it. Subcharts that are switched off are not in it.
 *
 * @param name its name: of a subchart its alias, where it has one
 * @param path what Helm calls it in the paths of its templates: {@code store} or {@code store/charts/cache}
 * @param metadata what Chart.yaml says
 * @param files what is no template, for {@code .Files}
 * @param templates its templates, partials included
 * @param values its own values
 * @param subcharts the charts in it
 */
public record ChartNode(
        String name,
        String path,
        GoMap metadata,
        List<ChartFile> files,
        List<ChartFile> templates,
        GoMap values,
        List<ChartNode> subcharts) {
    /**
     * A file of a chart.
     *
     * @param path its path below the folder of the chart
     * @param bytes its content
     */
    public record ChartFile(String path, String bytes) {}

    /** Whether only its partials are read. */
    boolean isLibrary() {
        return "library".equals(text("type"));
    }

    /** The chart in it of a name; null for none. */
    @Nullable
    ChartNode subchart(String wanted) {
        return subcharts.stream()
                .filter(chart -> chart.name().equals(wanted))
                .findFirst()
                .orElse(null);
    }

    /** An entry of Chart.yaml as a text: numbers are texts there, too; null if it is not there. */
    @Nullable
    String text(String key) {
        Value value = metadata.get(key);
        return value == null || value.isNil() ? null : Printer.bytes(value);
    }
}
