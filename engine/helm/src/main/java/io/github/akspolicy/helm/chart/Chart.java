package io.github.akspolicy.helm.chart;

import io.github.akspolicy.manifest.DuplicateKey;
import io.github.akspolicy.manifest.JsonValues;
import io.github.akspolicy.source.FetchedChart;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A chart in memory, with the charts it depends on. */
public final class Chart {
    private final String folder;
    private final @Nullable Chart parent;
    private final SortedMap<String, ChartFile> files = new TreeMap<>();
    private final List<Chart> subcharts = new ArrayList<>();
    private final SortedMap<String, byte[]> replaced = new TreeMap<>();
    private ChartMetadata metadata = ChartMetadata.NONE;
    private boolean own = true;
    private boolean shared;
    private boolean packed;
    private int times = 1;
    private @Nullable SourceLocation dependencyEntry;
    private @Nullable Path localFolder;
    private @Nullable Supplier<FetchedChart> fetched;

    Chart(String folder, @Nullable Chart parent) {
        this.folder = folder;
        this.parent = parent;
    }

    /** The name of its folder in its parent's {@code charts/}; empty for the root. */
    public String folder() {
        return folder;
    }

    /** The chart that depends on it, or null for the root. */
    public @Nullable Chart parent() {
        return parent;
    }

    /** {@code name} of {@code Chart.yaml}; empty when it has none. */
    public String name() {
        return metadata.name();
    }

    /** {@code version} of {@code Chart.yaml}; empty when it has none. */
    public String version() {
        return metadata.version();
    }

    /** The keys that a mapping of {@code Chart.yaml} has twice, by the path that reports show. */
    public Map<String, List<DuplicateKey>> duplicates() {
        return metadata.duplicates();
    }

    /** {@code name@version} of {@code Chart.yaml}. */
    public String id() {
        return name() + "@" + version();
    }

    /** Whether it is a library, which writes no files of its own. */
    public boolean isLibrary() {
        return metadata.type().equalsIgnoreCase("library");
    }

    /** Its files by path, those of {@code charts/} left out. */
    public SortedMap<String, ChartFile> files() {
        return Collections.unmodifiableSortedMap(files);
    }

    public List<Chart> subcharts() {
        return Collections.unmodifiableList(subcharts);
    }

    /** {@code apiVersion} of {@code Chart.yaml} as Helm takes it. */
    public String apiVersion() {
        return metadata.apiVersion();
    }

    /** Whether its {@code requirements.yaml} is a file that templates may read. */
    public boolean isFirstVersion() {
        return apiVersion().equals(ChartMetadata.FIRST);
    }

    public List<Dependency> dependencies() {
        return metadata.dependencies();
    }

    /** Whether its lines are the user's to edit. */
    public boolean isOwn() {
        return own;
    }

    /** Whether it comes from a repository like a chart of others, but the configuration says that it is own. */
    public boolean isShared() {
        return shared;
    }

    /** Whether it looks third-party and counts as own, since nothing proves its content. */
    public boolean isUnproven() {
        return own && !shared && fetched != null;
    }

    /** What a record of its content holds, where it looks as if a repository supplied it; else null. */
    public @Nullable FetchedChart fetched() {
        return fetched == null ? null : fetched.get();
    }

    /** The entry in an own {@code Chart.yaml} through which a chart that is not own comes in; null when own. */
    public @Nullable SourceLocation dependencyEntry() {
        return dependencyEntry;
    }

    /** The folder of a {@code file://} dependency that is not in its parent's {@code charts/}; null for any other chart. */
    public @Nullable Path localFolder() {
        return localFolder;
    }

    /**
     * The folders that {@link #localFolder} has of the charts it depends on, as reports show them, by the names of their folders in
     * {@code charts/}.
     */
    public Map<String, String> localFolders(Workspace workspace) {
        var folders = new LinkedHashMap<String, String>();
        for (Chart subchart : subcharts) {
            if (subchart.localFolder != null) {
                folders.putIfAbsent(subchart.folder, workspace.relative(subchart.localFolder));
            }
            subchart.localFolders(workspace).forEach(folders::putIfAbsent);
        }
        return folders;
    }

    /** The path of its folder in the tree, such as {@code charts/redis/}; empty for the root. */
    public String treePath() {
        return parent == null ? "" : parent.treePath() + "charts/" + folder + "/";
    }

    /** The names that a subchart is used by: its aliases, or its own name. */
    public List<String> usedAs(Chart subchart) {
        var names = new ArrayList<String>();
        for (Dependency dependency : dependencies()) {
            if (dependency.name().equals(subchart.name())) {
                if (!names.contains(dependency.usedAs())) {
                    names.add(dependency.usedAs());
                }
            }
        }
        // a range that the chart at hand does not meet leaves it under its own name
        if (!names.contains(subchart.name())) {
            names.add(subchart.name());
        }
        return names;
    }

    /** A {@code Chart.yaml} with its name and the names of the charts it depends on, none of them on a condition. */
    public String outline() {
        var entries = new ArrayList<Object>();
        for (Dependency dependency : dependencies()) {
            var entry = new LinkedHashMap<String, Object>();
            entry.put("name", dependency.name());
            entry.put("version", dependency.version());
            if (dependency.alias() != null) {
                entry.put("alias", dependency.alias());
            }
            entries.add(entry);
        }
        var outline = new LinkedHashMap<String, Object>();
        outline.put("apiVersion", "v2");
        outline.put("name", name());
        outline.put("version", version());
        outline.put("dependencies", entries);
        return JsonValues.write(outline);
    }

    /** How often the chart around it holds it, as a folder and as an archive: Helm fills values up for each. */
    public int times() {
        return times;
    }

    /** The chart around it holds it once more. */
    void again() {
        times++;
    }

    /** Whether another chart has the same files, those of its dependencies included. */
    public boolean isSame(Chart other) {
        if (!files.keySet().equals(other.files.keySet()) || subcharts.size() != other.subcharts.size()) {
            return false;
        }
        for (Map.Entry<String, ChartFile> file : files.entrySet()) {
            ChartFile same = other.files.get(file.getKey());
            if (same == null || !Arrays.equals(same.content(), file.getValue().content())) {
                return false;
            }
        }
        return subcharts.stream().allMatch(mine -> other.subcharts.stream().anyMatch(mine::isSame));
    }

    /**
     * Puts other content in place of that of a file.
     *
     * @param content as long as the content of the file
     */
    public void replace(String path, byte[] content) {
        ChartFile file = Objects.requireNonNull(files.get(path), path);
        files.put(path, new ChartFile(content, file.shownPath()));
        replaced.put(path, content);
    }

    /** Whether the content of a file was replaced, of this chart or of those that it depends on. */
    public boolean isReplaced() {
        return !replaced.isEmpty() || subcharts.stream().anyMatch(Chart::isReplaced);
    }

    /** What was put in place of the content of its own files, by path. */
    SortedMap<String, byte[]> replaced() {
        return replaced;
    }

    /** Whether it is an archive in its parent's {@code charts/}. */
    boolean isPacked() {
        return packed;
    }

    /** The files that lie in its folder or archive without being packed once more, by their path there. */
    SortedMap<String, byte[]> unpacked(Function<Chart, Map<String, byte[]>> ofChart) {
        var all = new TreeMap<>(ofChart.apply(this));
        for (Chart subchart : subcharts) {
            if (!subchart.packed && subchart.localFolder == null) {
                subchart.unpacked(ofChart)
                        .forEach((path, content) -> all.put("charts/" + subchart.folder + "/" + path, content));
            }
        }
        return all;
    }

    /** What its own files hold, by path. */
    Map<String, byte[]> contents() {
        var contents = new HashMap<String, byte[]>();
        files.forEach((path, file) -> contents.put(path, file.content()));
        return contents;
    }

    /** Gives up the copies of files that other charts have, too. */
    public void share(SharedContent content) {
        files.replaceAll((path, file) -> content.file(file));
        subcharts.forEach(subchart -> subchart.share(content));
    }

    void file(String path, ChartFile file) {
        files.put(path, file);
    }

    void subchart(Chart subchart) {
        subcharts.add(subchart);
    }

    void metadata(ChartMetadata read) {
        this.metadata = read;
    }

    void packed() {
        this.packed = true;
    }

    void liesIn(Path folderElsewhere) {
        this.localFolder = folderElsewhere;
    }

    void shared() {
        this.shared = true;
    }

    void fetched(Supplier<FetchedChart> content) {
        this.fetched = content;
    }

    void foreign(@Nullable SourceLocation entry) {
        this.own = false;
        this.dependencyEntry = entry;
    }
}
