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
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
            new ChartFolderCopy(root, chart, workspace, files).folder(root, "", target, 0);
        } catch (IOException e) {
            throw new SourceException(Problem.at(
                    new SourceLocation(workspace.relative(root), 1, 1, Role.TEMPLATE),
                    "the chart cannot be read: " + Problem.text(e),
                    ""));
        }
    }

    private void folder(Path folder, String prefix, Path target, int depth) throws IOException, SourceException {
        budget.depth(depth, workspace.relative(folder));
        Files.createDirectories(target);
        List<Path> entries;
        try (Stream<Path> stream = Files.list(folder)) {
            entries = stream.toList();
        }
        for (Path entry : entries) {
            String name = String.valueOf(entry.getFileName());
            String path = prefix + name;
            boolean isFolder = Files.isDirectory(entry);
            if (isFolder && ignore.certainlyIgnoresFolder(path)) {
                continue;
            }
            if (isFolder && workspace.isInGit(entry)) {
                throw new SourceException(Problem.at(
                        new SourceLocation(workspace.relative(entry), 1, 1, Role.TEMPLATE),
                        "Helm would make .git part of the chart; it is not read here",
                        "add the line .git/ to " + workspace.relative(root) + "/.helmignore"));
            }
            ChartFolder.checkName(path, workspace.relative(entry));
            boolean isLink = Files.isSymbolicLink(entry);
            if (isLink) {
                ChartFolder.stays(entry, workspace);
            }
            if (isFolder) {
                folder(entry, path + "/", target.resolve(name), depth + 1);
            } else {
                String shownPath = workspace.relative(entry);
                byte[] read = isLink ? null : known.get(shownPath);
                files.write(target.resolve(name), read == null ? content(entry, path) : budget.count(read, shownPath));
            }
        }
    }

    private byte[] content(Path file, String path) throws IOException, SourceException {
        if (!Files.isRegularFile(file)) {
            throw new SourceException(Problem.at(
                    new SourceLocation(workspace.relative(file), 1, 1, Role.TEMPLATE),
                    "the chart holds something that is not a file: " + path,
                    "remove it from " + workspace.relative(root)));
        }
        try (InputStream in = workspace.open(file)) {
            return budget.read(in, workspace.relative(file));
        }
    }
}
