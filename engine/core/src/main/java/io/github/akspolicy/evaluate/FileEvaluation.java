package io.github.akspolicy.evaluate;

import io.github.akspolicy.evaluate.FileResult.Detection;
import io.github.akspolicy.evaluate.FileResult.Fact;
import io.github.akspolicy.evaluate.FileResult.Judged;
import io.github.akspolicy.evaluate.Ledger.JudgedResource;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.ResourcePolicy;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.resource.workload.ContainerScope;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads one manifest file and judges each of its resources, one document at a time. */
final class FileEvaluation {
    private final Plan plan;
    private final FileResult result;

    private FileEvaluation(Plan plan, FileResult result) {
        this.plan = plan;
        this.result = result;
    }

    /**
     * @param namespace the release namespace, or null when unknown
     */
    static FileResult evaluate(ManifestFile file, Plan plan, @Nullable String namespace, ReadLimits limits) {
        var result = new FileResult(file.origins());
        var evaluation = new FileEvaluation(plan, result);
        ReleaseReading.resources(
                file,
                namespace,
                plan.podTemplates(),
                limits,
                evaluation::judge,
                problem -> result.problems.add(ReleaseReading.problem(problem, file)));
        return result;
    }

    private void judge(Resource resource) {
        int index = result.resources.size();
        SourceLocation at = result.origin(resource.root().place()).primary();
        result.resources.add(new JudgedResource(resource.id(), at));
        Redaction.collect(resource, result.secrets);
        result.exemptions.addAll(
                ExemptionAnnotation.of(index, resource, annotation -> result.origin(annotation.place())));
        plan.podTemplates()
                .problem(resource)
                .ifPresent(problem -> result.problems.add(Problem.at(
                        at,
                        problem,
                        "say under podTemplates in aks-policy.yaml where objects of this kind carry pods")));
        for (Map.Entry<ViewType<?>, List<ActivePolicy>> entry : plan.byView().entrySet()) {
            List<?> views = entry.getKey().of().apply(resource);
            if (views.isEmpty()) {
                continue;
            }
            for (ActivePolicy policy : entry.getValue()) {
                if (policy.judges(resource.id())) {
                    judge(index, resource, policy, views);
                }
            }
        }
        for (Index<?> wanted : plan.indexes()) {
            for (Object fact : wanted.facts().apply(resource)) {
                result.facts
                        .computeIfAbsent(wanted, unused -> new ArrayList<>())
                        .add(new Fact(fact, index));
            }
        }
    }

    private void judge(int index, Resource resource, ActivePolicy policy, List<?> views) {
        List<?> judged = policy.excludesContainers() ? narrow(views, policy::excludes) : views;
        if (judged.isEmpty()) {
            return;
        }
        var observations = new ArrayList<Observation>();
        try {
            for (Object view : judged) {
                evaluate((ResourcePolicy<?>) policy.policy(), view, new Collecting(policy, observations));
            }
        } catch (RuntimeException broken) {
            result.problems.add(PolicyFailure.describe(
                    policy, resource.id(), result.resources.get(index).at(), broken));
            result.judged.add(new Judged(index, policy, Verdict.ERROR));
            return;
        }
        for (Observation observation : observations) {
            result.detections.add(new Detection(index, policy, observation, result.origin(observation.at())));
        }
        // the final verdict is entered when grouping has applied "provided"; here it is enough that it was judged
        result.judged.add(new Judged(index, policy, Verdict.PASS));
    }

    @SuppressWarnings("unchecked") // the plan keeps policies by their own view type, whose views these are
    private static <V> void evaluate(ResourcePolicy<V> policy, Object view, Collecting judgement) {
        policy.evaluate((V) view, judgement);
    }

    private static List<Object> narrow(List<?> views, Predicate<Container> excluded) {
        var kept = new ArrayList<Object>();
        for (Object view : views) {
            Object narrowed = view instanceof ContainerScope<?> scope ? scope.without(excluded) : view;
            if (narrowed != null) {
                kept.add(narrowed);
            }
        }
        return kept;
    }
}
