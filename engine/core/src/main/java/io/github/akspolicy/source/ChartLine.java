package io.github.akspolicy.source;

/**
 * A line of a chart that comes in as a dependency, wherever it lies: the same line of the same chart in two releases is
 * one line to edit.
 *
 * @param chart name and version of the chart, {@code redis@18.1.0}
 * @param path the file within the chart, such as {@code templates/_pod.tpl}
 * @param line counted from 1
 * @param vendor whether the chart is one of others; else the user's own, which the configuration names under {@code
 *     firstParty}
 * @param mayBeSet of a chart of others and a field that is not written: whether its templates seem to write it where a
 *     values file asks for it
 */
public record ChartLine(String chart, String path, int line, boolean vendor, boolean mayBeSet) {
    /** A line whose field is written, or which is the user's own. */
    public ChartLine(String chart, String path, int line, boolean vendor) {
        this(chart, path, line, vendor, false);
    }

    /** {@code redis@18.1.0 templates/_pod.tpl:14}. */
    @Override
    public String toString() {
        return chart + " " + path + ":" + line;
    }
}
