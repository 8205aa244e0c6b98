package io.github.akspolicy.source;

import java.util.List;

/** Renders charts. Found by {@link java.util.ServiceLoader}; {@code aks-policy-helm} brings the one there is. */
public interface ChartRenderer {
    /**
     * A chart that was rendered.
     *
     * @param manifests what its templates wrote, hooks included, in the order of their paths
     * @param values those of the chart, then of each chart it brings that is not switched off
     */
    record Rendered(List<ManifestFile> manifests, List<ChartValues> values) {
        public Rendered {
            manifests = List.copyOf(manifests);
            values = List.copyOf(values);
        }
    }

    /**
     * Renders a chart as {@code helm template} would.
     *
     * @throws SourceException when the chart does not load or render: the problems name template file and line
     */
    Rendered render(ChartRequest request) throws SourceException;
}
