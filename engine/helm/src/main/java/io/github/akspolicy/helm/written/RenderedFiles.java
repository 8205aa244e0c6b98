package io.github.akspolicy.helm.written;

import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.plain.PlainRender;
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
 * @param values those that each instance saw, as JSON; an instance that is switched off has none
 * @param withoutLines the names of the files of which no line is known to come from any template
 */
public record RenderedFiles(List<RenderedFile> files, Map<Instance, String> values, Set<String> withoutLines) {
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
        var values = new LinkedHashMap<Instance, String>();
        for (Instance instance : instances) {
            String json = plain.values().get(instance.valuesPath());
            if (json != null) {
                values.put(instance, json);
            }
        }
        return new RenderedFiles(List.copyOf(files), values, withoutLines);
    }

    private static RenderedFile unknown(String path, String text) {
        int lines = (int) text.chars().filter(c -> c == '\n').count() + 1;
        var approximate = new BitSet();
        approximate.set(0, lines);
        return new RenderedFile(path, text, Collections.nCopies(lines, List.of()), approximate, new BitSet(), false);
    }
}
