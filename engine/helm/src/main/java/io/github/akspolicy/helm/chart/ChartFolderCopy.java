package io.github.akspolicy.helm.chart;

import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Copies a chart's folder for Helm. Only folders that Helm leaves out for certain are left out, such as {@code .git/}: they may
 * be larger than any chart.
 */
public final class ChartFolderCopy {
    private final Path root;
    private final Workspace workspace;
    private final Budget budget = new Budget(ChartLimits.DEFAULT);
    private final HelmIgnore ignore;
    private final Map<String, byte[]> known;
    private final LinkedFiles files;

    private ChartFolderCopy(Path root, Chart chart, Workspace workspace, LinkedFiles files) throws IOException {
        this.root = root;
        this.known = chart.contents();
        this.files = files;
        this.workspace = workspace;
        this.ignore = HelmIgnore.of(root);
    }

    /**
     * Writes a copy.
     *
     * @param root the chart's folder
     * @param chart the same chart as it was read; its files are not read again
     * @param target a folder that does not exist
     * @throws SourceException when a link leads out of the repository, something is no file, or a limit is exceeded
     */
    public static void write(Path root, Chart chart, Path target, Workspace workspace, LinkedFiles files)
            throws SourceException {
        try {
            var copy = new ChartFolderCopy(root, chart, workspace, files);
            copy.folder(root, root.toRealPath(), "", target, 0);
        } catch (IOException e) {
            throw new SourceException(Problem.at(
                    new SourceLocation(workspace.relative(root), 1, 1, Role.TEMPLATE),
                    "the chart cannot be read: " + Problem.text(e),
                    ""));
        }
    }

    /** @param real where the folder is once all links are followed */
    private void folder(Path folder, Path real, String prefix, Path target, int depth)
            throws IOException, SourceException {
        budget.depth(depth, workspace.relative(folder));
        Files.createDirectories(target);
        for (FolderEntry entry : FolderEntry.of(folder)) {
            String path = prefix + entry.name();
            String shownPath = workspace.relative(entry.path());
            if (entry.isFolder() && ignore.certainlyIgnoresFolder(path)) {
                continue;
            }
            if (entry.isFolder() && workspace.isInGit(entry.path())) {
                throw new SourceException(Problem.at(
                        new SourceLocation(shownPath, 1, 1, Role.TEMPLATE),
                        "Helm would make .git part of the chart; it is not read here",
                        "add the line .git/ to " + workspace.relative(root) + "/.helmignore"));
            }
            ChartFolder.checkName(path, shownPath);
            if (entry.isLink()) {
                ChartFolder.stays(entry.path(), workspace);
            }
            if (entry.isFolder()) {
                folder(entry.path(), entry.real(real), path + "/", target.resolve(entry.name()), depth + 1);
            } else {
                byte[] read = entry.isLink() ? null : known.get(shownPath);
                files.write(
                        target.resolve(entry.name()),
                        read == null ? content(entry, entry.real(real), path) : budget.count(read, shownPath));
            }
        }
    }

    private byte[] content(FolderEntry file, Path real, String path) throws IOException, SourceException {
        String shownPath = workspace.relative(file.path());
        if (!file.isFile()) {
            throw new SourceException(Problem.at(
                    new SourceLocation(shownPath, 1, 1, Role.TEMPLATE),
                    "the chart holds something that is not a file: " + path,
                    "remove it from " + workspace.relative(root)));
        }
        try (InputStream in = workspace.open(file.path(), real)) {
            return budget.read(in, shownPath);
        }
    }
}
