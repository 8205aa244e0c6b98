package io.github.akspolicy.source;

/**
 * The values that a chart was rendered with, as its templates saw them: its defaults with what values files, {@code set} and
 * the charts around it make of them. A chart that is used under two names has two of them.
 *
 * @param chart the name of the chart
 * @param name the same for the chart that is rendered; for one it brings {@code store/cache}, the keys that lead to its values
 * @param content the values as one document, YAML or JSON, with where each came from
 */
public record ChartValues(String chart, String name, ManifestFile content) {}
