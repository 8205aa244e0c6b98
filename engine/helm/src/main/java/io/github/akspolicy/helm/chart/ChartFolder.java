package io.github.akspolicy.helm.chart;

import io.github.akspolicy.files.GarbledName;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads a chart's folder: follows links that stay in the repository, leaves out what {@code .helmignore} names. */
final class ChartFolder {
    private final Path root;
    private final Path realRoot;
    private final Workspace workspace;
    private final Budget budget;
    private final HelmIgnore ignore;
    private final SortedMap<String, ChartFile> files = new TreeMap<>();

    private ChartFolder(Path root, Workspace workspace, Budget budget) throws IOException, SourceException {
        this.root = root;
        this.realRoot = root.toRealPath();
        this.workspace = workspace;
        this.budget = budget;
        Path ignoreFile = root.resolve(".helmignore");
        if (Files.isSymbolicLink(ignoreFile)) {
            stays(ignoreFile, workspace);
        }
        this.ignore = HelmIgnore.of(root);
    }

    /** The files by path below the folder. */
    static SortedMap<String, ChartFile> read(Path root, Workspace workspace, Budget budget) throws SourceException {
        try {
            var folder = new ChartFolder(root, workspace, budget);
            folder.list(root, folder.realRoot, "", 0);
            return folder.files;
        } catch (IOException e) {
            throw new SourceException(Problem.at(
                    new SourceLocation(workspace.relative(root), 1, 1, Role.TEMPLATE),
                    "the chart cannot be read: " + Problem.text(e),
                    ""));
        }
    }

    /** @param real where the folder is once all links are followed */
    private void list(Path folder, Path real, String prefix, int depth) throws IOException, SourceException {
        budget.depth(depth, workspace.relative(folder));
        for (FolderEntry entry : FolderEntry.of(folder)) {
            String path = prefix + entry.name();
            if (workspace.isInGit(entry.path()) || ignore.ignores(path, entry.isFolder())) {
                continue;
            }
            checkName(path, workspace.relative(entry.path()));
            if (entry.isLink()) {
                stays(entry.path(), workspace);
            }
            if (entry.isFolder()) {
                list(entry.path(), entry.real(real), path + "/", depth + 1);
            } else {
                file(entry, entry.real(real), path);
            }
        }
    }

    private void file(FolderEntry file, Path real, String path) throws IOException, SourceException {
        if (!file.isFile()) {
            throw new SourceException(Problem.at(
                    at(file.path()),
                    "the chart holds something that is not a file: " + path,
                    "remove it or name it in .helmignore"));
        }
        try (InputStream in = workspace.open(file.path(), real)) {
            // shown where it is written, not where a link to it lies
            Path shown = file.isLink() ? root.resolve(realRoot.relativize(real)).normalize() : file.path();
            String shownPath = workspace.relative(shown);
            files.put(path, new ChartFile(budget.read(in, shownPath), shownPath));
        }
    }

    /** Refuses a link that leads out of the repository. */
    static void stays(Path link, Workspace workspace) throws SourceException {
        var at = new SourceLocation(workspace.relative(link), 1, 1, Role.TEMPLATE);
        try {
            Path target = link.toRealPath();
            if (workspace.isInGit(target)) {
                throw new SourceException(
                        Problem.at(at, "the symbolic link leads into .git, which is not read", "remove it"));
            }
            if (workspace.contains(target)) {
                return;
            }
        } catch (IOException e) {
            throw new SourceException(
                    Problem.at(at, "the symbolic link leads nowhere: " + e.getMessage(), "remove it"));
        }
        throw new SourceException(
                Problem.at(at, "the symbolic link leads out of the repository", "copy the file into the chart"));
    }

    /**
     * Refuses a name that no line of a report can show as it is. Helm writes names of templates into its output, where a
     * line feed in one would begin another line.
     */
    static void checkName(String path, String shownPath) throws SourceException {
        String characters = System.getProperty("sun.jnu.encoding", "UTF-8");
        if (path.indexOf('\ufffd') >= 0 && !characters.equalsIgnoreCase("UTF-8")) {
            throw new SourceException(Problem.at(
                    new SourceLocation(shownPath, 1, 1, Role.TEMPLATE),
                    "the name of the chart's file has characters that the character set of this process does not have ("
                            + characters + ")",
                    GarbledName.FIX));
        }
        if (path.chars()
                .anyMatch(c -> c < ' ' || c == 0x7f || c == 0x85 || c == 0x2028 || c == 0x2029 || c == 0xfffd)) {
            throw new SourceException(Problem.at(
                    new SourceLocation(shownPath, 1, 1, Role.TEMPLATE),
                    "the name of the chart's file holds a control character, or is not UTF-8",
                    "rename the file"));
        }
    }

    private SourceLocation at(Path path) {
        return new SourceLocation(workspace.relative(path), 1, 1, Role.TEMPLATE);
    }
}
