package io.github.akspolicy.helm.chart;

import io.github.akspolicy.source.IncompleteChartException;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.Workspace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Loads a chart and all it depends on as Helm does, and knows besides where each file is written. Dependencies with a
 * {@code file://} repository need not be packed before.
 */
public final class ChartLoader {
    private static final String METADATA = "Chart.yaml";
    private static final String REQUIREMENTS = "requirements.yaml";
    private static final String CHARTS = "charts/";

    /** Of UTF-8, as Latin-1. */
    private static final String TWO_MARKS = "\u00EF\u00BB\u00BF".repeat(2);

    private final Workspace workspace;
    private final ChartOwnership ownership;
    private final Budget budget = new Budget();
    private final List<Problem> problems = new ArrayList<>();

    /** What the root declares and Helm would look for. */
    private final List<Dependency> missing = new ArrayList<>();

    private final Map<Chart, Path> folders = new IdentityHashMap<>();

    private ChartLoader(Workspace workspace, ChartOwnership ownership) {
        this.workspace = workspace;
        this.ownership = ownership;
    }

    /**
     * @param path a chart folder or {@code .tgz}
     * @param ownership whose the dependencies are
     */
    public static Chart load(Path path, Workspace workspace, ChartOwnership ownership) throws SourceException {
        var loader = new ChartLoader(workspace, ownership);
        Chart chart = loader.root(path);
        if (!loader.missing.isEmpty()) {
            Problem problem = MissingDependencies.problem(
                    loader.missing,
                    Files.isDirectory(path) ? workspace.relative(path) : null,
                    chart.files().containsKey("Chart.lock"));
            if (loader.problems.isEmpty()) {
                throw IncompleteChartException.needingDependencies(problem);
            }
            loader.problems.add(problem);
        }
        if (!loader.problems.isEmpty()) {
            throw new SourceException(loader.problems);
        }
        return chart;
    }

    private Chart root(Path path) throws SourceException {
        var chart = new Chart("", null);
        if (Files.isDirectory(path)) {
            fill(chart, ChartFolder.read(path, workspace, budget), path, 0);
            return chart;
        }
        if (!Files.isRegularFile(path)) {
            throw problem(path, "there is no chart: neither a folder nor a .tgz file");
        }
        String shown = workspace.relative(path);
        try (InputStream in = workspace.open(path)) {
            fill(chart, ChartArchive.read(in, shown, budget), null, 0);
        } catch (IOException e) {
            throw problem(path, "the chart cannot be read: " + Problem.text(e));
        }
        return chart;
    }

    /**
     * @param folder where the chart lies, or null for one in an archive
     */
    private void fill(Chart chart, SortedMap<String, ChartFile> files, @Nullable Path folder, int depth)
            throws SourceException {
        if (folder != null) {
            folders.put(chart, folder);
        }
        budget.depth(depth, files.isEmpty() ? chart.folder() : shown(files));
        var groups = new TreeMap<String, SortedMap<String, ChartFile>>();
        files.forEach((path, file) -> {
            // a signature in charts/ is a file of the chart above
            if (path.startsWith(CHARTS) && !path.endsWith(".prov")) {
                String inner = path.substring(CHARTS.length());
                int slash = inner.indexOf('/');
                String group = slash < 0 ? inner : inner.substring(0, slash);
                groups.computeIfAbsent(group, key -> new TreeMap<>())
                        .put(slash < 0 ? "" : inner.substring(slash + 1), file);
            } else {
                chart.file(path, file);
            }
        });
        ChartFile metadata = files.get(METADATA);
        if (metadata == null) {
            String where =
                    folder == null ? (files.isEmpty() ? chart.folder() : shown(files)) : workspace.relative(folder);
            throw UnreadableChart.at(where, "Chart.yaml is missing: this is not a chart", "");
        }
        chart.metadata(ChartMetadata.read(metadata, files.get(REQUIREMENTS)));
        for (Map.Entry<String, SortedMap<String, ChartFile>> group : groups.entrySet()) {
            subchart(chart, group.getKey(), group.getValue(), folder, depth);
        }
        fromFolders(chart, folder, depth);
        requireOwnNames(chart);
    }

    /** Refuses an alias that is the name of another chart: Helm renders the templates of both under one path. */
    private static void requireOwnNames(Chart chart) throws SourceException {
        var names = new HashMap<String, String>();
        chart.subcharts().stream()
                .map(Chart::name)
                .filter(name -> chart.dependencies().stream()
                        .noneMatch(dependency -> dependency.name().equals(name)))
                .forEach(name -> names.put(name, name));
        for (Dependency dependency : chart.dependencies()) {
            String other = names.put(dependency.usedAs(), dependency.name());
            if (other != null && !other.equals(dependency.name())) {
                throw new SourceException(Problem.at(
                        dependency.at(),
                        "alias: " + dependency.usedAs() + " is the name of two charts in charts/, " + other + " and "
                                + dependency.name(),
                        "use another alias"));
            }
        }
    }

    private static String shown(SortedMap<String, ChartFile> files) {
        return files.values().iterator().next().shownPath();
    }

    private void subchart(
            Chart parent, String group, SortedMap<String, ChartFile> files, @Nullable Path folder, int depth)
            throws SourceException {
        ChartFile single = files.get("");
        if (single != null) {
            if (!group.endsWith(".tgz") || group.startsWith("_") || group.startsWith(".")) {
                parent.file(CHARTS + group, single);
                return;
            }
            var chart = new Chart(group.substring(0, group.length() - ".tgz".length()), parent);
            SortedMap<String, ChartFile> unpacked =
                    ChartArchive.read(new ByteArrayInputStream(single.content()), single.shownPath(), budget);
            chart.packed();
            Path archive = folder == null ? null : folder.resolve("charts").resolve(group);
            attach(parent, chart, unpacked, null, depth, Content.archive(single, archive));
            return;
        }
        if (group.startsWith("_") || group.startsWith(".")) {
            return;
        }
        Path inner = folder == null ? null : folder.resolve("charts").resolve(group);
        attach(
                parent,
                new Chart(group, parent),
                files,
                inner,
                depth,
                inner == null ? Content.unpacked(files) : Content.folder(inner, workspace.relative(inner)));
    }

    private void attach(
            Chart parent,
            Chart chart,
            SortedMap<String, ChartFile> files,
            @Nullable Path folder,
            int depth,
            Content content)
            throws SourceException {
        fill(chart, files, folder, depth + 1);
        for (Chart other : parent.subcharts()) {
            if (other.name().equals(chart.name())) {
                if (other.isSame(chart)) {
                    other.again();
                    return;
                }
                throw UnreadableChart.at(
                        shown(files),
                        "charts/ holds " + chart.name() + " twice with different files, and Helm takes either: "
                                + other.folder() + " and " + chart.folder(),
                        "remove one of them");
            }
            if (other.folder().equals(chart.folder())) {
                throw UnreadableChart.at(
                        shown(files),
                        "charts/ holds " + chart.folder() + " as a folder and as an archive, the charts " + other.name()
                                + " and " + chart.name(),
                        "rename one of them");
            }
        }
        parent.subchart(chart);
        Dependency entry = parent.dependencies().stream()
                .filter(dependency -> dependency.name().equals(chart.name()))
                .findFirst()
                .orElse(null);
        if (content.isPacked() && entry != null && entry.isLocalFolder()) {
            writtenIn(chart, localFolder(parent, entry));
        }
        ownership.decide(chart, entry, content);
    }

    /** Shows the files of a packed chart where their originals lie, as far as those are the same. */
    private void writtenIn(Chart chart, @Nullable Path folder) throws SourceException {
        if (folder == null || !Files.isDirectory(folder)) {
            return;
        }
        Map<String, ChartFile> originals = ChartFolder.read(folder, workspace, new Budget());
        chart.files().forEach((path, file) -> {
            ChartFile original = originals.get(path);
            if (original != null && Arrays.equals(original.content(), file.content())) {
                chart.file(path, original);
            }
        });
    }

    /** Loads the {@code file://} dependencies that are not in {@code charts/}, and notes what is missing. */
    private void fromFolders(Chart chart, @Nullable Path folder, int depth) throws SourceException {
        for (Dependency dependency : chart.dependencies()) {
            if (holds(chart, dependency)) {
                continue;
            }
            Path local = folder == null || !dependency.isLocalFolder() ? null : localFolder(dependency, folder);
            if (folder != null && dependency.isLocalFolder() && local == null) {
                problems.add(Problem.at(
                        dependency.at(),
                        "the repository " + dependency.repository() + " of the dependency " + dependency
                                + " is not a folder of this repository",
                        "name a chart's folder inside the repository, relative to this chart: file://../common"));
                continue;
            }
            if (local != null && Files.isDirectory(local)) {
                var attached = new Chart(unused(chart, String.valueOf(local.getFileName())), chart);
                attached.liesIn(local);
                attach(
                        chart,
                        attached,
                        ChartFolder.read(local, workspace, budget),
                        local,
                        depth,
                        Content.folder(local, workspace.relative(local)));
                requirePackable(attached, false);
            }
            // Helm asks for those of the root only, and renders a chart within it without them
            if (holds(chart, dependency) || depth > 0 && (local == null || !Files.isDirectory(local))) {
                continue;
            }
            if (local == null) {
                missing.add(dependency);
            } else {
                problems.add(Problem.at(
                        dependency.at(),
                        "the dependency " + dependency + " is not in charts/ (repository " + dependency.repository()
                                + ")",
                        "its repository must be the folder of a chart of that name"));
            }
        }
    }

    /**
     * Refuses a folder that Helm packs and reads otherwise from the archive: a backslash separates folders there, and in the charts
     * in it, which are no archives any more, a template called {@code .prov} is a signature. A byte order mark goes each time. Of a
     * chart of the first API version Helm leaves out the dependencies (helm package of 3.17.2 and 4.1.4, 2026-12-01).
     */
    private static void requirePackable(Chart chart, boolean isInner) throws SourceException {
        for (Map.Entry<String, ChartFile> file : chart.files().entrySet()) {
            String path = file.getKey();
            String why = path.indexOf('\\') >= 0 ? "the name holds a backslash" : "";
            if (isInner && path.startsWith("templates/") && path.endsWith(".prov")) {
                why = "the name ends with .prov";
            } else if (new String(file.getValue().content(), StandardCharsets.ISO_8859_1).startsWith(TWO_MARKS)) {
                why = "the file begins with two byte order marks";
            }
            if (!why.isEmpty()) {
                throw UnreadableChart.at(
                        file.getValue().shownPath(),
                        why + ": Helm packs the dependency, and takes the file for another one then",
                        why.startsWith("the name") ? "rename the file" : "remove them");
            }
        }
        boolean isWritten = chart.isFirstVersion() && !chart.files().containsKey(REQUIREMENTS);
        for (Dependency dependency : chart.dependencies()) {
            if (isWritten && !dependency.options().isEmpty()) {
                throw new SourceException(Problem.at(
                        dependency.at(),
                        "dependencies: Helm packs a chart of apiVersion v1 without them, so that " + dependency.name()
                                + " is rendered without condition, tags, alias and import-values",
                        "write apiVersion: v2, once, in Chart.yaml of " + chart.name()));
            }
        }
        for (Chart subchart : chart.subcharts()) {
            requirePackable(subchart, true);
        }
    }

    /** Folders of several dependencies have the same name, as those of {@code file://../a/chart} and {@code file://../b/chart}. */
    private static String unused(Chart chart, String folder) {
        // of a folder that is called so Helm would make no chart
        String name = folder.replaceAll("^[_.]+|\\.(tgz|prov)$", "");
        boolean isUsed =
                chart.subcharts().stream().anyMatch(other -> other.folder().equals(name));
        return isUsed || name.isEmpty() ? unused(chart, name + "~") : name;
    }

    private static boolean holds(Chart chart, Dependency dependency) {
        return chart.subcharts().stream().anyMatch(sub -> sub.name().equals(dependency.name()));
    }

    private @Nullable Path localFolder(Chart parent, Dependency dependency) {
        Path folder = folders.get(parent);
        return folder == null ? null : localFolder(dependency, folder);
    }

    /** The folder that a {@code file://} repository names, there or not; null when it may not be read. */
    private @Nullable Path localFolder(Dependency dependency, Path folder) {
        try {
            Path local = folder.resolve(dependency.repository().substring("file://".length()))
                    .toAbsolutePath()
                    .normalize();
            boolean isInside = local.startsWith(workspace.root()) && !workspace.isInGit(local);
            return isInside && (!Files.exists(local) || workspace.contains(local)) ? local : null;
        } catch (IOException | InvalidPathException unusable) {
            return null;
        }
    }

    private SourceException problem(Path path, String message) {
        return UnreadableChart.at(workspace.relative(path), message, "");
    }
}
