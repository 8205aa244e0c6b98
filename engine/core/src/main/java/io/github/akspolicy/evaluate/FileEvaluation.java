package io.github.akspolicy.evaluate;

import io.github.akspolicy.evaluate.FileResult.Broken;
import io.github.akspolicy.evaluate.FileResult.Detection;
import io.github.akspolicy.evaluate.FileResult.Fact;
import io.github.akspolicy.evaluate.Ledger.JudgedResource;
import io.github.akspolicy.evaluate.Occurrence.LocatedStep;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.manifest.PlaceholderMarks;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.manifest.Unresolved;
import io.github.akspolicy.manifest.UnresolvedReads;
import io.github.akspolicy.policy.InputKind;
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
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads one manifest file and judges each of its resources, one document at a time. */
final class FileEvaluation {
    private static final String HOOK = "helm.sh/hook";

    private final Plan plan;
    private final FileResult result;

    /** The resources that render nothing but sources: no source is missing for them. */
    private final BitSet renderedHere = new BitSet();

    private FileEvaluation(Plan plan, FileResult result) {
        this.plan = plan;
        this.result = result;
    }

    /**
     * @param namespace the release namespace, or null when unknown
     */
    static FileResult evaluate(ManifestFile file, Plan plan, @Nullable String namespace, ReadLimits limits) {
        var marks = new PlaceholderMarks(file.placeholders());
        FileResult result = evaluate(
                file,
                plan,
                marks.marked(),
                (resources, problems) -> ReleaseReading.resources(
                        file, namespace, plan.podTemplates(), limits, resources, problems, marks));
        enterValues(marks, result);
        if (file.resources() != null && file.resources().isEmpty()) {
            result.notEvaluated.add(new NotEvaluated(
                    file.path(),
                    "it deploys nothing that policies know; conditions and parameters decide that",
                    new SourceLocation(file.path(), 1, 1, SourceLocation.Role.MANIFEST),
                    "name it with its parameter files in aks-policy.yaml"));
        }
        return result;
    }

    /** One line for all values of the file that are filled in later. */
    private static void enterValues(PlaceholderMarks marks, FileResult result) {
        var values = new LinkedHashMap<>(marks.counted());
        result.later.forEach(values::putIfAbsent);
        values.values().stream()
                .min(Comparator.naturalOrder())
                .map(first -> new Place(FieldPath.ROOT, FieldPath.ROOT, first, first))
                .map(first -> result.origin(first).primary())
                .ifPresent(first ->
                        result.notEvaluated.add(NotEvaluated.values(result.path, first, List.copyOf(values.keySet()))));
    }

    /** The values of a chart as one resource, which annotations cannot exempt. */
    static FileResult evaluate(ChartValues values, Plan plan, ReadLimits limits) {
        return evaluate(
                values.content(),
                plan,
                Map.of(),
                (resources, problems) -> ReleaseReading.values(values, limits, resources, problems));
    }

    private static FileResult evaluate(
            ManifestFile file,
            Plan plan,
            Map<Position, Unresolved> marked,
            BiConsumer<Consumer<Resource>, Consumer<ManifestException>> reading) {
        var result = new FileResult(file.path(), file.origins(), plan.policies().size());
        result.marked = marked;
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
        renderedHere.set(index, plan.isRenderedHere(resource));
        if (resource.chart() == null) {
            new UnseenParts(resource, field -> result.origin(field.place()).primary(), result.notEvaluated::add)
                    .enter(plan.podTemplates(), !renderedHere.get(index) && !asksForRendered(resource, work));
        }
        for (Plan.Views wanted : work.views()) {
            var watched = new UnresolvedReads();
            List<?> views = watched.during(() -> wanted.type().in(resource));
            List<UnresolvedReads.Read> reads = watched.all();
            boolean mayApply = !views.isEmpty() || !reads.isEmpty();
            for (PlannedPolicy policy : mayApply ? wanted.policies() : List.<PlannedPolicy>of()) {
                if (policy.judges(resource)) {
                    judge(index, resource, policy, views, reads, secrets);
                }
            }
        }
        int document = UnresolvedReads.documentOf(resource.root());
        for (Plan.Facts wanted : work.facts()) {
            var watched = new UnresolvedReads();
            List<?> facts = watched.during(() -> wanted.index().facts(resource));
            List<UnresolvedReads.Read> reads = watched.all();
            reads.forEach(result::later);
            if (facts.isEmpty() && !reads.isEmpty()) {
                mayApply(index, resource, wanted.policies(), reads, secrets);
            }
            for (Object fact : facts) {
                List<PlannedPolicy> unsettled = unsettled(
                        index, resource, wanted.policies(), new Fact(fact, index, List.of(), reads, document), secrets);
                if (wanted.isRead() || !unsettled.isEmpty()) {
                    result.facts
                            .computeIfAbsent(wanted.index(), unused -> new ArrayList<>())
                            .add(new Fact(fact, index, unsettled, reads, document));
                }
            }
        }
    }

    /** A value that is known only at deployment decides whether policies have anything to judge. */
    private void mayApply(
            int index,
            Resource resource,
            List<PlannedPolicy> policies,
            List<UnresolvedReads.Read> reads,
            SecretTexts secrets) {
        for (PlannedPolicy policy : policies) {
            if (policy.judges(resource)) {
                var judgement = new Collecting(policy.active(), result.origins, result.marked);
                judgement.watch(() -> UnresolvedReads.again(reads));
                take(index, policy, judgement, secrets);
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

    private void judge(
            int index,
            Resource resource,
            PlannedPolicy policy,
            List<?> views,
            List<UnresolvedReads.Read> reads,
            SecretTexts secrets) {
        List<?> judged = policy.excludesContainers() ? narrow(views, policy.active()::excludes) : views;
        if (judged.isEmpty() && !views.isEmpty()) {
            return;
        }
        var judgement = new Collecting(policy.active(), result.origins, result.marked);
        try {
            judgement.watch(() -> {
                // what the views read counts for each policy
                UnresolvedReads.again(reads);
                for (Object view : judged) {
                    evaluate((ResourcePolicy<?>) policy.policy(), view, judgement);
                }
            });
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
            int index, Resource resource, List<PlannedPolicy> policies, Fact fact, SecretTexts secrets) {
        if (policies.isEmpty()) {
            return policies;
        }
        List<PlannedPolicy> unsettled = new ArrayList<>();
        for (PlannedPolicy policy : policies) {
            if (!policy.judges(resource) || !policy.judgesFact(fact.value())) {
                continue;
            }
            var indexes = new DeclaredIndexes(policy, plan.nothingKnown());
            var judgement = new Collecting(policy.active(), result.origins, result.marked);
            Throwable broken = null;
            try {
                JointEvaluation.evaluate(policy, fact.value(), fact.reads(), indexes, judgement);
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
        judgement.reads().forEach(result::later);
        for (Observation observation : judgement.observations()) {
            if (observation.missing() == InputKind.SOURCES && renderedHere.get(index)) {
                continue;
            }
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
