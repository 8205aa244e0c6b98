package io.github.akspolicy.evaluate;

import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.source.IncompleteChartException;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Judges releases. One evaluator may be used once. */
public final class Evaluator {
    private final Plan plan;
    private final Thresholds thresholds;
    private final ReadLimits limits;
    private final int parallelism;
    private final Debt debt;
    private SourceText sources = SourceText.NONE;
    private Map<String, Integer> kubernetes = Map.of();
    /** A plan is made once for each environment. */
    private final Map<String, Plan> plans = new ConcurrentHashMap<>();

    /**
     * @param policies the policies that are on
     * @param thresholds what fails
     * @param podTemplates where objects carry pods
     * @param limits for each manifest file
     * @param parallelism how many releases are read, and how many files judged, at the same time; at least 1
     * @param debt what is known and accepted
     */
    public Evaluator(
            List<ActivePolicy> policies,
            Thresholds thresholds,
            PodTemplates podTemplates,
            ReadLimits limits,
            int parallelism,
            Debt debt) {
        this.plan = Plan.of(policies, podTemplates);
        this.thresholds = thresholds;
        this.limits = limits;
        this.parallelism = parallelism;
        this.debt = debt;
    }

    /**
     * Which version of Kubernetes environments run; of others it is not known.
     *
     * @param minors the minor version, by environment
     */
    public Evaluator kubernetes(Map<String, Integer> minors) {
        kubernetes = Map.copyOf(minors);
        return this;
    }

    /** Which objects render nothing but what is among the releases: they are evaluated. */
    public Evaluator renderedHere(Predicate<Resource> rendered) {
        plan.with(rendered);
        return this;
    }

    private Plan planIn(String environment) {
        return plans.computeIfAbsent(environment, name -> plan.in(name, kubernetes.get(name)));
    }

    /** Where excerpts come from; without it there are none. */
    public Evaluator sources(SourceText text) {
        sources = text;
        return this;
    }

    /** Nothing is exempt but what annotations say. */
    public Evaluator(
            List<ActivePolicy> policies,
            Thresholds thresholds,
            PodTemplates podTemplates,
            ReadLimits limits,
            int parallelism) {
        this(policies, thresholds, podTemplates, limits, parallelism, Debt.NONE);
    }

    /** The default settings with as many threads as there are processors. */
    public Evaluator(List<ActivePolicy> policies, Thresholds thresholds) {
        this(
                policies,
                thresholds,
                PodTemplates.KNOWN,
                ReadLimits.DEFAULT,
                Runtime.getRuntime().availableProcessors());
    }

    /**
     * Reads and judges releases.
     *
     * @param releases of all environments; those of one environment are judged together
     * @param progress hears of each release before it is read
     */
    public Evaluation evaluate(List<Release> releases, Progress progress) {
        return evaluate(releases, Surroundings.NONE, progress);
    }

    /**
     * Reads and judges releases.
     *
     * @param releases of all environments; those of one environment are judged together
     * @param surroundings what lives outside of the releases, and what must not be missing
     * @param progress hears of each release before it is read
     */
    public Evaluation evaluate(List<Release> releases, Surroundings surroundings, Progress progress) {
        try {
            return evaluated(releases, surroundings, progress);
        } catch (RuntimeException | Error unexpected) {
            var problem = new InputProblem(
                    ToolError.problem("evaluating the releases together", unexpected),
                    releases.stream().map(Release::id).distinct().sorted().toList());
            return new Evaluation(List.of(), List.of(problem), new Ledger(List.of()), plan.active(), thresholds);
        }
    }

    private Evaluation evaluated(List<Release> releases, Surroundings surroundings, Progress progress) {
        List<ReleaseResult> results;
        try (var reading = new InOrder(parallelism, "aks-policy-read");
                var evaluating = new InOrder(parallelism, "aks-policy-evaluate")) {
            results = reading
                    .map(
                            releases,
                            release -> readStates(release, evaluating.threads()),
                            (release, index) -> progress.release(release.id(), index, releases.size()))
                    .stream()
                    .flatMap(List::stream)
                    .toList();
        }
        var byEnvironment = new LinkedHashMap<String, List<ReleaseResult>>();
        for (ReleaseResult result : results) {
            byEnvironment
                    .computeIfAbsent(result.id().environment(), name -> new ArrayList<>())
                    .add(result);
        }
        var identities = new ArrayList<IdentityChain>();
        byEnvironment.forEach((name, members) -> {
            List<ReleaseResult> installed =
                    members.stream().filter(member -> !member.id().isUpgrade()).toList();
            var joint = new JointEvaluation(planIn(name), installed, surroundings.context(name));
            joint.evaluate();
            identities.addAll(joint.identities());
            if (installed.size() < members.size()) {
                // what is upgraded stands in the place of what was installed; what is found twice is one finding
                new JointEvaluation(planIn(name), upgraded(members), surroundings.context(name)).evaluate();
            }
            OpenBranches.require(members, surroundings.requires(name, InputKind.ALL_BRANCHES));
            PassedOver.settle(
                    members,
                    surroundings.requires(name, InputKind.SOURCES),
                    surroundings.required().getOrDefault(name, Set.of()));
        });
        try (var deciding = new InOrder(parallelism, "aks-policy-decide")) {
            // a chart learns from one environment for the next: one after the other, so that it learns the same in each
            // run
            Map<String, List<ReleaseResult>> bySource = results.stream()
                    .collect(Collectors.groupingBy(
                            result -> result.id().source(), LinkedHashMap::new, Collectors.toList()));
            deciding.map(List.copyOf(bySource.values()), Evaluator::decideAbsent, (group, index) -> {});
        }
        identities.sort(IdentityChain.ORDER);
        return account(results, identities, surroundings);
    }

    private static List<ReleaseResult> decideAbsent(List<ReleaseResult> releases) {
        for (ReleaseResult result : releases) {
            try {
                new AbsentOrigins(result).find();
            } catch (RuntimeException unexpected) {
                result.problem(
                        ToolError.problem("finding the values behind absent fields of " + result.id(), unexpected));
            }
        }
        return releases;
    }

    private static List<ReleaseResult> upgraded(List<ReleaseResult> members) {
        Set<ReleaseId> replaced = members.stream()
                .map(ReleaseResult::id)
                .filter(ReleaseId::isUpgrade)
                .map(ReleaseId::asInstallation)
                .collect(Collectors.toSet());
        return members.stream()
                .filter(member -> !replaced.contains(member.id()))
                .toList();
    }

    private List<ReleaseResult> readStates(Release release, ExecutorService workers) {
        ReleaseResult own = read(release, workers);
        Release other = release.otherState();
        return other == null ? List.of(own) : List.of(own, read(other, workers));
    }

    private ReleaseResult read(Release release, ExecutorService workers) {
        Plan here = planIn(release.id().environment());
        var result = new ReleaseResult(release, here, limits);
        try (var files = new FileQueue(result, workers, parallelism, here, limits)) {
            release.read(files);
        } catch (SourceException unreadable) {
            IncompleteChartException passedOver =
                    unreadable instanceof IncompleteChartException chart && chart.isPassedOver() ? chart : null;
            unreadable.problems().stream()
                    .limit(passedOver == null ? Long.MAX_VALUE : 1)
                    .map(problem -> SecretWords.masked(problem, unreadable.secrets()))
                    .forEach(problem -> {
                        if (passedOver == null) {
                            result.problem(problem);
                        } else {
                            result.notEvaluated(passedOver.notEvaluated(release.id(), problem));
                        }
                    });
            unreadable.secrets().forEach(result::secret);
        } catch (RuntimeException | Error unexpected) {
            // of a chart renderer, a reader or a policy: the release counts as not evaluated, the others go on
            result.problem(ToolError.problem(
                    "release " + release.id() + " of " + release.id().source(), unexpected));
        }
        DuplicateObjects.enter(result);
        return result;
    }

    private Evaluation account(List<ReleaseResult> results, List<IdentityChain> identities, Surroundings surroundings) {
        Set<String> secrets = new HashSet<>();
        Set<String> names = new HashSet<>();
        results.forEach(result -> {
            secrets.addAll(result.secrets());
            names.addAll(result.names());
        });
        var redaction = new Redaction(secrets, names);
        var suppressions = new Suppressions(debt, results);
        var grouping = new Grouping(thresholds, redaction, suppressions, surroundings);
        var findings = new ArrayList<>(grouping.group(results));
        List<Finding> ofDebt = new DebtFindings(suppressions, thresholds, redaction, results).findings();
        findings.addAll(ofDebt);
        findings.sort(Grouping.FINDINGS);
        var accounts = results.stream()
                .map(result -> result.account(redaction))
                .sorted((left, right) -> left.id().compareTo(right.id()))
                .toList();
        return new Evaluation(
                        findings,
                        problems(results, redaction),
                        grouping.missing(),
                        new Ledger(
                                accounts,
                                suppressions.annotated().stream()
                                        .map(one -> one.exemption().redacted(redaction::apply))
                                        .toList()),
                        policies(ofDebt),
                        thresholds,
                        new Excerpts(sources, redaction).of(findings),
                        identities.stream()
                                .map(chain -> chain.redacted(redaction))
                                .toList(),
                        null,
                        new EvaluationContext(Map.of(), "", debt.rules().until(debt.today())))
                .withOwners(debt.rules().owners());
    }

    /** The policies that judged, those about exemptions among them when they had something to say. */
    private List<ActivePolicy> policies(List<Finding> ofDebt) {
        var policies = new ArrayList<>(plan.active());
        ExemptionPolicies.ALL.stream()
                .filter(policy ->
                        ofDebt.stream().anyMatch(finding -> finding.policy().equals(policy.info())))
                .forEach(policies::add);
        policies.sort(Comparator.comparing(ActivePolicy::id));
        return policies;
    }

    private static List<InputProblem> problems(List<ReleaseResult> results, Redaction redaction) {
        Map<String, Problem> problems = new TreeMap<>();
        Map<String, Set<ReleaseId>> releases = new TreeMap<>();
        for (ReleaseResult result : results) {
            for (Problem problem : result.problems()) {
                var shown =
                        new Problem(redaction.apply(problem.message()), problem.at(), redaction.apply(problem.fix()));
                problems.put(shown.toString(), shown);
                releases.computeIfAbsent(shown.toString(), text -> new TreeSet<>())
                        .add(result.id());
            }
        }
        return problems.entrySet().stream()
                .map(entry -> new InputProblem(
                        entry.getValue(), List.copyOf(releases.getOrDefault(entry.getKey(), Set.of()))))
                .toList();
    }
}
