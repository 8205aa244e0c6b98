package io.github.akspolicy.source;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The root that paths in reports are relative to.
 *
 * @param root absolute and normalized
 */
public record Workspace(Path root) {
    public Workspace {
        root = root.toAbsolutePath().normalize();
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

    /**
     * Whether an existing file or folder lies below the root once all links are followed.
     *
     * @throws IOException when that cannot be said, as with links that go round in circles
     */
    public boolean contains(Path path) throws IOException {
        return path.toRealPath().startsWith(root.toRealPath());
    }

    /** A path as reports write it on every system. */
    public static String slashes(Path path) {
        return path.toString().replace(File.separatorChar, '/');
    }
}
