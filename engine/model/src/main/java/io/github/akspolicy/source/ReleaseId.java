package io.github.akspolicy.source;

import java.io.Serializable;

/**
 * One source rendered for one environment.
 *
 * @param environment the environment's name; {@code default} when none is configured
 * @param source the chart or folder, relative to the repository root
 * @param name the Helm release name; for other sources the last part of their path
 * @param isUpgrade whether a chart is rendered as an upgrade of a release that is there; else as its installation
 */
public record ReleaseId(String environment, String source, String name, boolean isUpgrade)
        implements Comparable<ReleaseId>, Serializable {
    /** An installation, or a source that knows no difference. */
    public ReleaseId(String environment, String source, String name) {
        this(environment, source, name, false);
    }

    /** The same release, upgraded. */
    public ReleaseId asUpgrade() {
        return new ReleaseId(environment, source, name, true);
    }

    /** The same release, installed. */
    public ReleaseId asInstallation() {
        return new ReleaseId(environment, source, name);
    }

    @Override
    public int compareTo(ReleaseId other) {
        int order = environment.compareTo(other.environment);
        if (order == 0) {
            order = source.compareTo(other.source);
        }
        if (order == 0) {
            order = name.compareTo(other.name);
        }
        return order != 0 ? order : Boolean.compare(isUpgrade, other.isUpgrade);
    }

    /** {@code prod/store}, or {@code prod/store (upgrade)}. */
    @Override
    public String toString() {
        return environment + "/" + name + (isUpgrade ? " (upgrade)" : "");
    }
}
