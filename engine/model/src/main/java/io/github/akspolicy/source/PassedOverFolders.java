package io.github.akspolicy.source;

import io.github.akspolicy.manifest.ReadLimits;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names the folders that a walk passed over although they hold manifests. */
public final class PassedOverFolders {
    /** What version control and tools keep for themselves: nothing in it is a source. */
    private static final Set<String> METADATA = Set.of(".git", ".hg", ".svn", ".terraform", ".gradle", ".idea", ".mvn");

    /** More is looked at in no folder: a folder of dependencies may hold 100,000 files. */
    private static final int MOST_FILES = 2_000;

    private final Workspace workspace;

    public PassedOverFolders(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * One line for each folder that holds manifests or charts.
     *
     * @param folders sorted
     * @param why what is said of each folder, such as {@code hidden}
     */
    public List<NotEvaluated> of(List<Path> folders, String why) {
        var lines = new ArrayList<NotEvaluated>();
        for (Path folder : folders) {
            if (!METADATA.contains(String.valueOf(folder.getFileName()))) {
                var found = new Found();
                search(folder, found);
                if (found.number > 0) {
                    lines.add(line(folder, found, why));
                }
            }
        }
        return lines;
    }

    private NotEvaluated line(Path folder, Found found, String why) {
        String number = (found.isCutShort() ? "at least " : "") + found.number;
        return new NotEvaluated(
                workspace.relative(folder) + " (" + number + (found.number == 1 ? " manifest)" : " manifests)"),
                "a " + why + " folder is passed over",
                found.first,
                "if it is deployed, name " + workspace.relative(folder) + " as a source, or scan it by itself");
    }

    private static final class Found {
        private int looked;
        private int number;
        private @Nullable SourceLocation first;

        private boolean isCutShort() {
            return looked >= MOST_FILES;
        }
    }

    /** Without recursion and without following links. */
    private void search(Path root, Found found) {
        Deque<Path> folders = new ArrayDeque<>(List.of(root));
        while (!folders.isEmpty() && !found.isCutShort()) {
            List<Path> entries = new ArrayList<>();
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(folders.remove())) {
                stream.forEach(entries::add);
            } catch (IOException | DirectoryIteratorException unreadable) {
                continue;
            }
            entries.sort(null);
            for (Path entry : entries) {
                if (Files.isSymbolicLink(entry) || found.isCutShort()) {
                    continue;
                }
                if (Files.isDirectory(entry)) {
                    folders.add(entry);
                } else if (isManifest(entry, found)) {
                    found.number++;
                    found.first = found.first == null ? workspace.start(entry) : found.first;
                }
            }
        }
    }

    private boolean isManifest(Path file, Found found) {
        String name = String.valueOf(file.getFileName());
        if (FileNotation.of(file).filter(FileNotation::isDeployed).isPresent()) {
            return true;
        }
        if (name.endsWith(".tgz")) {
            found.looked++;
            return ArchiveEntries.mayHoldManifests(file, workspace);
        }
        if (!name.endsWith(".yaml") && !name.endsWith(".yml") && !name.endsWith(".json")) {
            return false;
        }
        found.looked++;
        if (name.equals("Chart.yaml")) {
            return true;
        }
        try {
            return switch (ManifestDetection.of(ManifestFile.read(file, ReadLimits.DEFAULT, workspace))) {
                case MANIFEST, BROKEN -> true;
                case OTHER, ENCRYPTED -> false;
            };
        } catch (SourceException unreadable) {
            return true;
        }
    }
}
