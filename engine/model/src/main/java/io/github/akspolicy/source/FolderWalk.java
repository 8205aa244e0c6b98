package io.github.akspolicy.source;

import io.github.akspolicy.files.GarbledName;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a folder holds that could be deployed. Hidden folders are passed over, files of other types than those that
 * kubectl reads ({@code .yaml}, {@code .yml}, {@code .json}) kept apart, and those left out that certainly deploy nothing.
 *
 * @param files sorted by path; without the files of charts
 * @param charts folders with a {@code Chart.yaml}, sorted; charts inside of charts belong to the outer one
 * @param problems what could not be looked at
 * @param hidden folders that were passed over for their name, sorted; in a repository also links to folders of it
 * @param others files of other names that may say what is deployed, see {@link PassedOverFiles}; sorted
 */
public record FolderWalk(
        List<Path> files, List<Path> charts, List<Problem> problems, List<Path> hidden, List<Path> others) {
    /** What Helm reads of a chart; the rest of its folder only {@code .Files} can see. */
    private static final Set<String> PARTS_OF_A_CHART =
            Set.of("Chart.yaml", "Chart.lock", "values.yaml", "values.schema.json", "templates", "charts", "crds");

    public FolderWalk {
        hidden = List.copyOf(hidden);
        others = List.copyOf(others);
        files = List.copyOf(files);
        charts = List.copyOf(charts);
        problems = List.copyOf(problems);
    }

    /** A walk that passed nothing over. */
    public FolderWalk(List<Path> files, List<Path> charts, List<Problem> problems) {
        this(files, charts, problems, List.of(), List.of());
    }

    /**
     * Walks a folder. A file is all there is in it, whatever its name.
     *
     * @param folder an existing folder or file
     * @param excluded files and folders that are not looked at
     * @param workspace what the paths in problems are relative to
     */
    public static FolderWalk of(Path folder, Predicate<Path> excluded, Workspace workspace) {
        return of(folder, excluded, false, workspace);
    }

    /**
     * As {@link #of}, and what lies in the folder of a chart without being a part of it, such as {@code k8s} beside {@code
     * templates}, is among the files.
     */
    public static FolderWalk ofRepository(Path folder, Predicate<Path> excluded, Workspace workspace) {
        return of(folder, excluded, true, workspace);
    }

    private static FolderWalk of(Path folder, Predicate<Path> excluded, boolean entersCharts, Workspace workspace) {
        if (Files.isRegularFile(folder)) {
            return new FolderWalk(List.of(folder), List.of(), List.of());
        }
        var walker = new Walker(folder, excluded, entersCharts, workspace);
        walker.walk();
        Comparator<Path> byPath = Comparator.comparing(workspace::relative);
        walker.files.sort(byPath);
        walker.charts.sort(byPath);
        walker.problems.sort(Comparator.comparing(Problem::toString));
        walker.hidden.sort(byPath);
        walker.others.sort(byPath);
        return new FolderWalk(walker.files, walker.charts, walker.problems, walker.hidden, walker.others);
    }

    /** Whether a folder is a Helm chart. */
    public static boolean isChart(Path folder) {
        return Files.isRegularFile(folder.resolve("Chart.yaml"));
    }

    private static final class Walker {
        private final Path root;
        private final Predicate<Path> excluded;
        private final boolean entersCharts;
        private final Workspace workspace;
        private final Deque<Path> folders = new ArrayDeque<>();
        private final List<Path> files = new ArrayList<>();
        private final List<Path> charts = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();
        private final List<Path> hidden = new ArrayList<>();
        private final List<Path> others = new ArrayList<>();

        private Walker(Path root, Predicate<Path> excluded, boolean entersCharts, Workspace workspace) {
            this.entersCharts = entersCharts;
            this.root = root;
            this.excluded = excluded;
            this.workspace = workspace;
        }

        /** Without recursion, so that no depth of folders can use up the stack. */
        private void walk() {
            folders.add(root);
            while (!folders.isEmpty()) {
                folder(folders.remove());
            }
        }

        private void folder(Path folder) {
            boolean isChart = isChart(folder);
            if (isChart) {
                charts.add(folder);
                if (!entersCharts) {
                    return;
                }
            }
            for (Path entry : entries(folder)) {
                Optional<String> garbled = GarbledName.problem(entry);
                if (garbled.isPresent()) {
                    problem(entry, garbled.get(), GarbledName.FIX);
                    continue;
                }
                boolean isPart = isChart && PARTS_OF_A_CHART.contains(String.valueOf(entry.getFileName()));
                if (!isPart && !excluded.test(entry)) {
                    try {
                        entry(entry, String.valueOf(entry.getFileName()));
                    } catch (IOException unreadable) {
                        problem(entry, "it cannot be read: " + Problem.reason(unreadable), exclude(entry));
                    }
                }
            }
        }

        /** All at once: one open folder at a time. */
        private List<Path> entries(Path folder) {
            var entries = new ArrayList<Path>();
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
                stream.forEach(entries::add);
            } catch (IOException | DirectoryIteratorException unreadable) {
                problem(folder, "the folder cannot be read: " + Problem.reason(unreadable), "");
            }
            return entries;
        }

        private void entry(Path entry, String name) throws IOException {
            if (workspace.isInGit(entry)) {
                return;
            }
            boolean isLink = Files.isSymbolicLink(entry);
            if (Files.isDirectory(entry)) {
                if (name.startsWith(".")) {
                    hidden.add(entry);
                    return;
                }
                if (isLink && entersCharts && isInside(entry)) {
                    hidden.add(entry);
                } else if (isLink) {
                    // following it could go round in circles or leave the folder, ignoring it would lose manifests
                    problem(entry, "the folder is a symbolic link, which is not followed", exclude(entry));
                } else {
                    folders.add(entry);
                }
                return;
            }
            if (!isManifest(name)) {
                if (PassedOverFiles.mayBe(name) && Files.isRegularFile(entry)) {
                    if (!isLink || isInside(entry)) {
                        others.add(entry);
                    } else if (PassedOverFiles.isNamed(entry)) {
                        problem(entry, "the symbolic link leads out of " + workspace.relative(root), exclude(entry));
                    }
                }
                return;
            }
            if (!Files.exists(entry)) {
                problem(entry, "the symbolic link leads nowhere", exclude(entry));
            } else if (!Files.isRegularFile(entry)) {
                problem(entry, "not a regular file", exclude(entry));
            } else if (isLink && !entry.toRealPath().startsWith(root.toRealPath())) {
                problem(entry, "the symbolic link leads out of " + workspace.relative(root), exclude(entry));
            } else if (isLink && workspace.isInGit(entry.toRealPath())) {
                problem(entry, "the symbolic link leads into .git, which is not read", "remove it");
            } else {
                files.add(entry);
            }
        }

        private boolean isInside(Path link) throws IOException {
            Path real = link.toRealPath();
            return real.startsWith(root.toRealPath()) && !workspace.isInGit(real);
        }

        private String exclude(Path entry) {
            return "configure what it leads to as a separate source, and add \""
                    + Workspace.slashes(root.relativize(entry)) + "\" to exclude";
        }

        private void problem(Path at, String message, String fix) {
            problems.add(Problem.at(workspace.start(at), message, fix));
        }
    }

    private static boolean isManifest(String name) {
        return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
    }
}
