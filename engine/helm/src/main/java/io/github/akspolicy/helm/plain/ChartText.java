package io.github.akspolicy.helm.plain;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartFile;
import org.jspecify.annotations.Nullable;

/** What Helm is given of a chart. Texts that are equal have one copy: see {@link ChartCopies}. */
public interface ChartText {
    /** The chart that it is a text of. */
    Chart chart();

    /**
     * What a file holds.
     *
     * @param owner the chart of the file, which may be one that the chart depends on
     * @param path of the file in its chart
     * @return the same array for the same content where there is one; null for a file that is left out
     */
    byte @Nullable [] content(Chart owner, String path, ChartFile file);
}
