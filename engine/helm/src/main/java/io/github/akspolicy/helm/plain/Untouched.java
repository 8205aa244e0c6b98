package io.github.akspolicy.helm.plain;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartFile;

/** A chart as it is. Its copy has the form of the chart, and also what Helm ignores. */
record Untouched(Chart chart) implements ChartText {
    @Override
    public byte[] content(Chart owner, String path, ChartFile file) {
        return file.content();
    }
}
