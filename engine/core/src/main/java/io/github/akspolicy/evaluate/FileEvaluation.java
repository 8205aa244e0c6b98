package io.github.akspolicy.evaluate;

import io.github.akspolicy.evaluate.FileResult.Broken;
import io.github.akspolicy.evaluate.FileResult.Detection;
import io.github.akspolicy.evaluate.FileResult.Fact;
import io.github.akspolicy.evaluate.Ledger.JudgedResource;
import io.github.akspolicy.evaluate.Occurrence.LocatedStep;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.ResourcePolicy;
import io.github.akspolicy.policy.Step;
import io.github.akspolicy.resource.RenderingObject;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.resource.workload.ContainerScope;
import io.github.akspolicy.source.ChartValues;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.NotEvaluated;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads one manifest file and judges each of its resources, one document at a time. */
final class FileEvaluation {
    private static final String HOOK = "helm.sh/hook";

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
        FileResult result = evaluate(
                file,
                plan,
                (resources, problems) ->
                        ReleaseReading.resources(file, namespace, plan.podTemplates(), limits, resources, problems));
        if (file.resources() != null && file.resources().isEmpty()) {
            result.notEvaluated.add(new NotEvaluated(
                    file.path(),
                    "it deploys nothing that policies know; conditions and parameters decide that",
                    new SourceLocation(file.path(), 1, 1, SourceLocation.Role.MANIFEST),
                    "name it with its parameter files in aks-policy.yaml"));
        }
        return result;
    }

    /** The values of a chart as one resource, which annotations cannot exempt. */
    static FileResult evaluate(ChartValues values, Plan plan, ReadLimits limits) {
        return evaluate(
                values.content(),
                plan,
                (resources, problems) -> ReleaseReading.values(values, limits, resources, problems));
    }

    private static FileResult evaluate(
            ManifestFile file, Plan plan, BiConsumer<Consumer<Resource>, Consumer<ManifestException>> reading) {
        var result = new FileResult(file.path(), file.origins(), plan.policies().size());
        file.secrets().forEach(secret -> Redaction.collect(secret, result.secrets));
        var evaluation = new FileEvaluation(plan, result);
        reading.accept(evaluation::judge, problem -> result.problems.add(ReleaseReading.problem(problem, file)));
        return result;
    }

    private void judge(Resource resource) {
        int index = result.resources.size();
        Origin origin = result.origin(resource.root().place());
        SourceLocation at = origin.primary();
        result.resources.add(new JudgedResource(resource.id(), at, ResourceContent.of(resource)));
        result.thirdParty.set(index, origin.isVendorDebt());
        result.hooks.set(
                index, resource.root().at("metadata", "annotations", HOOK).isPresent());
        var secrets = new SecretTexts(result.secrets);
        secrets.addAll(resource);
        Redaction.names(resource, result.names);
        if (resource.chart() == null) {
            result.exemptions.addAll(
                    ExemptionAnnotation.of(index, resource, annotation -> result.origin(annotation.place())));
            plan.podTemplates()
                    .problem(resource)
                    .ifPresent(problem -> result.problems.add(Problem.at(
                            at, problem, "name the place of its pods under podTemplates in aks-policy.yaml")));
        }
        Plan.Work work = plan.workFor(resource);
        if (resource.chart() == null) {
            new UnseenParts(resource, field -> result.origin(field.place()).primary(), result.notEvaluated::add)
                    .enter(plan.podTemplates(), !asksForRendered(resource, work));
        }
        for (Plan.Views wanted : work.views()) {
            List<?> views = wanted.type().in(resource);
            if (!views.isEmpty()) {
                for (PlannedPolicy policy : wanted.policies()) {
                    if (policy.judges(resource)) {
                        judge(index, resource, policy, views, secrets);
                    }
                }
            }
        }
        for (Plan.Facts wanted : work.facts()) {
            for (Object fact : wanted.index().facts(resource)) {
                List<PlannedPolicy> unsettled = unsettled(index, resource, wanted.policies(), fact, secrets);
                if (wanted.isRead() || !unsettled.isEmpty()) {
                    result.facts
                            .computeIfAbsent(wanted.index(), unused -> new ArrayList<>())
                            .add(new Fact(fact, index, unsettled));
                }
            }
        }
    }

    /** Whether a policy says itself which of these objects are evaluated elsewhere. */
    private static boolean asksForRendered(Resource resource, Plan.Work work) {
        return work.views().stream()
                .filter(wanted -> wanted.type() == RenderingObject.VIEW)
                .flatMap(wanted -> wanted.policies().stream())
                .anyMatch(policy -> policy.judges(resource));
    }

    private void judge(int index, Resource resource, PlannedPolicy policy, List<?> views, SecretTexts secrets) {
        List<?> judged = policy.excludesContainers() ? narrow(views, policy.active()::excludes) : views;
        if (judged.isEmpty()) {
            return;
        }
        var judgement = new Collecting(policy.active(), result.origins);
        try {
            for (Object view : judged) {
                evaluate((ResourcePolicy<?>) policy.policy(), view, judgement);
            }
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError broken) {
            // a policy may be a user's code: whatever it throws fails its verdict, and the others are still judged
            fail(index, resource, policy, broken);
            return;
        }
        take(index, policy, judgement, secrets);
    }

    /**
     * Judges a fact by the policies that need nothing else for it. Most facts are judged here: 100,000 pods must not be kept
     * for the few that depend on other resources.
     *
     * @return the policies that must see the environment first
     */
    private List<PlannedPolicy> unsettled(
            int index, Resource resource, List<PlannedPolicy> policies, Object fact, SecretTexts secrets) {
        if (policies.isEmpty()) {
            return policies;
        }
        List<PlannedPolicy> unsettled = new ArrayList<>();
        for (PlannedPolicy policy : policies) {
            if (!policy.judges(resource) || !policy.judgesFact(fact)) {
                continue;
            }
            var indexes = new DeclaredIndexes(policy, plan.nothingKnown());
            var judgement = new Collecting(policy.active(), result.origins);
            Throwable broken = null;
            try {
                JointEvaluation.evaluate(policy, fact, indexes, judgement);
            } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError thrown) {
                // told below, unless the policy asked for an index: then it is judged again, with all of them
                broken = thrown;
            }
            if (indexes.wereAsked()) {
                unsettled.add(policy);
            } else if (broken != null) {
                fail(index, resource, policy, broken);
            } else {
                take(index, policy, judgement, secrets);
            }
        }
        return unsettled.size() == policies.size() ? policies : List.copyOf(unsettled);
    }

    private void fail(int index, Resource resource, PlannedPolicy policy, Throwable broken) {
        result.problems.add(PolicyFailure.describe(
                policy.active(), resource.id(), result.resources.get(index).at(), broken));
        result.broken.add(new Broken(index, policy.active()));
    }

    /** The final verdict is entered when grouping has applied "provided"; here it is enough that it was judged. */
    private void take(int index, PlannedPolicy policy, Collecting judgement, SecretTexts secrets) {
        result.judge(index, policy);
        for (Observation observation : judgement.observations()) {
            String message =
                    secrets.masked(observation.message(), observation.at().path());
            result.detections.add(new Detection(
                    index,
                    policy.active(),
                    observation.withMessage(message),
                    result.origin(observation.at()),
                    observation.steps().stream().map(this::located).toList(),
                    observation.diagram() == null ? null : observation.diagram().map(this::located, text -> text)));
        }
    }

    /** A step of what was said of one resource alone is in the file of that resource. */
    private LocatedStep located(Step step) {
        return new LocatedStep(
                step.message(),
                step.at() == null ? null : result.origin(step.at()).primary());
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
