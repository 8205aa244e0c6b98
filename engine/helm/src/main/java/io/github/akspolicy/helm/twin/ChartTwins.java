package io.github.akspolicy.helm.twin;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartFile;
import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.chart.LinkedFiles;
import io.github.akspolicy.helm.template.Envelope;
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
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** A chart tree with the twins of its templates, ready to be written to folders for Helm. */
public final class ChartTwins {
    /** A file of a template that Helm executes before all others. */
    private static final String PRELUDE = "templates/zz/zz/zz/zz/zz-aks-policy.yaml";

    static final String TEMPLATES = "templates/";
    private static final String IGNORE = ".helmignore";
    private static final String SCHEMA = "values.schema.json";

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
    private final LinkedFiles files;
    private @Nullable Set<ChartFile> unreadFiles;
    private @Nullable DecidingTemplates deciding;
    private final Map<ChartFile, Twin> twins = new IdentityHashMap<>();
    private final Map<Integer, List<Site>> sites = new HashMap<>();
    private final Map<TemplateFile, Source> sources = new LinkedHashMap<>();
    private final NamedTemplates<TemplateFile> named = new NamedTemplates<>();
    private final Map<String, Source> byRenderPath = new HashMap<>();

    /**
     * @param valuesReadFiles whether a text of values may read files of the chart
     * @param files those of other copies of the chart
     */
    public ChartTwins(
            Chart root,
            List<Instance> instances,
            TwinTemplates templates,
            Style style,
            boolean valuesReadFiles,
            LinkedFiles files) {
        this.files = files;
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

    Markers markers() {
        return style.markers();
    }

    Map<Integer, List<Site>> sites() {
        return sites;
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

    /** Whether a template of the user's charts takes the place of one that a chart of others defines, too. */
    public boolean overridesForeign() {
        return named.all()
                .anyMatch(defines -> defines.stream()
                                .map(define -> chart(define.source()).isOwn())
                                .distinct()
                                .count()
                        > 1);
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

    /** Which of the texts of a template to write. */
    private enum Variant {
        /** To render for lines. */
        MARKED,
        /** The same where values need not fit the chart's schema. */
        TRIAL,
        /** Safe to render, and nothing else changed. */
        SANITIZED
    }

    /**
     * Writes the chart to render it for lines.
     *
     * @param prelude what runs before all templates; empty for nothing
     */
    void writeMarked(Path folder, String prelude) throws IOException {
        write(folder, Variant.MARKED, style, prelude, unreadFiles());
    }

    private void write(Path folder, Variant variant, Style written, String prelude, Set<ChartFile> leftOut)
            throws IOException {
        write(root, folder, variant, written, leftOut);
        if (!prelude.isEmpty()) {
            Path file = folder.resolve(PRELUDE);
            Files.createDirectories(file.resolveSibling(""));
            Files.writeString(file, prelude);
        }
    }

    /**
     * Writes the chart with nothing changed but the API versions, and lookups that find nothing.
     *
     * @return the folder
     */
    public Path writeServed(Path folder) throws IOException {
        write(folder, Variant.SANITIZED, style.with(StandIns.NONE), "", Set.of());
        return folder;
    }

    /**
     * Writes the chart as {@link #writeServed} does, with texts of ours in the place of what is random or takes time.
     *
     * @param answer a regular expression of Go for the API versions; null for the answers of Helm
     * @param again whether with other texts than without
     * @return the folder
     */
    public Path writeCompared(Path folder, @Nullable String answer, boolean again) throws IOException {
        Style answering = answer == null ? style : style.answering(answer);
        Style compared = answering.with(again ? StandIns.OTHERS : StandIns.SOME);
        write(folder, Variant.SANITIZED, compared, "", unreadFiles());
        return folder;
    }

    /**
     * Writes the charts of others as {@link #writeServed} does, and of the user's own only which charts they depend on:
     * no template, no file, no default and no condition.
     *
     * @return the folder
     */
    public Path writeThirdParty(Path folder) throws IOException {
        writeThirdParty(root, folder);
        return folder;
    }

    private void writeThirdParty(Chart chart, Path folder) throws IOException {
        if (!chart.isOwn()) {
            write(chart, folder, Variant.SANITIZED, style.with(StandIns.NONE), Set.of());
            return;
        }
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("Chart.yaml"), chart.outline());
        for (Chart subchart : chart.subcharts()) {
            writeThirdParty(subchart, folder.resolve("charts").resolve(subchart.folder()));
        }
    }

    /** Writes the chart without some files, to be rendered with values that need not fit its schema. */
    void writeTrial(Path folder, String prelude, Set<ChartFile> leftOut) throws IOException {
        write(folder, Variant.TRIAL, style, prelude, leftOut);
    }

    /** The files that do not matter to some templates. */
    Set<ChartFile> leftOut(Collection<String> asked) {
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
        return new ChartTwins(
                root, instances, templates, style.answering(answer), valuesReadFiles, new LinkedFiles(files));
    }

    /** The same chart with twins that risk less. */
    public ChartTwins careful() {
        return new ChartTwins(root, instances, templates, style.careful(), valuesReadFiles, new LinkedFiles(files));
    }

    /**
     * Where a line of the chart is written.
     *
     * @param path of a file of the chart or of what it depends on, with the folders in {@code charts/}
     */
    public SourceLocation locate(String path, int line) {
        for (Instance instance : instances) {
            Chart chart = instance.chart();
            ChartFile file = path.startsWith(chart.treePath())
                    ? chart.files().get(path.substring(chart.treePath().length()))
                    : null;
            if (file != null) {
                return new SourceLocation(file.shownPath(), line, 1, Role.TEMPLATE);
            }
        }
        return new SourceLocation(path, line, 1, Role.TEMPLATE);
    }

    private void write(Chart chart, Path folder, Variant variant, Style written, Set<ChartFile> leftOut)
            throws IOException {
        Files.createDirectories(folder);
        Path lastParent = folder;
        for (Map.Entry<String, ChartFile> entry : chart.files().entrySet()) {
            if (entry.getKey().equals(IGNORE)
                    || (variant == Variant.TRIAL && entry.getKey().equals(SCHEMA))
                    || leftOut.contains(entry.getValue())) {
                // what the first names is not among the files
                continue;
            }
            Path file = folder.resolve(entry.getKey());
            Path parent = file.resolveSibling(".").normalize();
            if (!parent.equals(lastParent)) {
                lastParent = parent;
                Files.createDirectories(parent);
            }
            write(file, entry.getValue(), variant, written);
        }
        for (Chart subchart : chart.subcharts()) {
            write(subchart, folder.resolve("charts").resolve(subchart.folder()), variant, written, leftOut);
        }
    }

    private void write(Path target, ChartFile file, Variant variant, Style written) throws IOException {
        Twin twin = twins.get(file);
        if (twin == null) {
            files.write(target, file.content());
        } else if (variant != Variant.SANITIZED) {
            files.write(target, twin.marked());
        } else {
            String text = String.valueOf(file.text());
            String sanitized = templates.sanitized(text, written);
            if (sanitized.equals(text)) {
                files.write(target, file.content());
            } else {
                files.replace(target, sanitized.getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
