package io.github.akspolicy.helm.origin;

import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.twin.ChartTwins;
import io.github.akspolicy.helm.values.ValuesLayers;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What all files of one render share when origins are asked.
 *
 * @param instances the charts as they were used
 * @param twins where templates are written
 * @param values the values that each instance saw, as JSON
 * @param layers where values are written
 */
public record RenderedChart(
        List<Instance> instances, ChartTwins twins, Map<Instance, String> values, ValuesLayers layers) {
    /** The instance that a file was rendered for. */
    @Nullable
    Instance instance(String renderPath) {
        Instance longest = null;
        for (Instance instance : instances) {
            if (renderPath.startsWith(instance.renderPath() + "/")
                    && (longest == null
                            || instance.renderPath().length()
                                    > longest.renderPath().length())) {
                longest = instance;
            }
        }
        return longest;
    }
}
