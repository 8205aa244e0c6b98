package io.github.akspolicy.helm.origin;

import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.twin.ChartTwins;
import io.github.akspolicy.helm.values.JsonValues;
import io.github.akspolicy.helm.values.ValuesLayers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What all files of one render share when origins are asked. */
public final class RenderedChart {
    private final List<Instance> instances;
    private final ChartTwins twins;
    private final Map<Instance, String> values;
    private final ValuesLayers layers;
    private final Map<Instance, Optional<Object>> trees = new ConcurrentHashMap<>();

    /**
     * @param instances the charts as they were used
     * @param twins where templates are written
     * @param values the values that each instance saw, as JSON
     * @param layers where values are written
     */
    public RenderedChart(
            List<Instance> instances, ChartTwins twins, Map<Instance, String> values, ValuesLayers layers) {
        this.instances = List.copyOf(instances);
        this.twins = twins;
        this.values = Map.copyOf(values);
        this.layers = layers;
    }

    ChartTwins twins() {
        return twins;
    }

    ValuesLayers layers() {
        return layers;
    }

    /** What a value was in this render; null when there was none. */
    @Nullable
    Object value(Symbol.Value value) {
        String json = values.get(value.instance());
        if (json == null) {
            return null;
        }
        Object tree = trees.computeIfAbsent(value.instance(), instance -> Optional.ofNullable(JsonValues.parse(json)))
                .orElse(null);
        return JsonValues.at(tree, value.path());
    }

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
