package io.github.akspolicy.source;

/**
 * One source rendered for one environment.
 *
 * @param environment the environment's name; {@code default} when none is configured
 * @param source the chart or folder, relative to the repository root
 * @param name the Helm release name; for other sources the last part of their path
 */
public record ReleaseId(String environment, String source, String name) implements Comparable<ReleaseId> {
    @Override
    public int compareTo(ReleaseId other) {
        int order = environment.compareTo(other.environment);
        if (order == 0) {
            order = source.compareTo(other.source);
        }
        return order != 0 ? order : name.compareTo(other.name);
    }

    /** {@code prod/store}. */
    @Override
    public String toString() {
        return environment + "/" + name;
    }
}
