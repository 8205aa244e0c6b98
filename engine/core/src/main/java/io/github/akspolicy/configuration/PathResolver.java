package io.github.akspolicy.configuration;

import io.github.akspolicy.configuration.Settings.Located;
import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files that a configuration names. Paths are relative to its own folder and may leave it, but not the
 * repository: what is evaluated must be what is versioned together.
 */
final class PathResolver {
    private static final Pattern GLOB = Pattern.compile("[*?{]");
    private static final Pattern REMOTE = Pattern.compile("^[a-z][a-z0-9+.-]+://");

    private final Path folder;
    private final Workspace workspace;
    private final Problems problems;

    /** @param folder the folder of the configuration file */
    PathResolver(Path folder, Workspace workspace, Problems problems) {
        this.folder = folder.toAbsolutePath().normalize();
        this.workspace = workspace;
        this.problems = problems;
    }

    /**
     * An existing file or folder.
     *
     * @param what what the path is for: {@code chart}
     * @return absolute, or null when it does not exist or may not be used, which has been reported
     */
    @Nullable
    Path existing(Located<String> written, String what) {
        if (REMOTE.matcher(written.value()).find()) {
            problems.add(
                    written.at(),
                    what + " " + ShapeCheck.quote(written.value()) + " is a remote reference, which is not fetched",
                    what.equals("chart")
                            ? "run helm pull --untar " + ShapeCheck.quote(written.value())
                                    + " --version VERSION, name its folder"
                            : "fetch it before, and name the file");
            return null;
        }
        Path path = inside(written, folder, what);
        if (path == null) {
            return null;
        }
        if (!Files.exists(path)) {
            missing(
                    written,
                    what,
                    path,
                    GLOB.matcher(written.value()).find()
                            ? "name the folder here and the pattern under include"
                            : "paths are relative to " + shown(folder));
            return null;
        }
        return checkLinks(path, written, what);
    }

    /**
     * A file that a goal writes.
     *
     * @param goal the goal
     * @param isWritten whether the goal is running, so that it need not be there yet
     * @return absolute, or null when it may not be used; what is wrong has been reported
     */
    @Nullable
    Path written(Located<String> written, String what, String goal, boolean isWritten) {
        Path path = inside(written, folder, what);
        if (path == null) {
            return null;
        }
        // a link that leads nowhere would be written through
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return checkLinks(path, written, what);
        }
        if (!isWritten) {
            problems.add(
                    written.at(),
                    what + " " + ShapeCheck.quote(written.value()) + " does not exist",
                    "write it with " + CommandText.command(goal));
        }
        Path parent = path.getParent();
        while (parent != null && !Files.exists(parent, LinkOption.NOFOLLOW_LINKS)) {
            parent = parent.getParent();
        }
        return parent != null && checkLinks(parent, written, what) == null ? null : path;
    }

    /**
     * A values file, which is looked up beside the configuration and in the chart.
     *
     * @param chart the chart's folder; for a packaged chart the folder it lies in
     */
    @Nullable
    Path valuesFile(Located<String> written, Path chart) {
        String text = written.value();
        Path beside = inside(written, folder, "values file");
        if (beside == null) {
            return null;
        }
        boolean explicit =
                text.startsWith("./") || text.startsWith("../") || Path.of(text).isAbsolute();
        Path within = explicit || !Files.isDirectory(chart)
                ? beside
                : chart.resolve(text).normalize();
        boolean isBeside = Files.exists(beside);
        boolean isWithin = !within.equals(beside) && within.startsWith(chart) && Files.exists(within);
        if (isBeside && isWithin) {
            problems.add(
                    written.at(),
                    "values file " + ShapeCheck.quote(text) + " could be " + shown(beside) + " or " + shown(within),
                    "write ./" + text + " for the first, " + Workspace.slashes(folder.relativize(within))
                            + " for the second");
            return null;
        }
        if (!isBeside && !isWithin) {
            missing(
                    written,
                    "values file",
                    Files.isDirectory(chart) ? within : beside,
                    "looked for " + shown(beside) + (within.equals(beside) ? "" : " and " + shown(within)));
            return null;
        }
        Path found = checkLinks(isWithin ? within : beside, written, "values file");
        if (found != null && !Files.isRegularFile(found)) {
            problems.add(written.at(), "values file " + ShapeCheck.quote(text) + " is a folder", "name a file");
            return null;
        }
        return found;
    }

    String shown(Path path) {
        return workspace.relative(path);
    }

    private @Nullable Path inside(Located<String> written, Path base, String what) {
        try {
            Path path = base.resolve(written.value()).normalize();
            if (path.startsWith(workspace.root()) && !workspace.isInGit(path)) {
                return path;
            }
            refuse(path, written, what);
        } catch (InvalidPathException invalid) {
            problems.add(
                    written.at(),
                    what + " " + ShapeCheck.quote(written.value()) + " is not a path: " + invalid.getReason(),
                    written.value().chars().allMatch(character -> character < 128)
                            ? ""
                            : "the character set of this process (" + System.getProperty("sun.jnu.encoding")
                                    + ") may not have its letters: set LC_ALL=C.UTF-8");
        }
        return null;
    }

    /** A link may not lead out of the repository either. */
    private @Nullable Path checkLinks(Path path, Located<String> written, String what) {
        try {
            if (workspace.contains(path)) {
                return path;
            }
            refuse(path.toRealPath(), written, what);
        } catch (IOException unreadable) {
            problems.add(written.at(), what + " " + ShapeCheck.quote(written.value()) + " cannot be read", "");
        }
        return null;
    }

    private void refuse(Path path, Located<String> written, String what) {
        String shown = what + " " + ShapeCheck.quote(written.value());
        if (workspace.isInGit(path)) {
            problems.add(written.at(), shown + " lies in .git, which is not read", "name a file that is versioned");
        } else {
            problems.add(
                    written.at(),
                    shown + " lies outside of the repository",
                    "move it into the repository, whose root is where .git is");
        }
    }

    private void missing(Located<String> written, String what, Path path, String where) {
        String near = DidYouMean.near(String.valueOf(path.getFileName()), siblings(path));
        problems.add(
                written.at(),
                what + " " + ShapeCheck.quote(written.value()) + " does not exist",
                near.isEmpty() ? where : where + "; " + near);
    }

    private static List<String> siblings(Path path) {
        Path parent = path.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return List.of();
        }
        var names = new ArrayList<String>();
        try (Stream<Path> entries = Files.list(parent)) {
            entries.map(entry -> String.valueOf(entry.getFileName())).sorted().forEach(names::add);
        } catch (IOException unreadable) {
            // only a hint is lost
            return List.of();
        }
        return names;
    }
}
