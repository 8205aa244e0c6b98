package io.github.akspolicy.helm.origin;

import io.github.akspolicy.helm.chart.ChartFile;
import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.execution.TemplatePlaces;
import io.github.akspolicy.helm.thirdparty.ThirdParty;
import io.github.akspolicy.helm.values.AcceptedKeys;
import io.github.akspolicy.helm.values.Overrides;
import io.github.akspolicy.helm.values.ValuesLayers;
import io.github.akspolicy.helm.values.ValuesLayers.Supply;
import io.github.akspolicy.manifest.JsonValues;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What all files of one render share when origins are asked. */
public final class RenderedChart {
    private final List<Instance> instances;
    private final TemplatePlaces places;
    private final Map<Instance, String> values;
    private final ValuesLayers layers;
    private final ThirdParty thirdParty;
    private final AcceptedKeys accepted;
    private final Map<Instance, Optional<Object>> trees = new ConcurrentHashMap<>();

    /**
     * @param instances the charts as they were used
     * @param places where templates are written
     * @param values the values that each instance saw, as JSON
     * @param layers where values are written
     * @param thirdParty which lines are those of third-party charts
     */
    public RenderedChart(
            List<Instance> instances,
            TemplatePlaces places,
            Map<Instance, String> values,
            ValuesLayers layers,
            ThirdParty thirdParty) {
        this.instances = List.copyOf(instances);
        this.places = places;
        this.values = Map.copyOf(values);
        this.layers = layers;
        this.thirdParty = thirdParty;
        this.accepted = new AcceptedKeys(instances);
    }

    /** Where templates are written. */
    TemplatePlaces places() {
        return places;
    }

    /** Which lines are those of third-party charts. */
    ThirdParty thirdParty() {
        return thirdParty;
    }

    public ValuesLayers layers() {
        return layers;
    }

    /** What values files change about weaker ones, and charts about the charts in them. */
    public List<Overrides.Override> overrides() {
        return layers.overrides(instances);
    }

    /** The innermost chart whose values have a key of the root's; the root for a global one. */
    public Instance owner(List<Object> key) {
        return Instance.owner(instances, key);
    }

    /** The key of a value as a person writes it: one below {@code global} of a chart in the root is that of the root. */
    public List<Object> rootKey(List<Object> key) {
        Instance owner = owner(key);
        int outer = owner.valuesPath().size();
        return outer > 0 && key.get(outer).equals("global") ? key.subList(outer, key.size()) : key;
    }

    /** The chart itself, without those it brings. */
    public Instance root() {
        return instances.get(0);
    }

    /** The beginning of the chart's own values file; null when it has none or it is not the user's. */
    public @Nullable SourceLocation ownValues() {
        ChartFile file = root().chart().files().get("values.yaml");
        return file == null || !root().chart().isOwn() ? null : new SourceLocation(file.shownPath(), 1, 1, Role.VALUES);
    }

    /** What is at a path of the values that a chart saw; null when there was nothing. */
    public @Nullable Object value(Instance instance, List<Object> path) {
        String json = values.get(instance);
        if (json == null) {
            return null;
        }
        Object tree = trees.computeIfAbsent(instance, key -> tree(json)).orElse(null);
        return JsonValues.at(tree, path);
    }

    /** What is at a path of the values of the root; null when there was nothing. */
    @Nullable
    Object value(List<Object> key) {
        Instance owner = owner(key);
        return value(owner, key.subList(owner.valuesPath().size(), key.size()));
    }

    /** Who supplied the value at a path of the values of the root; null when no line can be named for sure. */
    @Nullable
    Supply supply(List<Object> key) {
        Instance owner = owner(key);
        Supply supply = layers.find(owner, key.subList(owner.valuesPath().size(), key.size()));
        return supply == null && !owner.valuesPath().isEmpty() ? layers.find(root(), key) : supply;
    }

    /** Whether the schemas of the charts leave room for a value. */
    public boolean accepts(Instance instance, List<Object> path) {
        return accepted.accepts(ValuesLayers.rootPath(instance, path));
    }

    /**
     * Whether the schemas of the charts accept a value as far as its type and the list of its values tell.
     *
     * @param key in the values of the chart that is rendered
     */
    public boolean acceptsValue(List<Object> key, @Nullable Object value) {
        return accepted.accepts(key, value);
    }

    /** Nothing when the values are no JSON, so that where they are written stays unknown. */
    private static Optional<Object> tree(String json) {
        try {
            return Optional.ofNullable(JsonValues.parse(json));
        } catch (IOException noJson) {
            return Optional.empty();
        }
    }
}
