package io.github.akspolicy.configuration;

import io.github.akspolicy.configuration.Settings.EnvironmentSettings;
import io.github.akspolicy.configuration.Settings.Located;
import io.github.akspolicy.deployment.RenderedApplications;
import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.environment.RenderedRelease;
import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Debt;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Evaluator;
import io.github.akspolicy.evaluate.InputProblem;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Thresholds;
import io.github.akspolicy.policy.signature.TrustsImages;
import io.github.akspolicy.resource.cluster.Lifecycle;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.Workspace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Evaluates and reads releases as a configuration says.
 *
 * @param rendered what the charts of the configuration are rendered with
 */
record ReleaseEvaluator(
        KnownPolicies known,
        Settings settings,
        List<EnvironmentSettings> environments,
        Thresholds thresholds,
        Debt debt,
        KnownImages images,
        Workspace workspace,
        List<ChartRequest> rendered) {
    /** Evaluates releases of the configuration: that one is empty is a problem. */
    Evaluation evaluate(List<PlannedRelease> planned, List<ActivePolicy> policies, Progress progress) {
        List<Release> releases = planned.stream().map(PlannedRelease::release).toList();
        return withConflicts(Emptiness.check(evaluated(releases, policies, debt, progress), planned));
    }

    /** Evaluates any releases of the environments of the configuration. */
    Evaluation evaluate(List<Release> releases, List<ActivePolicy> policies, Debt accepted, Progress progress) {
        return withConflicts(evaluated(releases, policies, accepted, progress));
    }

    private Evaluation evaluated(
            List<Release> releases, List<ActivePolicy> policies, Debt accepted, Progress progress) {
        return evaluator(policies, accepted).evaluate(releases, settings.surroundings(environments), progress);
    }

    /** Reads what is installed of an environment. */
    Environment environment(String environment, List<PlannedRelease> releases) {
        List<RenderedRelease> rendered = releases.stream()
                .filter(release -> release.environment().equals(environment)
                        && !release.id().isUpgrade())
                .map(release -> Emptiness.check(
                        RenderedRelease.read(release.release(), settings.allPodTemplates(), settings.limits(), debt),
                        release))
                .toList();
        return new Environment(environment, rendered, settings.surroundings(environments), kubernetesMinors());
    }

    private Evaluator evaluator(List<ActivePolicy> policies, Debt accepted) {
        var applications = new RenderedApplications(workspace.root(), workspace, rendered);
        return new Evaluator(
                        bound(policies),
                        thresholds,
                        settings.allPodTemplates(),
                        settings.limits(),
                        Runtime.getRuntime().availableProcessors(),
                        accepted)
                .kubernetes(kubernetesMinors())
                .renderedHere(resource -> applications.isRendered(resource.root()))
                .sources(new WorkspaceText(workspace));
    }

    /** The minor versions of Kubernetes that environments run, where the configuration or a cluster says it. */
    private Map<String, Integer> kubernetesMinors() {
        var minors = new HashMap<String, Integer>();
        for (EnvironmentSettings environment : environments) {
            Located<String> version = environment.knownKubeVersion();
            if (version != null) {
                Lifecycle.minor(version.value()).ifPresent(minor -> minors.put(environment.name(), minor));
            }
        }
        return minors;
    }

    /** Policies of which those that ask of images know whom. */
    private List<ActivePolicy> bound(List<ActivePolicy> policies) {
        return policies.stream()
                .map(active ->
                        active.policy() instanceof TrustsImages asks ? active.with(asks.with(images.trust())) : active)
                .toList();
    }

    private Evaluation withConflicts(Evaluation evaluation) {
        if (known.conflicts().isEmpty()) {
            return evaluation;
        }
        var problems = new ArrayList<>(evaluation.problems());
        known.conflicts().forEach(conflict -> problems.add(new InputProblem(conflict, List.of())));
        return evaluation.withProblems(problems);
    }
}
