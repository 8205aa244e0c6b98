package io.github.akspolicy.helm.twin;

import io.github.akspolicy.helm.chart.Chart;
import io.github.akspolicy.helm.chart.ChartFile;
import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.plain.ChartText;
import io.github.akspolicy.helm.template.StandIns;
import io.github.akspolicy.helm.template.TwinTemplates;
import io.github.akspolicy.helm.template.TwinTemplates.Style;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
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
        instances.forEach(instance -> instance.chart().files().forEach((path, file) -> {
            if (path.startsWith(TEMPLATES)) {
                byRenderPath.put(instance.renderPath() + "/" + path, new Source(instance.chart(), path, file));
            }
        }));
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

    /** See {@link TwinTemplates#sanitized}. */
    String sanitized(String text, Style other) {
        return templates.sanitized(text, other);
    }

    /** Where the template of a render path is written, or null. */
    public @Nullable Source source(String renderPath) {
        return byRenderPath.get(renderPath);
    }

    /**
     * The chart with nothing changed but the API versions, and lookups that find nothing.
     *
     * @param answer a regular expression of Go for the API versions; null for those of this
     */
    public ChartText served(@Nullable String answer) {
        return new TwinText(this, answering(answer, StandIns.NONE), Set.of());
    }

    /**
     * The same with texts of ours in the place of what is random or takes time.
     *
     * @param answer see {@link #served}
     * @param again whether with other texts than without
     */
    public ChartText compared(@Nullable String answer, boolean again) {
        Style compared = answering(answer, again ? StandIns.OTHERS : StandIns.SOME);
        return new TwinText(this, compared, unreadFiles());
    }

    private Style answering(@Nullable String answer, StandIns standIns) {
        return (answer == null ? style : style.answering(answer))
                .with(style.standIns() == StandIns.LATER ? StandIns.LATER : standIns);
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

    /** The same chart, where a list of ours answers which API versions there are. */
    public ChartTwins answering(String answer) {
        return with(style.answering(answer));
    }

    /** The same chart at another time, and with texts of ours in the place of what is random. */
    public ChartTwins later() {
        return with(style.with(StandIns.LATER));
    }

    private synchronized ChartTwins with(Style other) {
        return others.computeIfAbsent(other, key -> new ChartTwins(root, instances, templates, key, valuesReadFiles));
    }
}
