package io.github.akspolicy.source;

import io.github.akspolicy.manifest.CommandText;
import java.io.Serializable;

/**
 * A line of a chart that comes in as a dependency, wherever it lies: the same line of the same chart in two releases is
 * one line to edit.
 *
 * @param chart name and version of the chart, {@code redis@18.1.0}
 * @param path the file within the chart, such as {@code templates/_pod.tpl}
 * @param line counted from 1
 * @param vendor whether the chart is one of others; else the user's own, which the configuration names under {@code
 *     firstParty}
 * @param reach of a chart of others: what the values and templates of the repository have to do with it
 * @param unproven whether the chart looks third-party and counts as the user's own, since its content is not recorded
 */
public record ChartLine(String chart, String path, int line, boolean vendor, Reach reach, boolean unproven)
        implements Serializable {
    /** What the values and templates of the repository have to do with a line of a chart of others. */
    public enum Reach {
        /** Nothing that is known of: the chart writes the same without them. */
        NONE("none"),
        /** The field is not written, and the chart's templates seem to write it where a values file asks for it. */
        MAY_BE_SET("may-be-set"),
        /** The chart does not write this without them, or what it writes has the finding only beside their objects. */
        CAUSED("caused"),
        /** The chart does not render without them, or could not be executed so: what they cause is not known. */
        UNKNOWN("unknown");

        private final String word;

        Reach(String word) {
            this.word = word;
        }

        /** The word in reports. */
        @Override
        public String toString() {
            return word;
        }
    }

    /** A line that no values reach, or which is the user's own. */
    public ChartLine(String chart, String path, int line, boolean vendor) {
        this(chart, path, line, vendor, Reach.NONE, false);
    }

    /** The same line with another reach. */
    public ChartLine reachedBy(Reach other) {
        return new ChartLine(chart, path, line, vendor, other, unproven);
    }

    /** Whether the configuration names its chart under {@code firstParty}: its copies are one. */
    public boolean isShared() {
        return !vendor && !unproven;
    }

    /** Why a line that looks third-party counts as the user's, and the command that changes it; empty for other lines. */
    public String hint() {
        return unproven
                ? chart
                        + " counts as your own chart: no digest of it is recorded; if a repository supplied it, run:"
                        + " " + CommandText.command("charts-lock")
                : "";
    }

    /** {@code redis@18.1.0 templates/_pod.tpl:14}. */
    @Override
    public String toString() {
        return chart + " " + path + ":" + line;
    }
}
