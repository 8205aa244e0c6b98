package io.github.akspolicy.changes;

import io.github.akspolicy.files.ScratchFolder;
import io.github.akspolicy.manifest.CommandText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/**
 * The files of an older commit, written into a temporary folder. The repository is only read: neither its worktrees nor
 * its index are touched.
 */
final class BaseTree implements AutoCloseable {
    private static final int ABBREVIATION = 7;

    private final ScratchFolder folder;
    private final String commit;
    private final List<String> missing;
    private final List<String> changed;

    private BaseTree(ScratchFolder folder, String commit, List<String> missing, List<String> changed) {
        this.folder = folder;
        this.commit = commit;
        this.missing = List.copyOf(missing);
        this.changed = List.copyOf(changed);
    }

    /**
     * The commit from which the current one and the named one have parted, or the named one itself when they have no
     * common history here.
     *
     * @param directory a folder of the repository
     * @param name a branch, tag or commit
     */
    static BaseTree of(Path directory, String name) throws BaseException {
        return of(directory, name, path -> true);
    }

    /** Only the files that say how a build runs. */
    static BaseTree ofBuild(Path directory, String name) throws BaseException {
        return of(directory, name, BuildFiles::isBuildFile);
    }

    private static BaseTree of(Path directory, String name, Predicate<String> wanted) throws BaseException {
        FileRepositoryBuilder builder = builder(directory);
        ScratchFolder folder = null;
        try (Repository repository = builder.setMustExist(true).build();
                var walk = new RevWalk(repository)) {
            RevCommit base = parted(repository, walk, commit(repository, walk, name));
            folder = ScratchFolder.create("base");
            Path root = folder.path();
            // marks the root of the repository for paths in reports
            Files.createDirectory(root.resolve(Constants.DOT_GIT));
            List<String> missing = new TreeFiles(root, wanted).write(repository, base);
            return new BaseTree(
                    folder, base.abbreviate(ABBREVIATION).name(), missing, changedBuildFiles(repository, walk, base));
        } catch (IOException | UncheckedIOException unreadable) {
            delete(folder);
            throw new BaseException(
                    CommandText.option("base") + ": the commit " + name + " cannot be read: " + unreadable, unreadable);
        } catch (BaseException | RuntimeException | Error wrong) {
            delete(folder);
            throw wrong;
        }
    }

    /**
     * Whether the commit that {@link #of} would write has a file. Nothing is written.
     *
     * @param path relative to the root of the repository, with {@code /}
     */
    static boolean holds(Path directory, String name, String path) throws BaseException {
        try (Repository repository = builder(directory).setMustExist(true).build();
                var walk = new RevWalk(repository)) {
            RevCommit base = parted(repository, walk, commit(repository, walk, name));
            try (TreeWalk found = TreeWalk.forPath(repository, path, base.getTree())) {
                return found != null;
            }
        } catch (IOException unreadable) {
            throw new BaseException(
                    CommandText.option("base") + ": the repository cannot be read: " + unreadable.getMessage(),
                    unreadable);
        }
    }

    /**
     * Whether the current commit has other {@link BuildFiles} than the one that {@link #of} would write. Nothing is written.
     */
    static boolean hasOtherBuildFiles(Path directory, String name) throws BaseException {
        try (Repository repository = builder(directory).setMustExist(true).build();
                var walk = new RevWalk(repository)) {
            RevCommit base = parted(repository, walk, commit(repository, walk, name));
            return !changedBuildFiles(repository, walk, base).isEmpty();
        } catch (IOException unreadable) {
            throw new BaseException(
                    CommandText.option("base") + ": the repository cannot be read: " + unreadable.getMessage(),
                    unreadable);
        }
    }

    private static List<String> changedBuildFiles(Repository repository, RevWalk walk, RevCommit base)
            throws IOException {
        ObjectId head = repository.resolve(Constants.HEAD);
        var paths = new ArrayList<String>();
        if (head != null) {
            try (var trees = new TreeWalk(repository)) {
                trees.addTree(base.getTree());
                trees.addTree(walk.parseCommit(head).getTree());
                trees.setRecursive(true);
                trees.setFilter(TreeFilter.ANY_DIFF);
                while (trees.next()) {
                    if (BuildFiles.isBuildFile(trees.getPathString())) {
                        paths.add(trees.getPathString());
                    }
                }
            }
        }
        return paths;
    }

    private static FileRepositoryBuilder builder(Path directory) throws BaseException {
        FileRepositoryBuilder builder =
                new FileRepositoryBuilder().readEnvironment().findGitDir(directory.toFile());
        if (builder.getGitDir() == null) {
            throw new BaseException(CommandText.option("base") + ": " + directory + " is in no git repository");
        }
        return builder;
    }

    private static RevCommit commit(Repository repository, RevWalk walk, String name)
            throws IOException, BaseException {
        ObjectId id;
        try {
            id = repository.resolve(name + "^{commit}");
        } catch (org.eclipse.jgit.errors.RevisionSyntaxException | org.eclipse.jgit.errors.AmbiguousObjectException e) {
            throw new BaseException(CommandText.option("base") + ": \"" + name + "\" names no commit", e);
        }
        if (id == null) {
            throw new BaseException(CommandText.option("base") + ": there is no commit \"" + name
                    + "\" here: fetch it first (in a CI" + " system with its whole history, such as fetch-depth: 0)");
        }
        return walk.parseCommit(id);
    }

    private static RevCommit parted(Repository repository, RevWalk walk, RevCommit named) throws IOException {
        ObjectId head = repository.resolve(Constants.HEAD);
        if (head == null) {
            return named;
        }
        try {
            walk.setRevFilter(RevFilter.MERGE_BASE);
            walk.markStart(walk.parseCommit(head));
            walk.markStart(named);
            RevCommit parted = walk.next();
            return parted == null ? named : walk.parseCommit(parted);
        } catch (MissingObjectException shallow) {
            // a clone without history: the named commit itself is the best there is
            return named;
        } finally {
            walk.reset();
            walk.setRevFilter(RevFilter.ALL);
        }
    }

    /** The folder that holds the files; it is the root of a repository. */
    Path root() {
        return folder.path();
    }

    /** Abbreviated. */
    String commit() {
        return commit;
    }

    /** The folders of submodules whose content is not here, relative to the root. */
    List<String> missing() {
        return missing;
    }

    /** The {@link BuildFiles} that the current commit has otherwise, relative to the root. */
    List<String> changedBuildFiles() {
        return changed;
    }

    @Override
    public void close() {
        folder.close();
    }

    private static void delete(@Nullable ScratchFolder folder) {
        if (folder != null) {
            folder.close();
        }
    }
}
