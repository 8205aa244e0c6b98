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
 * @param unproven whether the chart looks third-party and counts as the user's own, since its content is not recorded
 */
public record ChartLine(String chart, String path, int line, boolean vendor, boolean mayBeSet, boolean unproven) {
    /** A line of a chart whose origin is settled. */
    public ChartLine(String chart, String path, int line, boolean vendor, boolean mayBeSet) {
        this(chart, path, line, vendor, mayBeSet, false);
    }

    /** A line whose field is written, or which is the user's own. */
    public ChartLine(String chart, String path, int line, boolean vendor) {
        this(chart, path, line, vendor, false);
    }

    /** Whether the configuration names its chart under {@code firstParty}: its copies are one. */
    public boolean isShared() {
        return !vendor && !unproven;
    }

    /** Why a line that looks third-party counts as the user's, and the command that changes it; empty for other lines. */
    public String hint() {
        return unproven
                ? chart
                        + " counts as your own chart: no digest of it is recorded; if a repository supplied it, run: mvn"
                        + " aks-policy:charts-lock"
                : "";
    }

    /** {@code redis@18.1.0 templates/_pod.tpl:14}. */
    @Override
    public String toString() {
        return chart + " " + path + ":" + line;
    }
}
