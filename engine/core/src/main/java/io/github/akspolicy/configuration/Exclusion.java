package io.github.akspolicy.configuration;

import io.github.akspolicy.configuration.Settings.Located;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;

/** What of a manifest folder is not read. */
final class Exclusion implements Predicate<Path> {
    static final Exclusion NONE = new Exclusion(Path.of(""), List.of(), Set.of(), Path.of(""));

    private final Path folder;
    private final List<PathMatcher> patterns;
    private final Set<Path> elsewhere;
    private final Path configuration;

    private Exclusion(Path folder, List<PathMatcher> patterns, Set<Path> elsewhere, Path configuration) {
        this.folder = folder;
        this.patterns = patterns;
        this.elsewhere = elsewhere;
        this.configuration = configuration;
    }

    /**
     * @param folder what the patterns are relative to
     * @param globs in the notation of {@link java.nio.file.FileSystem#getPathMatcher}
     * @param elsewhere charts that are sources of their own
     * @param configuration the configuration file, which is no manifest
     */
    static Exclusion of(
            Path folder, List<Located<String>> globs, Set<Path> elsewhere, Path configuration, Problems problems) {
        var patterns = new ArrayList<PathMatcher>();
        for (Located<String> glob : globs) {
            String text = glob.value().endsWith("/")
                    ? glob.value().substring(0, glob.value().length() - 1)
                    : glob.value();
            try {
                patterns.add(FileSystems.getDefault().getPathMatcher("glob:" + text));
                // everybody else's **/ matches no folder as well
                if (text.startsWith("**/")) {
                    patterns.add(FileSystems.getDefault().getPathMatcher("glob:" + text.substring("**/".length())));
                }
            } catch (PatternSyntaxException broken) {
                problems.add(
                        glob.at(),
                        "exclude pattern " + ShapeCheck.quote(glob.value()) + " is broken: " + broken.getDescription(),
                        "examples: drafts/**, **/*-test.yaml");
            }
        }
        return new Exclusion(folder, List.copyOf(patterns), Set.copyOf(elsewhere), configuration);
    }

    @Override
    public boolean test(Path path) {
        if (elsewhere.contains(path) || path.equals(configuration)) {
            return true;
        }
        Path relative = folder.relativize(path);
        return patterns.stream().anyMatch(pattern -> pattern.matches(relative));
    }
}
