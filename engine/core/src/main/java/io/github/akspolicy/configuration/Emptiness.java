package io.github.akspolicy.configuration;

import io.github.akspolicy.environment.RenderedRelease;
import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.InputProblem;
import io.github.akspolicy.evaluate.Ledger.ReleaseAccount;
import io.github.akspolicy.source.NotEvaluated;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.ReleaseId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Turns nothing into a problem: a release without resources, a run without policies, a policy without its chart. */
final class Emptiness {
    /** Of a values file in a chart, which may not be evaluated either. */
    static final String WITHOUT_VALUES = "the chart is evaluated without this values file";

    private static final int SHOWN = 3;

    private Emptiness() {}

    /** The evaluation, with a problem for whatever is empty. */
    static Evaluation check(Evaluation evaluation, List<PlannedRelease> planned) {
        var problems = new ArrayList<>(evaluation.problems());
        if (evaluation.policies().isEmpty()) {
            problems.add(new InputProblem(
                    new Problem(
                            "no policy is on: nothing was evaluated",
                            null,
                            "choose a profile, turn policies on, or add io.github.akspolicy:aks-policy-policies to the"
                                    + " class path"),
                    List.of()));
        }
        // one source is one problem, however many environments it is empty in
        var empty = new LinkedHashMap<Problem, List<ReleaseId>>();
        for (PlannedRelease release : planned) {
            if (isEmpty(evaluation, release.id())
                    && !isReported(evaluation, release.id())
                    && !isNamed(evaluation, release)) {
                empty.computeIfAbsent(problem(release), unused -> new ArrayList<>())
                        .add(release.id());
            }
        }
        if (planned.isEmpty()) {
            problems.add(new InputProblem(Problem.of("there is nothing to evaluate"), List.of()));
        }
        empty.forEach((problem, releases) -> problems.add(
                new InputProblem(problem, releases.stream().sorted().toList())));
        List<NotEvaluated> passedOver = evaluation.ledger().notEvaluated();
        if (problems.isEmpty()
                && evaluation.ledger().resources() == 0
                && planned.stream().allMatch(Emptiness::isScanned)
                && !(passedOver.isEmpty() && evaluation.thresholds().isTolerant())) {
            problems.add(new InputProblem(nothing(passedOver), List.of()));
        }
        if (problems.size() == evaluation.problems().size()) {
            return evaluation;
        }
        problems.sort(Comparator.comparing(problem -> problem.problem().toString()));
        return evaluation.withProblems(problems);
    }

    /**
     * The evaluation of all environments, with a problem for each chart whose values a policy names and no release has: a
     * misspelt name would find nothing. Where a chart could not be rendered nobody knows which others it brings.
     */
    static Evaluation checkCharts(Evaluation evaluation, KnownPolicies known) {
        var releases = evaluation.ledger().releases();
        if (!releases.stream().allMatch(ReleaseAccount::complete)) {
            return evaluation;
        }
        var charts = new TreeSet<String>();
        releases.forEach(release -> charts.addAll(release.charts()));
        var problems = new ArrayList<>(evaluation.problems());
        for (ActivePolicy policy : evaluation.policies()) {
            for (String chart : policy.kinds().requiredCharts()) {
                if (!charts.contains(chart)) {
                    problems.add(new InputProblem(
                            new Problem(
                                    policy.id() + " evaluates the values of chart " + ShapeCheck.quote(chart)
                                            + ", and no release has such a chart",
                                    known.namedAt(policy.policy()),
                                    DidYouMean.fix(chart, charts, "charts") + "; a name with * need not be there"),
                            List.of()));
                }
            }
        }
        return problems.size() == evaluation.problems().size() ? evaluation : evaluation.withProblems(problems);
    }

    /** The release, with a problem when it is empty for no reason. */
    static RenderedRelease check(RenderedRelease rendered, PlannedRelease planned) {
        return rendered.resources().isEmpty() && rendered.problems().isEmpty()
                ? rendered.with(problem(planned))
                : rendered;
    }

    private static boolean isEmpty(Evaluation evaluation, ReleaseId id) {
        return evaluation.ledger().releases().stream()
                .filter(account -> account.id().equals(id))
                .allMatch(ReleaseAccount::isEmpty);
    }

    private static boolean isReported(Evaluation evaluation, ReleaseId id) {
        return evaluation.problems().stream()
                .anyMatch(problem -> problem.releases().contains(id));
    }

    private static boolean isScanned(PlannedRelease release) {
        return release.at() == null;
    }

    /** Whether a source that a scan found says what it passed over, or that there is nothing in it: in one environment, for all. */
    private static boolean isNamed(Evaluation evaluation, PlannedRelease release) {
        return isScanned(release)
                && evaluation.ledger().releases().stream()
                        .filter(account ->
                                account.id().source().equals(release.id().source()))
                        .anyMatch(account -> !account.notEvaluated().isEmpty()
                                || !account.notes().isEmpty());
    }

    /** What a scan looked for and found instead. */
    private static Problem nothing(List<NotEvaluated> passedOver) {
        List<NotEvaluated> most = passedOver.stream()
                // a chart that cannot be read lacks more than its values files
                .sorted(Comparator.comparing(
                                (NotEvaluated line) -> line.message().endsWith(WITHOUT_VALUES))
                        .thenComparing(line -> -line.subjects().size()))
                .limit(SHOWN)
                .toList();
        int more = passedOver.size() - most.size();
        return new Problem(
                "nothing was evaluated: no Helm chart, manifest (with apiVersion and kind) or definition of a cluster can be read as it is; found "
                        + most.stream().map(NotEvaluated::message).collect(Collectors.joining("; "))
                        + (more == 0 ? "" : "; and " + more + " more lines not evaluated"),
                null,
                most.stream()
                        .map(NotEvaluated::fix)
                        .filter(fix -> !fix.isEmpty())
                        .findFirst()
                        .orElse(""));
    }

    private static Problem problem(PlannedRelease release) {
        return new Problem(
                release.kind() + " " + release.id().source() + " yields no resource: nothing was evaluated",
                release.at(),
                switch (release.kind()) {
                    case "chart" ->
                        "give it the values that turn something on, or list under environments where it is deployed";
                    case "manifests" -> "name a folder with .yaml, .yml or .json manifests";
                    case "cluster" -> "name a file that defines a cluster, a registry, a key vault or access to them";
                    case "terraform" -> "name the folder that terraform runs in";
                    default -> "name a kubeconfig file";
                });
    }
}
