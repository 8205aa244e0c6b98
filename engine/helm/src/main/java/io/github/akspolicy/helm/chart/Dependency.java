package io.github.akspolicy.helm.chart;

import io.github.akspolicy.source.SourceLocation;
import org.jspecify.annotations.Nullable;

/**
 * An entry of {@code dependencies}.
 *
 * @param name the chart's name
 * @param version the version or range; empty when none is given
 * @param repository where it comes from; empty for a chart that lies in {@code charts/}
 * @param alias the name it is used by, or null
 * @param isPlain whether it has no condition, tags, alias and import-values
 * @param at where the entry is written
 */
public record Dependency(
        String name,
        String version,
        String repository,
        @Nullable String alias,
        boolean isPlain,
        SourceLocation at) {
    /** Whether the repository is a folder beside the chart. */
    boolean isLocalFolder() {
        return repository.startsWith("file://");
    }

    /** Whether the chart is fetched from elsewhere. */
    boolean isRemote() {
        return !repository.isEmpty() && !isLocalFolder();
    }

    /** The name it is used by. */
    String usedAs() {
        return alias == null || alias.isEmpty() ? name : alias;
    }

    /** {@code redis@17.x}. */
    @Override
    public String toString() {
        return version.isEmpty() ? name : name + "@" + version;
    }
}
