package io.github.akspolicy.template.chart;

import io.github.akspolicy.template.chart.ChartNode.ChartFile;
import io.github.akspolicy.template.value.GoMap;
import java.util.List;

/**
 * A chart as it lies there, with all charts in its folder {@code charts}, whether they are on or off.
 *
 * @param metadata what Chart.yaml says, with the dependencies of a requirements.yaml in it
 * @param files what is neither a template nor a chart nor metadata
 * @param templates its templates, partials included
 * @param values what its values.yaml says
 * @param charts the charts in it
 */
public record ChartSource(
        GoMap metadata, List<ChartFile> files, List<ChartFile> templates, GoMap values, List<ChartSource> charts) {}
