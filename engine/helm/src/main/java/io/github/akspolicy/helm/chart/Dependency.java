package io.github.akspolicy.helm.chart;

import io.github.akspolicy.source.SourceLocation;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An entry of {@code dependencies}.
 *
 * @param name the chart's name
 * @param version the version or range; empty when none is given
 * @param repository where it comes from; empty for a chart that lies in {@code charts/}
 * @param alias the name it is used by, or null
 * @param options the other keys, which decide whether and how a chart in {@code charts/} is rendered: {@code alias}, {@code condition}
 * @param at where the entry is written
 */
public record Dependency(
        String name,
        String version,
        String repository,
        @Nullable String alias,
        Set<String> options,
        SourceLocation at) {
    /** Whether values of the chart are written into those of the chart around it. */
    boolean importsValues() {
        return options.contains("import-values");
    }

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
