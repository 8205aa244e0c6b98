package io.github.akspolicy.configuration;

import io.github.akspolicy.configuration.Settings.Located;
import io.github.akspolicy.files.PathPattern;
import io.github.akspolicy.source.FolderWalk;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/**
 * Which files below a folder are deployed.
 *
 * @param root what the patterns are relative to
 * @param include what is taken; everything when empty
 * @param exclude what is left out of that
 * @param elsewhere charts that are sources of their own, and the configuration file, which is no manifest
 */
record FileSelection(Path root, List<Pattern> include, List<Pattern> exclude, Set<Path> elsewhere) {
    /** A glob with the place that writes it. */
    record Pattern(Located<String> written, List<PathPattern> alternatives) {
        boolean matches(Path relative) {
            String path = Workspace.slashes(relative);
            return alternatives.stream().anyMatch(pattern -> pattern.matches(path));
        }
    }

    /**
     * Compiles globs in the notation of {@link java.nio.file.FileSystem#getPathMatcher}.
     *
     * @param problems told of those that are broken
     */
    static List<Pattern> patterns(List<Located<String>> globs, Problems problems) {
        var patterns = new ArrayList<Pattern>();
        for (Located<String> glob : globs) {
            try {
                patterns.add(new Pattern(glob, alternatives(glob.value())));
            } catch (PatternSyntaxException broken) {
                problems.add(
                        glob.at(),
                        "the pattern " + ShapeCheck.quote(glob.value()) + " is broken: " + broken.getDescription(),
                        "examples: drafts/**, **/*-test.yaml");
            }
        }
        return List.copyOf(patterns);
    }

    private static List<PathPattern> alternatives(String glob) {
        String text = glob.endsWith("/") ? glob.substring(0, glob.length() - 1) : glob;
        var alternatives = new ArrayList<PathPattern>();
        alternatives.add(PathPattern.glob(text));
        // everybody else's **/ matches no folder as well
        if (text.startsWith("**/")) {
            alternatives.add(PathPattern.glob(text.substring("**/".length())));
        }
        return List.copyOf(alternatives);
    }

    /** What is deployed now. A pattern of {@link #include} that nothing matches is a problem: it was meant to. */
    FolderWalk walk(Workspace workspace) {
        FolderWalk all = FolderWalk.of(root, this::isExcluded, workspace);
        if (include.isEmpty()) {
            return all;
        }
        List<Path> files =
                all.files().stream().filter(file -> isIncluded(file, include)).toList();
        var problems = new ArrayList<>(all.problems());
        for (Pattern pattern : include) {
            if (files.stream().noneMatch(file -> isIncluded(file, List.of(pattern)))) {
                problems.add(Problem.at(
                        pattern.written().at(),
                        "no manifest in " + workspace.relative(root) + " matches the pattern "
                                + ShapeCheck.quote(pattern.written().value()),
                        "patterns are relative to that folder; exclude wins over include"));
            }
        }
        List<Path> charts = all.charts().stream()
                .filter(chart -> isIncluded(chart.resolve("Chart.yaml"), include))
                .toList();
        List<Path> others =
                all.others().stream().filter(file -> isIncluded(file, include)).toList();
        return new FolderWalk(files, charts, problems, all.hidden(), others);
    }

    private boolean isExcluded(Path path) {
        return elsewhere.contains(path) || exclude.stream().anyMatch(pattern -> pattern.matches(root.relativize(path)));
    }

    private boolean isIncluded(Path path, List<Pattern> patterns) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(root.relativize(path)));
    }
}
