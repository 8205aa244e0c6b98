package io.github.akspolicy.helm.values;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartFile;
import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.manifest.DuplicateKey;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says which line supplied a value: of the chart's own defaults, the given files, or {@code --set}. */
public final class ValuesLayers {
    private static final String GLOBAL = "global";

    /**
     * Who supplied a value.
     *
     * @param at the line
     * @param own whether it is the user's to edit
     * @param dependencyEntry when not own, the entry through which it comes in, or null
     * @param overridden the lines that set the same key but lost
     */
    public record Supply(
            SourceLocation at,
            boolean own,
            @Nullable SourceLocation dependencyEntry,
            List<SourceLocation> overridden,
            int rank) {}

    private final UserValues user;
    private final Map<Chart, ValuesLayer.File> defaults = new IdentityHashMap<>();
    private final Map<String, List<DuplicateKey>> duplicates = new LinkedHashMap<>();

    public ValuesLayers(UserValues user) {
        this.user = user;
    }

    /** The key as a person writes it in the root's values. */
    public static List<Object> rootPath(Instance instance, List<Object> path) {
        if (!path.isEmpty() && path.get(0).equals(GLOBAL)) {
            return path;
        }
        var full = new ArrayList<Object>(instance.valuesPath());
        full.addAll(path);
        return full;
    }

    /** Who supplied the value at a path of an instance's values, or null when no line can be named for sure. */
    public @Nullable Supply find(Instance instance, List<Object> path) {
        List<ValuesLayer> layers = layers(instance);
        boolean global = !path.isEmpty() && path.get(0).equals(GLOBAL);
        List<Object> full = rootPath(instance, path);
        Supply supply = null;
        for (int i = layers.size() - 1; i >= 0; i--) {
            ValuesLayer layer = layers.get(i);
            List<Object> local = global ? path : full.subList(layer.prefix().size(), full.size());
            ValuesLayer.Answer answer = layer.find(local);
            if (answer.at() != null) {
                if (supply == null) {
                    supply = new Supply(answer.at(), layer.isOwn(), layer.dependencyEntry(), new ArrayList<>(), i);
                } else {
                    supply.overridden().add(answer.at());
                }
            } else if (answer.decides()) {
                return supply;
            }
        }
        return supply;
    }

    /**
     * The keys whose value is another without the strongest layer that sets them: of the user's files, and of charts over the
     * charts in them.
     *
     * @param instances the charts of the render
     */
    public List<Overrides.Override> overrides(List<Instance> instances) {
        var overrides = new Overrides();
        instances.stream()
                .sorted(Comparator.comparingInt(
                        (Instance instance) -> -instance.valuesPath().size()))
                .map(instance -> defaults(instance.chart(), instance.valuesPath()))
                .forEach(overrides::byDefault);
        user.layers().forEach(overrides::given);
        return overrides.found();
    }

    /** The {@code set} entry that made a mapping which no file has; null when none did. */
    public @Nullable SourceLocation settingWithin(Instance instance, List<Object> path) {
        SourceLocation last = null;
        for (ValuesLayer layer : user.layers()) {
            if (layer instanceof ValuesLayer.Settings settings) {
                last = settings.within(rootPath(instance, path));
            }
        }
        return last;
    }

    /** The strongest values file that Helm reads and we cannot, so that nobody knows its lines; null when there is none. */
    public @Nullable SourceLocation unreadable(Instance instance) {
        SourceLocation strongest = null;
        for (ValuesLayer layer : layers(instance)) {
            if (layer instanceof ValuesLayer.File file && file.tree() == null) {
                SourceLocation entry = file.dependencyEntry();
                strongest = entry == null ? new SourceLocation(file.shownPath(), 1, 1, Role.VALUES) : entry;
            }
        }
        return strongest;
    }

    /**
     * The keys that a mapping of values or of a {@code Chart.yaml} has twice, by the path that reports show for the file.
     *
     * @param instances the charts of the render
     */
    public Map<String, List<DuplicateKey>> duplicates(List<Instance> instances) {
        instances.forEach(instance -> defaults(instance.chart(), instance.valuesPath()));
        Map<String, List<DuplicateKey>> all = new LinkedHashMap<>(user.duplicates());
        synchronized (this) {
            all.putAll(duplicates);
        }
        instances.forEach(instance -> all.putAll(instance.chart().duplicates()));
        return all;
    }

    private List<ValuesLayer> layers(Instance instance) {
        var layers = new ArrayList<ValuesLayer>();
        List<String> prefix = instance.valuesPath();
        for (Chart chart = instance.chart(); chart != null; chart = chart.parent()) {
            layers.add(defaults(chart, prefix));
            prefix = prefix.isEmpty() ? prefix : prefix.subList(0, prefix.size() - 1);
        }
        layers.addAll(user.layers());
        return layers;
    }

    private synchronized ValuesLayer defaults(Chart chart, List<String> prefix) {
        ChartFile file = chart.files().get("values.yaml");
        if (file == null) {
            return new ValuesLayer.Settings(List.of());
        }
        ValuesLayer.File read = defaults.get(chart);
        if (read == null) {
            read = new ValuesLayer.File(
                    file.shownPath(), readTree(file), List.copyOf(prefix), chart.isOwn(), chart.dependencyEntry());
            defaults.put(chart, read);
        }
        return read.prefix().equals(prefix)
                ? read
                : new ValuesLayer.File(
                        read.shownPath(), read.tree(), List.copyOf(prefix), read.isOwn(), read.dependencyEntry());
    }

    private Node.@Nullable Mapping readTree(ChartFile file) {
        String text = file.text();
        try {
            ValuesText read = text == null ? null : ValuesText.read(text);
            if (read != null) {
                duplicates.put(file.shownPath(), read.duplicates());
            }
            return read == null ? null : read.tree();
        } catch (ManifestException e) {
            // it is beyond our limits: its lines are unknown then
            return null;
        }
    }
}
