package io.github.akspolicy.helm.twin;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartFile;
import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.plain.ChartText;
import io.github.akspolicy.helm.template.Envelope;
import io.github.akspolicy.helm.template.IncludedName;
import io.github.akspolicy.helm.template.Markers;
import io.github.akspolicy.helm.template.NamedTemplates;
import io.github.akspolicy.helm.template.NamedTemplates.Named;
import io.github.akspolicy.helm.template.Site;
import io.github.akspolicy.helm.template.StandIns;
import io.github.akspolicy.helm.template.TemplateFile;
import io.github.akspolicy.helm.template.Twin;
import io.github.akspolicy.helm.template.TwinTemplates;
import io.github.akspolicy.helm.template.TwinTemplates.Style;
import io.github.akspolicy.helm.template.TwinTemplates.Template;
import io.github.akspolicy.helm.twin.TwinText.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A chart tree with the twins of its templates, and the texts for Helm that are made of them. */
public final class ChartTwins {
    static final String TEMPLATES = "templates/";

    /**
     * Where the places of one template file are written.
     *
     * @param path in the chart
     */
    public record Source(Chart chart, String path, ChartFile file) {}

    private final Chart root;
    private final List<Instance> instances;
    private final TwinTemplates templates;
    private final TemplateTexts texts;
    private final Style style;
    private final boolean valuesReadFiles;
    private final Map<Style, ChartTwins> others = new HashMap<>();
    private @Nullable Set<ChartFile> unreadFiles;
    private @Nullable DecidingTemplates deciding;
    private final Map<ChartFile, Twin> twins = new IdentityHashMap<>();
    private final Map<Integer, List<Site>> sites = new HashMap<>();
    private final Map<TemplateFile, Source> sources = new LinkedHashMap<>();
    private final NamedTemplates<TemplateFile> named = new NamedTemplates<>();
    private final Map<String, Source> byRenderPath = new HashMap<>();

    /** @param valuesReadFiles whether a text of values may read files of the chart */
    public ChartTwins(
            Chart root, List<Instance> instances, TwinTemplates templates, Style style, boolean valuesReadFiles) {
        this.valuesReadFiles = valuesReadFiles;
        this.root = root;
        this.instances = instances;
        this.templates = templates;
        this.texts = new TemplateTexts(instances, templates, style);
        this.style = style;
        make();
    }

    private void make() {
        Map<Chart, List<Instance>> byChart = new IdentityHashMap<>();
        instances.forEach(instance -> byChart.computeIfAbsent(instance.chart(), key -> new ArrayList<>())
                .add(instance));
        var files = new ArrayList<Source>();
        var requests = new ArrayList<Template>();
        byChart.keySet().stream()
                .sorted((a, b) -> a.treePath().compareTo(b.treePath()))
                .forEach(chart -> chart.files().forEach((path, file) -> {
                    if (!path.startsWith(TEMPLATES)) {
                        return;
                    }
                    // a chart within two that are one chart under two names has one name in both
                    Set<String> renderPaths = new LinkedHashSet<>();
                    for (Instance instance : byChart.getOrDefault(chart, List.of())) {
                        String renderPath = instance.renderPath() + "/" + path;
                        renderPaths.add(renderPath);
                        byRenderPath.put(renderPath, new Source(chart, path, file));
                    }
                    String text = file.text();
                    if (text == null) {
                        return;
                    }
                    String base = path.substring(path.lastIndexOf('/') + 1);
                    boolean partial = base.startsWith("_");
                    if (chart.isLibrary() && !partial) {
                        return;
                    }
                    files.add(new Source(chart, path, file));
                    requests.add(new Template(
                            chart.treePath() + path,
                            text,
                            List.copyOf(renderPaths),
                            partial,
                            path.endsWith("NOTES.txt")));
                }));
        List<Twin> made = templates.twins(requests, style);
        for (int i = 0; i < made.size(); i++) {
            Twin twin = made.get(i);
            twins.put(files.get(i).file(), twin);
            sites.put(twin.number(), twin.sites());
            if (twin.file() != null) {
                sources.put(twin.file(), files.get(i));
                named.add(twin.file(), twin.file());
            }
        }
    }

    /** What the texts of its templates hold. */
    public TemplateTexts templateTexts() {
        return texts;
    }

    /** The chart that is rendered. */
    public Chart root() {
        return root;
    }

    /** The charts as they are used, the root first. */
    public List<Instance> instances() {
        return instances;
    }

    /** The twin of a template; null for any other file, and for one that has none. */
    @Nullable
    Twin twin(ChartFile file) {
        return twins.get(file);
    }

    /** See {@link TwinTemplates#sanitized}. */
    String sanitized(String text, Style other) {
        return templates.sanitized(text, other);
    }

    Markers markers() {
        return style.markers();
    }

    /** Where a template is written; null for one of another chart. */
    public @Nullable Source source(TemplateFile file) {
        return sources.get(file);
    }

    /** The named template of a name; null for none. Of several, the one nearest to the root wins, as in Helm. */
    public @Nullable Named<TemplateFile> named(String name) {
        return named.of(name).stream()
                .min(Comparator.comparing(
                        define -> chart(define.source()).treePath().length()))
                .orElse(null);
    }

    /** The named templates that an {@code include} may mean. */
    public List<String> names(IncludedName included) {
        return named.names(included);
    }

    private Chart chart(TemplateFile file) {
        return Objects.requireNonNull(sources.get(file)).chart();
    }

    /** The templates that can be read, those of a chart before those of the charts in it. */
    public Set<TemplateFile> templates() {
        return Collections.unmodifiableSet(sources.keySet());
    }

    /** Where the template of a render path is written, or null. */
    public @Nullable Source source(String renderPath) {
        return byRenderPath.get(renderPath);
    }

    /**
     * The actions of a template that Helm's words about {@link #marked} and {@link #trial} speak of; see {@link Twin#actions}.
     *
     * @param renderPath Helm's name of the template
     */
    public List<Site> actions(String renderPath, String executed, int line) {
        Source source = byRenderPath.get(renderPath);
        Twin twin = source == null ? null : twins.get(source.file());
        return twin == null ? List.of() : twin.actions(executed, line);
    }

    /**
     * The chart to render it for lines with values that need not fit its schema, without files that do not matter.
     *
     * @param asked Helm's names of the templates that are asked about
     */
    public ChartText trial(Collection<String> asked) {
        return new TwinText(Kind.TRIAL, this, style, leftOut(asked));
    }

    /**
     * The chart with nothing changed but the API versions, and lookups that find nothing.
     *
     * @param answer a regular expression of Go for the API versions; null for those of this
     */
    public ChartText served(@Nullable String answer) {
        return new TwinText(Kind.WITH_SERVED_APIS, this, answering(answer, StandIns.NONE), Set.of());
    }

    /**
     * The same with texts of ours in the place of what is random or takes time.
     *
     * @param answer see {@link #served}
     * @param again whether with other texts than without
     */
    public ChartText compared(@Nullable String answer, boolean again) {
        Style compared = answering(answer, again ? StandIns.OTHERS : StandIns.SOME);
        return new TwinText(Kind.WITH_SERVED_APIS, this, compared, unreadFiles());
    }

    private Style answering(@Nullable String answer, StandIns standIns) {
        return (answer == null ? style : style.answering(answer))
                .with(style.standIns() == StandIns.LATER ? StandIns.LATER : standIns);
    }

    /** The files that do not matter to some templates. */
    private Set<ChartFile> leftOut(Collection<String> asked) {
        Set<ChartFile> askedFiles = Collections.newSetFromMap(new IdentityHashMap<>());
        for (String renderPath : asked) {
            Source source = byRenderPath.get(renderPath);
            if (source == null) {
                return Set.of();
            }
            askedFiles.add(source.file());
        }
        List<TemplateFile> about = sources.entrySet().stream()
                .filter(source -> askedFiles.contains(source.getValue().file()))
                .map(Map.Entry::getKey)
                .toList();
        Set<TemplateFile> kept = deciding().of(about);
        Set<ChartFile> out = Collections.newSetFromMap(new IdentityHashMap<>());
        if (kept == null || about.size() < askedFiles.size()) {
            return out;
        }
        sources.forEach((file, source) -> {
            if (!kept.contains(file)) {
                out.add(source.file());
            }
        });
        out.addAll(unreadFiles());
        return out;
    }

    /** The files in folders beside {@code templates/}, such as {@code crds/}, where no template can read them. */
    private synchronized Set<ChartFile> unreadFiles() {
        if (unreadFiles != null) {
            return unreadFiles;
        }
        Set<ChartFile> unread = Collections.newSetFromMap(new IdentityHashMap<>());
        if (!valuesReadFiles && !texts.mayReadFiles()) {
            instances.forEach(instance -> instance.chart().files().forEach((path, file) -> {
                if (path.contains("/") && !path.startsWith(TEMPLATES)) {
                    unread.add(file);
                }
            }));
        }
        unreadFiles = unread;
        return unread;
    }

    private synchronized DecidingTemplates deciding() {
        DecidingTemplates known = deciding;
        if (known == null) {
            var paths = new LinkedHashMap<TemplateFile, String>();
            sources.forEach((file, source) -> paths.put(file, source.path()));
            known = new DecidingTemplates(named, paths);
            deciding = known;
        }
        return known;
    }

    /** What each template of the written chart wrote, by render path, without marks. */
    public Map<String, MarkedText> texts(String output) {
        var texts = new HashMap<String, MarkedText>();
        Envelope.open(output).forEach((path, text) -> texts.put(path, MarkedText.read(text, markers(), sites)));
        return texts;
    }

    /** The same chart, where a list of ours answers which API versions there are. */
    public ChartTwins answering(String answer) {
        return with(style.answering(answer));
    }

    /** The same chart at another time, and with texts of ours in the place of what is random. */
    public ChartTwins later() {
        return with(style.with(StandIns.LATER));
    }

    /** The same chart with twins that risk less. */
    public ChartTwins careful() {
        return with(style.careful());
    }

    private synchronized ChartTwins with(Style other) {
        return others.computeIfAbsent(other, key -> new ChartTwins(root, instances, templates, key, valuesReadFiles));
    }
}
