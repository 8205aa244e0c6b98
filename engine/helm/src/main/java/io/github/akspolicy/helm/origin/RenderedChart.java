package io.github.akspolicy.helm.origin;

import io.github.akspolicy.helm.chart.ChartFile;
import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.execution.TemplatePlaces;
import io.github.akspolicy.helm.thirdparty.ThirdParty;
import io.github.akspolicy.helm.twin.ChartTwins;
import io.github.akspolicy.helm.twin.Piece;
import io.github.akspolicy.helm.values.AcceptedKeys;
import io.github.akspolicy.helm.values.Overrides;
import io.github.akspolicy.helm.values.ValuesLayers;
import io.github.akspolicy.helm.values.ValuesLayers.Supply;
import io.github.akspolicy.manifest.JsonValues;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What all files of one render share when origins are asked. */
public final class RenderedChart implements TemplateContext {
    /** So many places to fill are tried; charts of hundreds of components have more. */
    private static final int MOST_EMPTY = 300;

    private final Map<String, Boolean> named = new ConcurrentHashMap<>();
    private final List<Instance> instances;
    private final ChartTwins twins;
    private final TemplatePlaces places;
    private final Map<Instance, String> values;
    private final ValuesLayers layers;
    private final ThirdParty thirdParty;
    private final AcceptedKeys accepted;
    private final Map<Instance, Optional<Object>> trees = new ConcurrentHashMap<>();
    private @Nullable ValueKinds kinds;

    /**
     * @param instances the charts as they were used
     * @param twins the templates
     * @param places where they are written
     * @param values the values that each instance saw, as JSON
     * @param layers where values are written
     * @param thirdParty which lines are those of third-party charts
     */
    public RenderedChart(
            List<Instance> instances,
            ChartTwins twins,
            TemplatePlaces places,
            Map<Instance, String> values,
            ValuesLayers layers,
            ThirdParty thirdParty) {
        this.instances = List.copyOf(instances);
        this.twins = twins;
        this.places = places;
        this.values = Map.copyOf(values);
        this.layers = layers;
        this.thirdParty = thirdParty;
        this.accepted = new AcceptedKeys(instances);
    }

    @Override
    public ChartTwins twins() {
        return twins;
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
        Instance owner = root();
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

    /** The key of a value as a person writes it: one below {@code global} of a chart in the root is that of the root. */
    public List<Object> rootKey(List<Object> key) {
        Instance owner = owner(key);
        int outer = owner.valuesPath().size();
        return outer > 0 && key.get(outer).equals("global") ? key.subList(outer, key.size()) : key;
    }

    @Override
    public boolean hasValues() {
        return true;
    }

    @Override
    public @Nullable Object value(Symbol.Value value) {
        return value(value.instance(), value.path());
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

    /** Which kinds of values the templates can use. */
    public synchronized ValueKinds kinds() {
        ValueKinds known = kinds;
        if (known == null) {
            known = ValueKinds.of(instances, twins);
            kinds = known;
        }
        return known;
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

    /**
     * Whether a field is named by anything that a file is rendered of: its template, helpers, values, or files that templates
     * read. What is named nowhere no condition can make appear.
     */
    public boolean isNamed(String renderPath, String field) {
        return named.computeIfAbsent(
                renderPath + "\n" + field,
                key -> values.values().stream().anyMatch(json -> json.contains(field))
                        || instances.stream()
                                .flatMap(instance -> instance.chart().files().entrySet().stream()
                                        .filter(file -> isRead(instance, file, renderPath)))
                                .anyMatch(file ->
                                        String.valueOf(file.getValue().text()).contains(field)));
    }

    private static boolean isRead(Instance instance, Map.Entry<String, ChartFile> file, String renderPath) {
        String path = file.getKey();
        if (path.startsWith("crds/")) {
            return false;
        }
        return !path.startsWith("templates/")
                || path.substring(path.lastIndexOf('/') + 1).startsWith("_")
                || renderPath.equals(instance.renderPath() + "/" + path)
                || String.valueOf(file.getValue().text()).contains("define");
    }

    /**
     * The paths of a chart's values that are there to be filled: empty mappings, and those of the same name that somebody has
     * filled already.
     */
    List<List<Object>> empty(Instance instance) {
        var mappings = new LinkedHashMap<List<Object>, Boolean>();
        mappings(value(instance, List.of()), List.of(), mappings);
        Set<Object> offered = new HashSet<>();
        mappings.forEach((path, isEmpty) -> {
            if (isEmpty) {
                offered.add(path.get(path.size() - 1));
            }
        });
        return Stream.concat(
                        mappings.keySet().stream().filter(path -> Boolean.TRUE.equals(mappings.get(path))),
                        mappings.keySet().stream()
                                .filter(path -> !Boolean.TRUE.equals(mappings.get(path))
                                        && offered.contains(path.get(path.size() - 1))))
                .limit(MOST_EMPTY)
                .toList();
    }

    /** All mappings below a value, and whether each is empty. */
    private static void mappings(@Nullable Object held, List<Object> path, Map<List<Object>, Boolean> found) {
        if (held instanceof Map<?, ?> map) {
            if (!path.isEmpty()) {
                found.put(path, map.isEmpty());
            }
            map.forEach((key, value) -> {
                var inner = new ArrayList<>(path);
                inner.add(key);
                mappings(value, inner, found);
            });
        }
    }

    /** Nothing when the values are no JSON, so that where they are written stays unknown. */
    private static Optional<Object> tree(String json) {
        try {
            return Optional.ofNullable(JsonValues.parse(json));
        } catch (IOException noJson) {
            return Optional.empty();
        }
    }

    /**
     * The values that the conditions and loops ask for in which something was printed.
     *
     * @param renderPath Helm's name of the template
     * @return their paths from the root of all values; null when some are not known
     */
    public @Nullable Set<List<Object>> conditions(String renderPath, @Nullable Piece piece) {
        Instance instance = instance(renderPath);
        return instance == null || piece == null ? null : EnclosingConditions.of(this, instance, piece);
    }

    /** What Helm says about values of a trial that it refused. */
    public Refusal refusal(String message) {
        return Refusal.of(this, message);
    }

    /** The instance that a file was rendered for; null when it is none of these. */
    public @Nullable Instance instance(String renderPath) {
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
