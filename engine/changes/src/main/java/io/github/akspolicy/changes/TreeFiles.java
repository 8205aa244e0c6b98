package io.github.akspolicy.changes;

import io.github.akspolicy.manifest.CommandText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.submodule.SubmoduleWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Writes the files of a commit into a folder: all of them, since what is left out would look as if it were new today. */
final class TreeFiles {
    /** Submodules of submodules: a repository may hold itself. */
    private static final int DEEPEST_SUBMODULE = 10;

    /** No file system has longer ones. */
    private static final int LONGEST_LINK = 4096;

    private final Path root;
    private final Predicate<String> wanted;
    private final List<String> missing = new ArrayList<>();
    private final Map<Path, String> links = new LinkedHashMap<>();

    /**
     * @param root an empty folder, but for the mark of a repository
     * @param wanted which paths are written
     */
    TreeFiles(Path root, Predicate<String> wanted) {
        this.root = root;
        this.wanted = wanted;
    }

    /** The folders of submodules whose commits are not here, relative to the root. */
    List<String> write(Repository repository, RevCommit commit) throws IOException, BaseException {
        files(repository, commit, "", 0);
        // after all files, those of submodules, too: a commit may hold a link and a folder of one name, and nothing
        // must
        // be written through a link
        for (Map.Entry<Path, String> link : links.entrySet()) {
            link(link.getValue(), link.getKey());
        }
        return missing;
    }

    /**
     * @param prefix the folder of a submodule and a slash; empty for the repository itself
     */
    private void files(Repository repository, RevCommit commit, String prefix, int depth)
            throws IOException, BaseException {
        try (var tree = new TreeWalk(repository)) {
            tree.addTree(commit.getTree());
            tree.setRecursive(true);
            while (tree.next()) {
                String path = tree.getPathString();
                if (!wanted.test(prefix + path)) {
                    continue;
                }
                ObjectId id = tree.getObjectId(0);
                Path file = inside(prefix + path);
                FileMode mode = tree.getFileMode(0);
                if (mode == FileMode.REGULAR_FILE || mode == FileMode.EXECUTABLE_FILE) {
                    copy(repository.open(id), file);
                } else if (mode == FileMode.SYMLINK) {
                    ObjectLoader content = repository.open(id);
                    if (content.getSize() <= LONGEST_LINK) {
                        links.put(file, new String(content.getBytes(), StandardCharsets.UTF_8));
                    }
                } else if (mode == FileMode.GITLINK && !submodule(repository, path, id, prefix, depth + 1)) {
                    missing.add(prefix + path);
                }
            }
        }
    }

    /** False when its repository or that commit of it is not here. */
    private boolean submodule(Repository of, String path, ObjectId id, String prefix, int depth)
            throws IOException, BaseException {
        if (of.isBare() || depth > DEEPEST_SUBMODULE) {
            return false;
        }
        try (Repository repository = SubmoduleWalk.getSubmoduleRepository(of, path)) {
            if (repository == null || !repository.getObjectDatabase().has(id)) {
                return false;
            }
            try (var walk = new RevWalk(repository)) {
                files(repository, walk.parseCommit(id), prefix + path + "/", depth);
            }
            return true;
        }
    }

    /** A commit may hold any name; none may lead out of the folder or into its mark. */
    private Path inside(String name) throws BaseException {
        try {
            Path file = root.resolve(name).normalize();
            if (file.startsWith(root) && !file.startsWith(root.resolve(Constants.DOT_GIT)) && !file.equals(root)) {
                return file;
            }
        } catch (InvalidPathException invalid) {
            // reported below
        }
        throw new BaseException(
                CommandText.option("base") + ": the commit holds a file whose name is not a path below its root");
    }

    private static void copy(ObjectLoader content, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file)) {
            content.copyTo(out);
        }
    }

    /** Only a link that stays within, in a folder that is none; whatever reads it checks again. */
    private void link(String to, Path file) throws IOException {
        try {
            Path target = Path.of(to);
            Path parent = file.getParent();
            if (parent != null
                    && !target.isAbsolute()
                    && parent.resolve(target).normalize().startsWith(root)) {
                Files.createDirectories(parent);
                if (parent.toRealPath().equals(parent)) {
                    Files.createSymbolicLink(file, target);
                }
            }
        } catch (InvalidPathException | UnsupportedOperationException | FileAlreadyExistsException impossible) {
            // as if it were broken: what needs it says so
        }
    }
}
