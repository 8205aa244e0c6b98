package io.github.akspolicy.evaluate;

import io.github.akspolicy.evaluate.FileResult.Detection;
import io.github.akspolicy.evaluate.Occurrence.LocatedStep;
import io.github.akspolicy.evaluate.ReleaseResult.Fact;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.manifest.UnresolvedReads;
import io.github.akspolicy.manifest.UnresolvedReads.Read;
import io.github.akspolicy.policy.EnvironmentPolicy;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Step;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.OriginMap;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Judges the facts of one environment, from all its releases, that could not be judged when they were read. */
final class JointEvaluation {
    private final Plan plan;
    private final List<ReleaseResult> releases;
    private final CollectedFacts indexes;
    private final Map<Object, OriginMap> origins = new IdentityHashMap<>();

    /** @param context what lives around the releases: looked up, not judged */
    JointEvaluation(Plan plan, List<ReleaseResult> releases, List<Resource> context) {
        this.plan = plan;
        this.releases = releases;
        var around = new ArrayList<>(context);
        releases.forEach(release -> around.addAll(release.context()));
        this.indexes = new CollectedFacts(releases, around);
    }

    void evaluate() {
        var debt = new JointDebt(plan);
        for (Plan.Facts facts : plan.facts()) {
            for (ReleaseResult release : releases) {
                for (Fact fact : release.facts(facts.index())) {
                    fact.unsettled().forEach(policy -> evaluate(policy, release, fact, debt));
                }
            }
        }
        debt.settle();
    }

    /** How the pods of the environment reach Azure. */
    List<IdentityChain> identities() {
        return IdentityChains.of(plan, releases, indexes);
    }

    private void evaluate(PlannedPolicy policy, ReleaseResult release, Fact fact, JointDebt debt) {
        ActivePolicy active = policy.active();
        var judgement = new Collecting(active, fact.origins(), fact.marked());
        try {
            evaluate(policy, fact.value(), fact.reads(), new DeclaredIndexes(policy, indexes), judgement);
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError broken) {
            // a policy may be a user's code: whatever it throws fails its verdict, and the others are still judged
            var resource = release.resource(fact.resource());
            release.problem(PolicyFailure.describe(active, resource.id(), resource.at(), broken));
            release.judge(fact.resource(), active, Verdict.ERROR);
            return;
        }
        release.judge(fact.resource(), active, Verdict.PASS);
        Read elsewhere = judgement.elsewhere(fact.document());
        if (elsewhere != null) {
            release.detect(ofOther(release, fact, active, elsewhere));
        }
        for (Observation observation : judgement.observations(fact.document())) {
            var detection = new Detection(
                    fact.resource(),
                    active,
                    observation,
                    fact.origins().locate(observation.at()),
                    observation.steps().stream().map(this::located).toList(),
                    observation.diagram() == null ? null : observation.diagram().map(this::located, text -> text));
            if (detection.origin().isVendorDebt()) {
                debt.claim(release, policy, fact, release.detections().size(), observation);
            }
            release.detect(detection);
        }
    }

    /** A value of another object may decide about this one, which is what the policy is about. */
    private static Detection ofOther(ReleaseResult release, Fact fact, ActivePolicy policy, Read read) {
        var object = new Place(FieldPath.ROOT, FieldPath.ROOT, Position.START, Position.START);
        return new Detection(
                fact.resource(),
                policy,
                new Observation(
                        object,
                        "of another object, " + read.words(),
                        null,
                        UnknownCause.VALUE,
                        read.at().path().toString()),
                Origin.of(release.resource(fact.resource()).at()),
                List.of(),
                null);
    }

    /** A step may be in any file of the environment: that of the fact it names. */
    private LocatedStep located(Step step) {
        if (origins.isEmpty()) {
            for (ReleaseResult release : releases) {
                plan.facts()
                        .forEach(facts -> release.facts(facts.index())
                                .forEach(fact -> origins.put(fact.value(), fact.origins())));
            }
        }
        OriginMap map = step.fact() == null ? null : origins.get(step.fact());
        return new LocatedStep(
                step.message(),
                map == null || step.at() == null ? null : map.locate(step.at()).primary());
    }

    /**
     * Lets a policy judge a fact of its subject.
     *
     * @param reads the values known only at deployment that the fact was made of
     */
    @SuppressWarnings("unchecked") // the facts of an index are of its own type
    static <F> void evaluate(
            PlannedPolicy policy,
            Object fact,
            List<UnresolvedReads.Read> reads,
            DeclaredIndexes indexes,
            Collecting judgement) {
        judgement.watch(() -> {
            UnresolvedReads.again(reads);
            ((EnvironmentPolicy<F>) policy.policy()).evaluate((F) fact, indexes, judgement);
        });
    }
}
