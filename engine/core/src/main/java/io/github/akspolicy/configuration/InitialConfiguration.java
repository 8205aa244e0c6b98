package io.github.akspolicy.configuration;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.InputProblem;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.source.ChartRelease;
import io.github.akspolicy.source.ClusterRelease;
import io.github.akspolicy.source.FolderWalk;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The configuration that a repository begins with: what a scan of it finds. What cannot be read or rendered is left out, with the reason
 * as a comment, so that what is there is evaluated in full.
 */
public final class InitialConfiguration {
    /** What is left out may be the reason that something else cannot be read: an alias, a folder. */
    private static final int ROUNDS = 5;

    private final Path directory;
    private final Workspace workspace;
    private final Overrides overrides;
    private final Verification scan;
    private final List<PlannedRelease> planned;
    private final Set<Path> manifests = new HashSet<>();
    /** Why sources and files are left out, by their path as reports show it. */
    private final Map<String, String> leftOut = new TreeMap<>();

    private int findings;

    private InitialConfiguration(Path directory, Overrides overrides, Verification scan) {
        this.directory = directory.toAbsolutePath().normalize();
        this.workspace = scan.workspace();
        this.overrides = overrides;
        this.scan = scan;
        this.planned = scan.planned();
    }

    /**
     * Looks at a directory, and evaluates what is found until all of it can be.
     *
     * @throws ConfigurationException when there is nothing to evaluate, or what is found cannot be written as a configuration
     */
    public static InitialConfiguration of(Path directory, Overrides overrides, Progress progress)
            throws ConfigurationException {
        // it says what it looked for
        var found =
                new InitialConfiguration(directory, overrides, Verification.scan(directory, overrides.strict(true)));
        found.collect();
        found.settle(progress);
        return found;
    }

    /** The manifests that the scan found, and those that say the same. */
    private void collect() {
        // each environment has the same
        String environment = scan.environments().get(0);
        for (PlannedRelease release : planned) {
            if (release.kind().equals(SettingText.MANIFESTS)
                    && release.environment().equals(environment)) {
                read(release.release());
            }
        }
    }

    private void read(Release release) {
        try {
            release.read(new Release.Receiver() {
                @Override
                public void file(ManifestFile file) {
                    manifests.add(path(file.path()));
                    var start = new Place(FieldPath.ROOT, FieldPath.ROOT, Position.START, Position.START);
                    file.origins().locate(start).related().stream()
                            .filter(frame -> frame.role() == Role.COPY)
                            .forEach(copy -> manifests.add(path(copy.path())));
                }

                @Override
                public void problem(Problem problem) {
                    leaveOut(problem.at(), problem);
                }
            });
        } catch (SourceException unreadable) {
            unreadable.problems().forEach(problem -> leaveOut(problem.at(), problem));
        }
    }

    private Path path(String shown) {
        return workspace.root().resolve(shown).normalize();
    }

    private void leaveOut(@Nullable SourceLocation at, Problem problem) {
        if (at != null) {
            leftOut.putIfAbsent(at.path(), reason(problem));
        }
    }

    private static String reason(Problem problem) {
        String first = problem.message().lines().findFirst().orElse("");
        return SafeText.line(first + (problem.fix().isEmpty() ? "" : " (" + problem.fix() + ")"));
    }

    /** Leaves out what cannot be read, until all else can. */
    private void settle(Progress progress) throws ConfigurationException {
        for (int round = 0; round < ROUNDS; round++) {
            if (entries().isEmpty() && sources().isEmpty()) {
                throw nothing(progress);
            }
            Evaluation evaluation = evaluate(progress);
            findings = evaluation.open().size();
            int before = leftOut.size();
            evaluation.problems().forEach(this::leaveOut);
            if (evaluation.problems().isEmpty() || leftOut.size() == before) {
                return;
            }
        }
    }

    /** What the scan says of what is there, and why it is left out. */
    private ConfigurationException nothing(Progress progress) {
        var problems = new ArrayList<Problem>();
        leftOut.forEach((path, reason) -> problems.add(Problem.of(path + ": " + reason)));
        scan.evaluate(progress).problems().stream().map(InputProblem::problem).forEach(problems::add);
        return new ConfigurationException(problems);
    }

    /** The charts and definitions that are not left out. */
    private Set<String> sources() {
        return planned.stream()
                .filter(release -> !release.kind().equals(SettingText.MANIFESTS))
                .map(release -> release.id().source())
                .filter(source -> !leftOut.containsKey(source))
                .collect(Collectors.toSet());
    }

    private Evaluation evaluate(Progress progress) throws ConfigurationException {
        Path file = null;
        try {
            file = Files.createTempFile("aks-policy", ".yaml");
            Files.writeString(file, text(false));
            return Verification.load(directory.resolve(Verification.FILE_NAME), file, overrides)
                    .evaluate(progress);
        } catch (IOException unwritable) {
            throw new ConfigurationException(List.of(Problem.of("a temporary file: " + Problem.reason(unwritable))));
        } finally {
            delete(file);
        }
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException kept) {
            // it holds nothing but paths
            return;
        }
    }

    private void leaveOut(InputProblem found) {
        Problem problem = found.problem();
        for (ReleaseId release : found.releases()) {
            List<String> sources = planned.stream()
                    .filter(one -> !one.kind().equals(SettingText.MANIFESTS) && isOf(one, release))
                    .map(one -> one.id().source())
                    .toList();
            sources.forEach(source -> leftOut.putIfAbsent(source, reason(problem)));
            if (sources.isEmpty() && problem.at() != null) {
                leaveOut(problem.at(), problem);
            } else if (sources.isEmpty()) {
                leftOut.putIfAbsent(release.source(), reason(problem));
            }
        }
    }

    /** Whether the configuration names a release of the scan as the other one. */
    private boolean isOf(PlannedRelease one, ReleaseId release) {
        return one.id().source().equals(release.source())
                || one.original() instanceof ClusterRelease cluster
                        && workspace.relative(cluster.request().definition()).equals(release.source());
    }

    /** The file, with comments. */
    public String text(boolean withBaseline) {
        return new InitialText(directory, workspace, planned, leftOut, entries()).of(withBaseline);
    }

    private List<InitialManifests.Entry> entries() {
        Set<String> sources = sources();
        FolderWalk walk = FolderWalk.of(
                directory,
                path -> DirectoryScan.isMadeByTools(path) || sources.contains(workspace.relative(path)),
                workspace);
        return new InitialManifests(
                        directory,
                        walk,
                        workspace,
                        manifests::contains,
                        leftOut.keySet().stream().map(this::path).collect(Collectors.toSet()))
                .entries();
    }

    /** How many findings are open in what it names. */
    public int findings() {
        return findings;
    }

    /** What was found and is in it, and what is not, each as a line for a reader. */
    public List<String> summary() {
        var lines = new ArrayList<String>();
        for (String kind : List.of(SettingText.CHART, SettingText.CLUSTER, SettingText.TERRAFORM)) {
            List<String> sources = planned.stream()
                    .filter(release -> release.kind().equals(kind))
                    .map(release -> release.id().source())
                    .distinct()
                    .toList();
            long taken = sources.stream()
                    .filter(source -> !leftOut.containsKey(source))
                    .count();
            lines.add(SettingText.words(kind) + ": "
                    + (sources.isEmpty() ? "none found" : taken + " of " + sources.size()));
        }
        lines.add(SettingText.words(SettingText.MANIFESTS) + ": "
                + (manifests.isEmpty() ? "none found" : String.valueOf(manifests.size())));
        lines.add("environments: " + String.join(", ", environments(planned)));
        leftOut.forEach((path, reason) -> lines.add("left out: " + path + ": " + reason));
        return lines;
    }

    static List<String> environments(List<PlannedRelease> planned) {
        return planned.stream()
                .map(PlannedRelease::environment)
                .distinct()
                .sorted()
                .toList();
    }

    static boolean isChart(PlannedRelease release) {
        return release.release() instanceof ChartRelease;
    }
}
