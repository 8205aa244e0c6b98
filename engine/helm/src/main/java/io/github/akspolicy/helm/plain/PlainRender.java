package io.github.akspolicy.helm.plain;

import io.github.akspolicy.helm.chart.SharedContent;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What Helm made of a chart.
 *
 * @param files what each template wrote by Helm's name of the template, hooks included; what Helm prints as notes is not
 *     among them
 * @param values the values of the charts that are switched on, as JSON, by the names that lead to them; the root under no name
 * @param unreadable Helm's own error about a file that it wrote and cannot read as YAML, for which it refuses the chart; empty
 *     when there is none
 * @param log what Helm logged, such as warnings about values: text of the chart
 */
public record PlainRender(
        SortedMap<String, String> files, Map<List<String>, String> values, String unreadable, String log) {
    /** The same with the texts of other renders where they are equal. */
    public PlainRender sharing(SharedContent content) {
        var texts = new TreeMap<>(files);
        texts.replaceAll((path, text) -> content.text(text));
        return new PlainRender(texts, values, unreadable, log);
    }
}
