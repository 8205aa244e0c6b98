package io.github.akspolicy.helm.chart;

import io.github.akspolicy.files.GarbledName;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A chart's folder. Links that stay in the repository are followed. */
public final class ChartFolder {
    private static final Path NOWHERE = Path.of("nowhere-" + UUID.randomUUID());

    private final Path root;
    private final Path realRoot;
    private final Workspace workspace;
    private final Budget budget;
    private final HelmIgnore ignore;

    /**
     * What lies in a folder of a chart. It is asked of the file system once; a link is what it leads to.
     *
     * @param path where it lies
     * @param isFile whether it is a file that can be read
     */
    private record Entry(Path path, boolean isLink, boolean isFolder, boolean isFile) {
        /** What lies in a folder, sorted by name. */
        static List<Entry> of(Path folder) throws IOException {
            List<Path> paths;
            try (Stream<Path> stream = Files.list(folder)) {
                paths = stream.sorted().toList();
            }
            var entries = new ArrayList<Entry>(paths.size());
            for (Path path : paths) {
                var own = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                entries.add(
                        own.isSymbolicLink()
                                ? new Entry(path, true, Files.isDirectory(path), Files.isRegularFile(path))
                                : new Entry(path, false, own.isDirectory(), own.isRegularFile()));
            }
            return entries;
        }

        String name() {
            return String.valueOf(path.getFileName());
        }

        /**
         * Where it is once all links are followed.
         *
         * @param folder where the folder is that it lies in
         */
        Path real(Path folder) throws IOException {
            return isLink ? path.toRealPath() : folder.resolve(name());
        }
    }

    /** What is done with a folder. */
    private interface Visitor {
        /** Whether to pass over an entry. */
        boolean leavesOut(Entry entry, String path) throws IOException, SourceException;

        /** Begins a folder: its path with a slash behind it, or the empty text for the root. */
        void folder(String path) throws IOException;

        /** @param real where the file is once all links are followed */
        void file(Entry file, Path real, String path) throws IOException, SourceException;
    }

    private ChartFolder(Path root, Workspace workspace, Budget budget) throws IOException {
        this.root = root;
        this.realRoot = root.toRealPath();
        this.workspace = workspace;
        this.budget = budget;
        this.ignore = HelmIgnore.of(root);
    }

    /** The files by path below the folder, without those that {@code .helmignore} names. */
    static SortedMap<String, ChartFile> read(Path root, Workspace workspace, Budget budget) throws SourceException {
        try {
            Path ignoreFile = root.resolve(".helmignore");
            if (Files.isSymbolicLink(ignoreFile)) {
                stays(ignoreFile, workspace);
            }
            return new ChartFolder(root, workspace, budget).files();
        } catch (IOException e) {
            throw unreadable(root, workspace, e);
        }
    }

    /**
     * Copies a folder for Helm. Only folders that Helm leaves out for certain are left out, such as {@code .git/}: they may be
     * larger than any chart. A link that is not followed becomes one that leads nowhere.
     *
     * @param chart the same chart as it was read; its files are not read again, and what was replaced in it is in the copy
     * @param target a folder that does not exist
     * @throws SourceException when something is no file, or a limit is exceeded
     */
    public static void copy(Path root, Chart chart, Path target, Workspace workspace) throws SourceException {
        try {
            new ChartFolder(root, workspace, new Budget()).copy(chart.unpacked(Chart::contents), target);
            Replacement.apply(chart, target);
        } catch (IOException e) {
            throw unreadable(root, workspace, e);
        }
    }

    private static SourceException unreadable(Path root, Workspace workspace, IOException e) {
        return UnreadableChart.at(workspace.relative(root), "the chart cannot be read: " + Problem.text(e), "");
    }

    private SortedMap<String, ChartFile> files() throws IOException, SourceException {
        var files = new TreeMap<String, ChartFile>();
        visit(root, realRoot, "", 0, new Visitor() {
            @Override
            public boolean leavesOut(Entry entry, String path) {
                return workspace.isInGit(entry.path()) || ignore.ignores(path, entry.isFolder());
            }

            @Override
            public void folder(String path) {
                // its files say which folders there are
            }

            @Override
            public void file(Entry file, Path real, String path) throws IOException, SourceException {
                // shown where it is written, not where a link to it lies
                String shownPath =
                        workspace.relative(file.isLink() ? root.resolve(realRoot.relativize(real)) : file.path());
                byte[] content = content(file, real, path, shownPath, "remove it or name it in .helmignore");
                files.put(path, new ChartFile(content, shownPath));
            }
        });
        return files;
    }

    private void copy(Map<String, byte[]> known, Path target) throws IOException, SourceException {
        visit(root, realRoot, "", 0, new Visitor() {
            @Override
            public boolean leavesOut(Entry entry, String path) throws IOException, SourceException {
                if (entry.isLink() && refusal(entry.path(), workspace) != null) {
                    // it was read as ignored: Helm goes on where it thinks so, too, and refuses it otherwise
                    Files.createSymbolicLink(target.resolve(path), NOWHERE);
                    return true;
                }
                boolean isLeftOut = entry.isFolder() && ignore.certainlyIgnoresFolder(path);
                boolean isInGit = !isLeftOut && workspace.isInGit(entry.path());
                if (isInGit && !GitInTemplates.mayBeRead(known)) {
                    return true;
                }
                if (entry.isFolder() && isInGit) {
                    throw UnreadableChart.at(
                            workspace.relative(entry.path()),
                            "Helm makes .git part of the chart, a template may read it, and it is not read here",
                            "add the line .git/ to " + workspace.relative(root) + "/.helmignore");
                }
                return isLeftOut;
            }

            @Override
            public void folder(String path) throws IOException {
                Files.createDirectories(target.resolve(path));
            }

            @Override
            public void file(Entry file, Path real, String path) throws IOException, SourceException {
                String shownPath = workspace.relative(file.path());
                byte[] read = file.isLink() ? null : known.get(path);
                if (read == null) {
                    read = content(file, real, path, shownPath, "remove it from " + workspace.relative(root));
                } else {
                    budget.count(read.length, shownPath);
                }
                Files.write(target.resolve(path), read);
            }
        });
    }

    private void visit(Path folder, Path real, String prefix, int depth, Visitor visitor)
            throws IOException, SourceException {
        budget.depth(depth, workspace.relative(folder));
        visitor.folder(prefix);
        for (Entry entry : Entry.of(folder)) {
            String path = prefix + entry.name();
            if (visitor.leavesOut(entry, path)) {
                continue;
            }
            checkName(path, workspace.relative(entry.path()));
            if (entry.isLink()) {
                stays(entry.path(), workspace);
            }
            if (entry.isFolder()) {
                visit(entry.path(), entry.real(real), path + "/", depth + 1, visitor);
            } else {
                visitor.file(entry, entry.real(real), path);
            }
        }
    }

    private byte[] content(Entry file, Path real, String path, String shownPath, String fix)
            throws IOException, SourceException {
        if (!file.isFile()) {
            throw UnreadableChart.at(
                    workspace.relative(file.path()), "the chart holds something that is not a file: " + path, fix);
        }
        try (InputStream in = workspace.open(file.path(), real)) {
            return budget.read(in, shownPath);
        }
    }

    /** Refuses a link that leads out of the repository. */
    private static void stays(Path link, Workspace workspace) throws SourceException {
        SourceException refusal = refusal(link, workspace);
        if (refusal != null) {
            throw refusal;
        }
    }

    /** Why a link is not followed; null when it is. */
    private static @Nullable SourceException refusal(Path link, Workspace workspace) {
        String shownPath = workspace.relative(link);
        try {
            Path target = link.toRealPath();
            if (workspace.isInGit(target)) {
                return UnreadableChart.at(
                        shownPath, "the symbolic link leads into .git, which is not read", "remove it");
            }
            if (link.resolveSibling("").toRealPath().startsWith(target)) {
                return UnreadableChart.at(
                        shownPath, "the symbolic link leads to a folder that it lies in", "remove it");
            }
            return workspace.contains(target)
                    ? null
                    : UnreadableChart.at(
                            shownPath, "the symbolic link leads out of the repository", "copy the file into the chart");
        } catch (IOException e) {
            return UnreadableChart.at(shownPath, "the symbolic link leads nowhere: " + e.getMessage(), "remove it");
        }
    }

    /**
     * Refuses a name that no line of a report can show as it is. Helm writes names of templates into its output, where a
     * line feed in one would begin another line.
     */
    static void checkName(String path, String shownPath) throws SourceException {
        String characters = System.getProperty("sun.jnu.encoding", "UTF-8");
        if (path.indexOf('\ufffd') >= 0 && !characters.equalsIgnoreCase("UTF-8")) {
            throw UnreadableChart.at(
                    shownPath,
                    "the name of the chart's file has characters that the character set of this process does not have ("
                            + characters + ")",
                    GarbledName.FIX);
        }
        if (path.chars()
                .anyMatch(c -> c < ' ' || c == 0x7f || c == 0x85 || c == 0x2028 || c == 0x2029 || c == 0xfffd)) {
            throw UnreadableChart.at(
                    shownPath,
                    "the name of the chart's file holds a control character, or is not UTF-8",
                    "rename the file");
        }
    }
}
