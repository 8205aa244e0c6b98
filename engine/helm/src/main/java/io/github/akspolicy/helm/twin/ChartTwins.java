package io.github.akspolicy.helm.twin;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartFile;
import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.template.Envelope;
import io.github.akspolicy.helm.template.Markers;
import io.github.akspolicy.helm.template.Site;
import io.github.akspolicy.helm.template.TemplateFile;
import io.github.akspolicy.helm.template.Twin;
import io.github.akspolicy.helm.template.TwinTemplates;
import io.github.akspolicy.helm.template.TwinTemplates.Style;
import io.github.akspolicy.helm.template.TwinTemplates.Template;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A chart tree with the twins of its templates, ready to be written to folders for Helm. */
public final class ChartTwins {
    /** A file of a template that Helm executes before all others, so that it sees the values unchanged. */
    static final String PROBE = "templates/zz/zz/zz/zz/zz-aks-policy-values.yaml";

    private static final String TEMPLATES = "templates/";

    /** Where the places of one template file are written. */
    public record Source(Chart chart, ChartFile file) {}

    private final Chart root;
    private final List<Instance> instances;
    private final TwinTemplates templates;
    private final Style style;
    private final Map<ChartFile, Twin> twins = new IdentityHashMap<>();
    private final Map<Integer, List<Site>> sites = new HashMap<>();
    private final Map<TemplateFile, Source> sources = new IdentityHashMap<>();
    private final Map<String, Source> byRenderPath = new HashMap<>();

    public ChartTwins(Chart root, List<Instance> instances, TwinTemplates templates, Style style) {
        this.root = root;
        this.instances = instances;
        this.templates = templates;
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
                    String text = path.startsWith(TEMPLATES) ? file.text() : null;
                    if (text == null) {
                        return;
                    }
                    List<String> renderPaths = new ArrayList<>();
                    for (Instance instance : byChart.getOrDefault(chart, List.of())) {
                        String renderPath = instance.renderPath() + "/" + path;
                        renderPaths.add(renderPath);
                        byRenderPath.put(renderPath, new Source(chart, file));
                    }
                    String base = path.substring(path.lastIndexOf('/') + 1);
                    boolean partial = base.startsWith("_");
                    if (chart.isLibrary() && !partial) {
                        return;
                    }
                    files.add(new Source(chart, file));
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
            }
        }
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

    /** The template that defines a name; null for none. Of several, the one nearest to the root wins, as in Helm. */
    public @Nullable TemplateFile definedIn(String name) {
        TemplateFile found = null;
        int foundDepth = Integer.MAX_VALUE;
        for (Map.Entry<TemplateFile, Source> entry : sources.entrySet()) {
            int depth = entry.getValue().chart().treePath().length();
            if (depth < foundDepth
                    && entry.getKey().defines().stream()
                            .anyMatch(define -> define.name().equals(name))) {
                found = entry.getKey();
                foundDepth = depth;
            }
        }
        return found;
    }

    /** Where the template of a render path is written, or null. */
    public @Nullable Source source(String renderPath) {
        return byRenderPath.get(renderPath);
    }

    /** Which of the texts of a template to write. */
    enum Variant {
        /** To render for policies: safe, in envelopes, with probes. */
        PLAIN,
        /** To render for lines. */
        MARKED,
        /** To render for error messages: safe only. */
        BARE
    }

    /** Writes the whole chart. */
    void write(Path folder, Variant variant) throws IOException {
        write(root, folder, variant);
    }

    private void write(Chart chart, Path folder, Variant variant) throws IOException {
        Files.createDirectories(folder);
        Path lastParent = folder;
        for (Map.Entry<String, ChartFile> entry : chart.files().entrySet()) {
            Path file = folder.resolve(entry.getKey());
            Path parent = file.resolveSibling(".").normalize();
            if (!parent.equals(lastParent)) {
                lastParent = parent;
                Files.createDirectories(parent);
            }
            Files.write(file, content(entry.getValue(), variant));
        }
        if (variant == Variant.PLAIN && !chart.isLibrary()) {
            Path probe = folder.resolve(PROBE);
            Files.createDirectories(probe.getParent());
            Files.write(probe, Envelope.valuesProbe().getBytes(StandardCharsets.UTF_8));
        }
        for (Chart subchart : chart.subcharts()) {
            write(subchart, folder.resolve("charts").resolve(subchart.folder()), variant);
        }
    }

    private byte[] content(ChartFile file, Variant variant) {
        Twin twin = twins.get(file);
        if (twin == null) {
            return file.content();
        }
        String text = switch (variant) {
            case PLAIN -> twin.plain();
            case MARKED -> twin.marked();
            case BARE -> templates.sanitized(String.valueOf(file.text()), style);
        };
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
