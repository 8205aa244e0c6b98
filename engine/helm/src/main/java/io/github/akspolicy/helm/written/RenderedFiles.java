package io.github.akspolicy.helm.written;

import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.plain.PlainRender;
import io.github.akspolicy.helm.plain.PlainRender.ChartScope;
import io.github.akspolicy.template.value.Text;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What Helm made of a chart, with the lines that wrote it.
 *
 * @param files what each template wrote, in the order of their names; blank ones left out
 * @param scopes what each instance saw; an instance that is switched off has none
 * @param loaded what each chart saw that Helm rendered, by the names that lead to it
 * @param withoutLines the names of the files of which no line is known to come from any template
 */
public record RenderedFiles(
        List<RenderedFile> files,
        Map<Instance, ChartScope> scopes,
        Map<List<String>, ChartScope> loaded,
        Set<String> withoutLines) {
    /**
     * Adds lines to a render.
     *
     * @param executed what the executor wrote, by Helm's names of the templates; none of a template that it cannot execute
     * @param instances the charts as they are used
     */
    public static RenderedFiles of(PlainRender plain, Map<String, Text> executed, List<Instance> instances) {
        var files = new ArrayList<RenderedFile>();
        var withoutLines = new TreeSet<String>();
        plain.files().forEach((path, text) -> {
            if (!text.isBlank()) {
                Text written = executed.get(path);
                if (written == null) {
                    withoutLines.add(path);
                }
                files.add(
                        written == null ? unknown(path, text) : Alignment.align(path, text, WrittenLines.of(written)));
            }
        });
        var scopes = new LinkedHashMap<Instance, ChartScope>();
        for (Instance instance : instances) {
            ChartScope scope = plain.scopes().get(instance.valuesPath());
            // a chart that is there twice is used under its name once
            if (scope != null
                    && (instance.valuesPath().isEmpty()
                            || scope.name().equals(instance.chart().name())
                            || scope.name().equals(last(instance.valuesPath())))) {
                scopes.put(instance, scope);
            }
        }
        return new RenderedFiles(List.copyOf(files), scopes, plain.scopes(), withoutLines);
    }

    private static String last(List<String> path) {
        return path.get(path.size() - 1);
    }

    private static RenderedFile unknown(String path, String text) {
        int lines = (int) text.chars().filter(c -> c == '\n').count() + 1;
        var approximate = new BitSet();
        approximate.set(0, lines);
        return new RenderedFile(path, text, Collections.nCopies(lines, List.of()), approximate, new BitSet(), false);
    }
}
