package io.github.akspolicy.configuration;

import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.source.ArchiveEntries;
import io.github.akspolicy.source.FolderWalk;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.NotEvaluated;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The packaged charts of a scanned directory: those that are evaluated, those that a repository publishes, those that lie unpacked, too. */
final class ScannedArchives {
    private final List<Path> charts = new ArrayList<>();
    private final List<Path> published = new ArrayList<>();
    private final List<Path> copies = new ArrayList<>();
    private final Workspace workspace;
    private final List<Path> others;
    /** Whether an index of a repository is what it is called, by its path: one of thousands of archives is long. */
    private final Map<Path, Boolean> indexes = new HashMap<>();

    /** @param packages the charts of the directory, by the names of their archives */
    ScannedArchives(FolderWalk walk, Workspace workspace, Map<String, Path> packages) {
        this.workspace = workspace;
        for (Path file : walk.others()) {
            if (ArchiveEntries.isChart(file, workspace)) {
                boolean isCopy = packages.containsKey(String.valueOf(file.getFileName()));
                (isPublished(file) ? published : isCopy ? copies : charts).add(file);
            }
        }
        Set<Path> taken = new HashSet<>(charts);
        taken.addAll(published);
        taken.addAll(copies);
        this.others =
                walk.others().stream().filter(file -> !taken.contains(file)).toList();
    }

    /** Packaged charts that are evaluated, sorted. */
    List<Path> charts() {
        return charts;
    }

    /** The files of the walk that are no packaged charts, sorted. */
    List<Path> others() {
        return others;
    }

    /** The packages of repositories of charts, which hold old versions, too, and those of charts that are evaluated as folders. */
    List<NotEvaluated> passedOver() {
        var lines = new ArrayList<NotEvaluated>();
        published.forEach(file -> lines.add(line(
                file,
                "a repository of charts publishes it, and does not deploy it",
                "name those that are deployed as charts in " + Verification.FILE_NAME)));
        copies.forEach(file -> lines.add(line(
                file,
                "the folder of the chart of this name and version is evaluated instead",
                "remove the archive, or scan it by itself")));
        return lines;
    }

    private NotEvaluated line(Path file, String fault, String fix) {
        return new NotEvaluated(workspace.relative(file), fault, workspace.start(file), fix);
    }

    /** Whether the index of a repository lies beside it: helm.sh/docs/topics/chart_repository. */
    private boolean isPublished(Path archive) {
        return indexes.computeIfAbsent(archive.resolveSibling("index.yaml"), this::isIndex);
    }

    private boolean isIndex(Path index) {
        if (!Files.isRegularFile(index)) {
            return false;
        }
        try {
            String text =
                    ManifestFile.read(index, ReadLimits.DEFAULT, workspace).text();
            return ManifestReader.yamlDocument(text) instanceof Node.Mapping mapping
                    && mapping.get("entries") instanceof Node.Mapping
                    && mapping.get("kind") == null;
        } catch (SourceException | ManifestException unreadable) {
            return false;
        }
    }
}
