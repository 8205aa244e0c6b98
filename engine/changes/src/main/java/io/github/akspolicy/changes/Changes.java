package io.github.akspolicy.changes;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.InputProblem;
import io.github.akspolicy.evaluate.Ledger;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.ReleaseId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares an evaluation with one of an older commit. The older sources are judged by today's policies, so that turning a
 * policy on makes no old finding new.
 */
public final class Changes {
    private final String base;
    private final boolean onlyNew;
    private final Overrides overrides;

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
     * @param configuration the configuration file of the evaluation
     * @param verification what was evaluated
     * @param evaluation its result
     * @throws BaseException when the base cannot be read; that its files cannot be judged makes findings incomparable
     */
    public Evaluation compare(Path configuration, Verification verification, Evaluation evaluation, Progress progress)
            throws BaseException {
        Path root = verification.workspace().root();
        try (BaseTree tree = BaseTree.of(root, base)) {
            Path file = tree.root()
                    .resolve(root.relativize(configuration.toAbsolutePath().normalize()));
            Evaluation before = evaluate(file, verification, progress);
            var problems = new ArrayList<>(before.problems());
            problems.addAll(absent(tree, verification));
            before = before.withProblems(problems);
            return evaluation.against(before, base, tree.commit(), onlyNew);
        }
    }

    private Evaluation evaluate(Path file, Verification now, Progress progress) {
        if (!Files.exists(file)) {
            return nothing(now, List.of(Problem.of("there is no " + file.getFileName())));
        }
        try {
            // a baseline that does not exist yet is none
            Verification before =
                    Verification.load(file, overrides.environments(List.of()).writesBaseline(true));
            return before.judgedLike(now).evaluate(progress);
        } catch (ConfigurationException invalid) {
            return nothing(now, invalid.problems());
        }
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
