package io.github.akspolicy.changes;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.AcceptedComparison;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.InputProblem;
import io.github.akspolicy.evaluate.Ledger;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Weakening;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Compares a change with an older commit. The older sources are evaluated by today's policies, so that turning a policy on makes
 * no old finding new; the older configuration is compared with today's, so that a change cannot make its own gate weaker
 * without a word.
 */
public final class Changes {
    private final String base;
    private final boolean onlyNew;
    private final Overrides overrides;

    /**
     * The configuration of the base.
     *
     * @param file where it would be
     * @param verification null when there is none, or it cannot be read
     * @param problems why it cannot be read; empty when it can, or there is none
     */
    private record Before(Path file, @Nullable Verification verification, List<Problem> problems) {
        boolean isThere() {
            return Files.exists(file);
        }
    }

    /**
     * @param base a branch, tag or commit, such as {@code origin/main}
     * @param onlyNew whether findings that were there before fail nothing
     * @param overrides those of the evaluation
     */
    public Changes(String base, boolean onlyNew, Overrides overrides) {
        this.base = base;
        this.onlyNew = onlyNew;
        this.overrides = overrides;
    }

    /**
     * Evaluates a change under the gate of its base and compares both.
     *
     * @param configuration the configuration file of the change
     * @param verification what it says
     * @throws BaseException when the base cannot be read; that its files cannot be evaluated makes findings incomparable
     * @throws ConfigurationException when the base's configuration is to evaluate the change and does not fit its sources
     */
    public Evaluation evaluate(Path configuration, Verification verification, Progress progress)
            throws BaseException, ConfigurationException {
        return evaluate(configuration, verification, progress, UnaryOperator.identity());
    }

    /**
     * The same with policies that no configuration brings.
     *
     * @param extension adds them to what evaluates the change
     * @throws BaseException when the base cannot be read; that its files cannot be evaluated makes findings incomparable
     * @throws ConfigurationException when the base's configuration is to evaluate the change and does not fit its sources
     */
    public Evaluation evaluate(
            Path configuration, Verification verification, Progress progress, UnaryOperator<Verification> extension)
            throws BaseException, ConfigurationException {
        Path file = configuration.toAbsolutePath().normalize();
        Path root = verification.workspace().root();
        try (BaseTree tree = BaseTree.of(root, base)) {
            Before before = before(tree, root.relativize(file));
            Verification now = extension.apply(gated(file, verification, before));
            return compare(tree, before, file, now, now.evaluate(progress), progress);
        }
    }

    /**
     * What evaluates a change: its own configuration under the gate of its base, or the base's where that says so.
     *
     * @param configuration the configuration file of the change
     * @param verification what it says
     * @throws BaseException when the base cannot be read
     * @throws ConfigurationException when the base's configuration is to evaluate the change and does not fit its sources
     */
    public Verification verification(Path configuration, Verification verification)
            throws BaseException, ConfigurationException {
        Path file = configuration.toAbsolutePath().normalize();
        Path root = verification.workspace().root();
        try (BaseTree tree = BaseTree.of(root, base)) {
            return gated(file, verification, before(tree, root.relativize(file)));
        }
    }

    /**
     * Compares a change that was evaluated already, by {@link #verification}.
     *
     * @param configuration the configuration file of the change
     * @param verification what was evaluated
     * @param evaluation its result
     * @throws BaseException when the base cannot be read
     */
    public Evaluation compare(Path configuration, Verification verification, Evaluation evaluation, Progress progress)
            throws BaseException {
        Path file = configuration.toAbsolutePath().normalize();
        Path root = verification.workspace().root();
        try (BaseTree tree = BaseTree.of(root, base)) {
            return compare(tree, before(tree, root.relativize(file)), file, verification, evaluation, progress);
        }
    }

    /**
     * What a change does to a gate that does not run in it: a configuration that the base has and the change has not, and a
     * build that skips it and did not.
     *
     * @param configuration where the configuration file of the change would be
     * @return empty when neither side has a configuration
     * @throws BaseException when the base cannot be read
     */
    public List<Weakening> notRun(Path configuration) throws BaseException {
        Path file = configuration.toAbsolutePath().normalize();
        Path folder = file.getParent();
        Path root = Workspace.of(folder == null ? file : folder).root();
        // a build has modules without configuration: for these the tree of the base is not written
        if (!Files.exists(file) && !BaseTree.holds(root, base, Workspace.slashes(root.relativize(file)))) {
            return otherBuild(root, root.relativize(file));
        }
        try (BaseTree tree = BaseTree.of(root, base)) {
            Path relative = root.relativize(file);
            var found = new ArrayList<Weakening>();
            List<String> everywhere = List.of(Verification.DEFAULT_ENVIRONMENT);
            if (Files.exists(tree.root().resolve(relative)) && !Files.exists(file)) {
                found.add(Weakening.of(
                        Weakening.Kind.CONFIGURATION_REMOVED,
                        new SourceLocation(Workspace.slashes(relative), 1, 1, SourceLocation.Role.CONFIGURATION),
                        "the configuration is gone, the base has one: nothing is evaluated",
                        everywhere));
            }
            found.addAll(new BuildComparison(tree.root(), root, tree.changedBuildFiles(), everywhere)
                    .compare(folder(relative)));
            return found;
        }
    }

    /** Options of Maven may have led here, where nothing is evaluated. */
    private List<Weakening> otherBuild(Path root, Path relative) throws BaseException {
        if (!BaseTree.hasOtherBuildFiles(root, base)) {
            return List.of();
        }
        try (BaseTree tree = BaseTree.ofBuild(root, base)) {
            return new BuildComparison(
                            tree.root(), root, tree.changedBuildFiles(), List.of(Verification.DEFAULT_ENVIRONMENT))
                    .compareFiles(folder(relative));
        }
    }

    /**
     * Whether a change says otherwise how Maven runs: then no option that it may have set, such as {@code -fn}, is to be obeyed.
     *
     * @param configuration where the configuration file of the change would be
     * @throws BaseException when the base cannot be read
     */
    public boolean changesBuild(Path configuration) throws BaseException {
        Path file = configuration.toAbsolutePath().normalize();
        Path folder = file.getParent();
        Path root = Workspace.of(folder == null ? file : folder).root();
        return !otherBuild(root, root.relativize(file)).isEmpty();
    }

    private static Path folder(Path file) {
        return file.getParent() == null ? Path.of("") : file.getParent();
    }

    private Before before(BaseTree tree, Path relative) {
        Path file = tree.root().resolve(relative);
        if (!Files.exists(file)) {
            return new Before(file, null, List.of());
        }
        try {
            return new Before(file, load(file), List.of());
        } catch (ConfigurationException invalid) {
            return new Before(file, null, invalid.problems());
        }
    }

    /** Of all environments and as the file says; a baseline that does not exist yet is none. */
    private Verification load(Path file) throws ConfigurationException {
        return Verification.load(
                file,
                overrides.environments(List.of()).profile(null).failOn(null).writesBaseline(true));
    }

    private Verification gated(Path file, Verification verification, Before before) throws ConfigurationException {
        Verification was = before.verification();
        if (was == null) {
            return verification;
        }
        Verification evaluated =
                was.isGatedFromBase() ? Verification.load(file, before.file(), overrides) : verification;
        return evaluated.gatedBy(was);
    }

    private Evaluation compare(
            BaseTree tree, Before before, Path file, Verification now, Evaluation evaluation, Progress progress) {
        Verification was = before.verification();
        Evaluation old = was == null
                ? nothing(
                        now,
                        before.isThere() ? before.problems() : List.of(Problem.of("there is no " + file.getFileName())))
                : was.gatedBy(was).judgedLike(now).evaluate(progress);
        var problems = new ArrayList<>(old.problems());
        problems.addAll(absent(tree, now));
        old = old.withProblems(problems);
        return evaluation
                .against(old, base, tree.commit(), onlyNew)
                .withGate(weakenings(tree, before, file, now, evaluation, old), was == null || was.failsOnWeakening());
    }

    private List<Weakening> weakenings(
            BaseTree tree, Before before, Path file, Verification now, Evaluation evaluation, Evaluation old) {
        var found = new ArrayList<Weakening>();
        Path root = now.workspace().root();
        Verification was = before.verification();
        if (was != null) {
            try {
                // with all environments and without what this run overrides
                Verification is = load(file);
                found.addAll(is.weakerThan(was));
                found.addAll(AcceptedComparison.of(old, evaluation, was.debt(), is.debt()));
            } catch (ConfigurationException invalid) {
                found.add(notCompared(file, root, now, invalid.problems()));
            }
        } else if (before.isThere()) {
            found.add(notCompared(file, root, now, before.problems()));
        }
        Path relative = root.relativize(file);
        found.addAll(new BuildComparison(tree.root(), root, tree.changedBuildFiles(), now.environments())
                .compare(folder(relative)));
        return found;
    }

    private static Weakening notCompared(Path file, Path root, Verification now, List<Problem> problems) {
        return Weakening.of(
                Weakening.Kind.NOT_COMPARED,
                new SourceLocation(Workspace.slashes(root.relativize(file)), 1, 1, SourceLocation.Role.CONFIGURATION),
                "the configuration is not compared with that of the base, which cannot be read: "
                        + problems.stream().map(Problem::message).findFirst().orElse(""),
                now.environments());
    }

    /** A source that holds a submodule, or lies in one, was judged without what is not here. */
    private static List<InputProblem> absent(BaseTree tree, Verification now) {
        var all = new ArrayList<InputProblem>();
        for (String folder : tree.missing()) {
            List<ReleaseId> releases = now.releases().stream()
                    .filter(release -> holds(release.source(), folder) || holds(folder, release.source()))
                    .toList();
            if (!releases.isEmpty()) {
                all.add(new InputProblem(
                        Problem.of("the submodule " + folder + " is not here as the base has it: fetch it with its"
                                + " history"),
                        releases));
            }
        }
        return all;
    }

    /** The root of the repository holds everything. */
    private static boolean holds(String folder, String path) {
        return folder.isEmpty() || folder.equals(".") || path.equals(folder) || path.startsWith(folder + "/");
    }

    /** Nothing was judged then: every release of today has that problem. */
    private static Evaluation nothing(Verification now, List<Problem> problems) {
        List<ReleaseId> releases = now.releases();
        var all = new ArrayList<InputProblem>();
        problems.forEach(problem -> all.add(new InputProblem(problem, releases)));
        return new Evaluation(List.of(), all, new Ledger(List.of()), now.policies(), now.thresholds());
    }
}
