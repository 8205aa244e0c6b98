package io.github.akspolicy.source;

import java.nio.file.Path;
import java.util.Set;

/**
 * Which dependencies of charts count as third-party. What a {@code Chart.yaml} in the repository claims proves nothing, and
 * {@code Chart.lock} holds names and versions only: Helm's digest in it covers the list, not the archives.
 *
 * @param recorded {@code name@version digest} of each chart whose content was recorded
 * @param named absolute paths of folders and archives that the configuration names
 */
public record ThirdPartyCharts(Set<String> recorded, Set<Path> named) {
    /** Everything in the repository is first-party. */
    public static final ThirdPartyCharts NONE = new ThirdPartyCharts(Set.of(), Set.of());

    public ThirdPartyCharts {
        recorded = Set.copyOf(recorded);
        named = Set.copyOf(named);
    }

    /** The entry of {@link #recorded} for a chart. */
    public static String entry(String name, String version, String digest) {
        return name + "@" + version + " " + digest;
    }

    /** Whether some content was recorded for a name and version. */
    public boolean mayRecord(String name, String version) {
        String beginning = entry(name, version, "");
        return recorded.stream().anyMatch(known -> known.startsWith(beginning));
    }

    /** Whether this content was recorded for this name and version. */
    public boolean isRecorded(FetchedChart chart) {
        return !chart.digest().isEmpty() && recorded.contains(entry(chart.name(), chart.version(), chart.digest()));
    }

    /** Whether the configuration names the folder or archive. */
    public boolean names(Path path) {
        return named.contains(path.toAbsolutePath().normalize());
    }
}
