package io.github.akspolicy.helm.twin;

import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.helm.engine.RenderReason;
import io.github.akspolicy.helm.plain.PlainRender;
import io.github.akspolicy.helm.plain.PlainRender.ChartScope;
import io.github.akspolicy.helm.plain.TextRenderer;
import io.github.akspolicy.helm.template.Markers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What Helm made of a chart, with the lines that wrote it.
 *
 * @param files what each template wrote, in the order of their names; blank ones left out
 * @param scopes what each instance saw; an instance that is switched off has none
 * @param loaded what each chart saw that Helm rendered, by the names that lead to it
 * @param withoutLines the names of the files of which no line is known to come from any template
 */
public record TwinRender(
        List<RenderedFile> files,
        Map<Instance, ChartScope> scopes,
        Map<List<String>, ChartScope> loaded,
        Set<String> withoutLines) {
    /**
     * Adds lines to a render.
     *
     * @param renderer the release
     * @param twins where they break the chart, those that risk less are tried
     * @throws HelmFailure of the engine only
     */
    public static TwinRender of(PlainRender plain, TextRenderer renderer, ChartTwins twins)
            throws HelmFailure, IOException {
        Map<String, MarkedText> marked = marked(renderer, twins);
        var files = new ArrayList<RenderedFile>();
        var withoutLines = new TreeSet<String>();
        plain.files().forEach((path, text) -> {
            if (!text.isBlank()) {
                MarkedText twin = hasMarkers(text, twins.markers()) ? null : marked.get(path);
                if (twin == null) {
                    withoutLines.add(path);
                }
                files.add(twin == null ? unknown(path, text) : Alignment.align(path, text, twin));
            }
        });
        var scopes = new LinkedHashMap<Instance, ChartScope>();
        for (Instance instance : twins.instances()) {
            ChartScope scope = plain.scopes().get(instance.valuesPath());
            // a chart that is there twice is used under its name once
            if (scope != null
                    && (instance.valuesPath().isEmpty()
                            || scope.name().equals(instance.chart().name())
                            || scope.name().equals(last(instance.valuesPath())))) {
                scopes.put(instance, scope);
            }
        }
        return new TwinRender(List.copyOf(files), scopes, plain.scopes(), withoutLines);
    }

    private static String last(List<String> path) {
        return path.get(path.size() - 1);
    }

    /** A template that composes our marks at run time would tell lines of its choice. */
    private static boolean hasMarkers(String text, Markers markers) {
        return text.chars().anyMatch(c -> markers.isMarker((char) c));
    }

    private static RenderedFile unknown(String path, String text) {
        int lines = (int) text.chars().filter(c -> c == '\n').count() + 1;
        var approximate = new BitSet();
        approximate.set(0, lines);
        return new RenderedFile(path, text, Collections.nCopies(lines, List.of()), approximate, new BitSet());
    }

    /** What each template wrote, with marks; empty for a chart that does not render with any. */
    private static Map<String, MarkedText> marked(TextRenderer renderer, ChartTwins twins)
            throws HelmFailure, IOException {
        Map<String, MarkedText> marked = rendered(renderer, twins);
        if (marked == null) {
            marked = rendered(renderer, twins.careful());
        }
        return marked == null ? Map.of() : marked;
    }

    private static @Nullable Map<String, MarkedText> rendered(TextRenderer renderer, ChartTwins twins)
            throws HelmFailure, IOException {
        try {
            return twins.texts(renderer.output(RenderReason.MARKED, twins.marked()));
        } catch (HelmFailure failure) {
            failure.requireOfChart();
            // the plain render stands, with other lines or none
            return null;
        }
    }
}
