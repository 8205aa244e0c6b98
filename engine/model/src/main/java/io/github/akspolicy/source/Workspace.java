package io.github.akspolicy.source;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The root that paths in reports are relative to, and the files below it.
 *
 * @param root absolute and normalized
 * @param edits what files hold instead of what is written on disk, by absolute normalized path: what a change would do can
 *     be seen without making it
 */
public record Workspace(Path root, Map<Path, byte[]> edits) {
    public Workspace {
        root = root.toAbsolutePath().normalize();
        edits = Map.copyOf(edits);
    }

    /** The files as they are. */
    public Workspace(Path root) {
        this(root, Map.of());
    }

    /** This root with other content of some existing files. */
    public Workspace with(Map<Path, byte[]> otherContent) {
        return new Workspace(root, otherContent);
    }

    /**
     * What a file holds.
     *
     * @throws IOException when it cannot be read
     */
    public InputStream open(Path file) throws IOException {
        byte[] content = edited(file);
        return content == null ? open(file, file.toRealPath()) : new ByteArrayInputStream(content);
    }

    /**
     * The same for a file of which it is known where it is once all links are followed.
     *
     * @throws IOException when it cannot be read
     */
    public InputStream open(Path file, Path real) throws IOException {
        byte[] content = edited(file);
        if (content != null) {
            return new ByteArrayInputStream(content);
        }
        if (isInGit(file) || isInGit(real)) {
            throw new IOException("what lies in .git is not read");
        }
        return Files.newInputStream(file);
    }

    /**
     * How long a file is, in bytes.
     *
     * @throws IOException when that cannot be said
     */
    public long size(Path file) throws IOException {
        byte[] content = edited(file);
        return content == null ? Files.size(file) : content.length;
    }

    private byte @Nullable [] edited(Path file) throws IOException {
        if (edits.isEmpty()) {
            return null;
        }
        byte[] content = edits.get(file.toAbsolutePath().normalize());
        return content == null && Files.exists(file) ? edits.get(file.toRealPath()) : content;
    }

    /**
     * The git repository that holds {@code directory}; outside of git the outermost of the Maven projects around it, and
     * without these the directory itself.
     */
    public static Workspace of(Path directory) {
        Path start = directory.toAbsolutePath().normalize();
        for (Path candidate = start; candidate != null; candidate = candidate.getParent()) {
            // a worktree and a submodule have a file .git instead of a folder
            if (Files.exists(candidate.resolve(".git"))) {
                return new Workspace(candidate);
            }
        }
        Path project = start;
        for (Path candidate = start.getParent();
                candidate != null && Files.exists(candidate.resolve("pom.xml"));
                candidate = candidate.getParent()) {
            project = candidate;
        }
        return new Workspace(project);
    }

    /** The path for reports: relative to the root with {@code /}, or absolute when it lies outside. */
    public String relative(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        Path shown = absolute.startsWith(root) ? root.relativize(absolute) : absolute;
        String text = slashes(shown);
        return text.isEmpty() ? "." : text;
    }

    /** The first character of a file, for a problem that concerns all of it. */
    public SourceLocation start(Path file) {
        return new SourceLocation(relative(file), 1, 1, SourceLocation.Role.MANIFEST);
    }

    /**
     * Whether an existing file or folder may be input: it lies below the root once all links are followed, and in no
     * {@code .git}, which holds tokens of the checkout.
     *
     * @throws IOException when that cannot be said, as with links that go round in circles
     */
    public boolean contains(Path path) throws IOException {
        Path real = path.toRealPath();
        return real.startsWith(root.toRealPath()) && !isInGit(path) && !isInGit(real);
    }

    /**
     * Whether a path below the root leads through {@code .git}, whether that is there or not. Links are not followed.
     *
     * @param path the path as written, or with its links followed
     */
    public boolean isInGit(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        Path above = absolute.startsWith(root) ? root : realRoot();
        if (!absolute.startsWith(above)) {
            return false;
        }
        for (Path part : above.relativize(absolute)) {
            // file systems of macOS and Windows ignore case
            if (part.toString().equalsIgnoreCase(".git")) {
                return true;
            }
        }
        return false;
    }

    private Path realRoot() {
        try {
            return root.toRealPath();
        } catch (IOException missing) {
            return root;
        }
    }

    /** A path as reports write it on every system. */
    public static String slashes(Path path) {
        return path.toString().replace(File.separatorChar, '/');
    }
}
