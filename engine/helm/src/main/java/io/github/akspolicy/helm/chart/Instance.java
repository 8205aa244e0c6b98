package io.github.akspolicy.helm.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * A chart under one of the names it is used by: with aliases, one chart renders several times.
 *
 * @param chart the chart
 * @param renderPath what Helm calls it: {@code store} or {@code store/charts/cache}; may be the same for a chart within two that
 *     are one chart under two names
 * @param valuesPath the keys that lead from the root's values to its own: empty for the root, {@code [cache]} for a
 *     subchart used as cache
 */
public record Instance(Chart chart, String renderPath, List<String> valuesPath) {
    public Instance {
        valuesPath = List.copyOf(valuesPath);
    }

    /** All instances of a chart tree, the root first. */
    public static List<Instance> of(Chart root) {
        var all = new ArrayList<Instance>();
        collect(new Instance(root, root.name(), List.of()), all);
        return all;
    }

    /** The innermost of some instances, the root first, whose values have a key of the root's; the root for a global one. */
    public static Instance owner(List<Instance> instances, List<Object> key) {
        Instance owner = instances.get(0);
        for (Instance instance : instances) {
            int length = instance.valuesPath().size();
            if (length > owner.valuesPath().size()
                    && length < key.size()
                    && key.subList(0, length).equals(instance.valuesPath())) {
                owner = instance;
            }
        }
        return owner;
    }

    private static void collect(Instance instance, List<Instance> all) {
        all.add(instance);
        String parent = instance.pathOfParent();
        for (Chart subchart : instance.chart().subcharts()) {
            for (String name : instance.chart().usedAs(subchart)) {
                var path = new ArrayList<>(instance.valuesPath());
                path.add(name);
                collect(new Instance(subchart, parent + "/charts/" + name, path), all);
            }
        }
    }

    /**
     * What Helm calls it in the names of its subcharts. An alias makes a copy of a chart, and Helm 3 hangs subcharts into the copy
     * only where the chart names dependencies, any of them; else they stay with the chart that has no alias. Helm 4 always
     * hangs them into the copy.
     */
    private String pathOfParent() {
        return chart.dependencies().isEmpty() ? unaliased(chart) : renderPath;
    }

    private static String unaliased(Chart chart) {
        Chart parent = chart.parent();
        return parent == null ? chart.name() : unaliased(parent) + "/charts/" + chart.name();
    }
}
