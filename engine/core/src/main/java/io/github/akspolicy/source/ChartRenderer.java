package io.github.akspolicy.source;

import java.util.List;

/** Renders charts. Found by {@link java.util.ServiceLoader}; {@code aks-policy-helm} brings the one there is. */
public interface ChartRenderer {
    /**
     * Renders a chart as {@code helm template} would, hooks included, in the order of the templates' paths.
     *
     * @throws SourceException when the chart does not load or render: the problems name template file and line
     */
    List<ManifestFile> render(ChartRequest request) throws SourceException;
}
