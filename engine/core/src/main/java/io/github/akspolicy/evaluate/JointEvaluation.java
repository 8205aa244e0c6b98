package io.github.akspolicy.evaluate;

import io.github.akspolicy.evaluate.FileResult.Detection;
import io.github.akspolicy.evaluate.ReleaseResult.Fact;
import io.github.akspolicy.policy.EnvironmentPolicy;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.resource.Resource;
import java.util.List;

/** Judges the facts of one environment, from all its releases, that could not be judged when they were read. */
final class JointEvaluation {
    private final Plan plan;
    private final List<ReleaseResult> releases;
    private final CollectedFacts indexes;

    /** @param context what lives around the releases: looked up, not judged */
    JointEvaluation(Plan plan, List<ReleaseResult> releases, List<Resource> context) {
        this.plan = plan;
        this.releases = releases;
        this.indexes = new CollectedFacts(releases, context);
    }

    void evaluate() {
        for (Plan.Facts facts : plan.facts()) {
            for (ReleaseResult release : releases) {
                for (Fact fact : release.facts(facts.index())) {
                    fact.unsettled().forEach(policy -> evaluate(policy, release, fact));
                }
            }
        }
    }

    private void evaluate(PlannedPolicy policy, ReleaseResult release, Fact fact) {
        ActivePolicy active = policy.active();
        var judgement = new Collecting(active);
        try {
            evaluate(policy, fact.value(), new DeclaredIndexes(policy, indexes), judgement);
        } catch (RuntimeException broken) {
            var resource = release.resource(fact.resource());
            release.problem(PolicyFailure.describe(active, resource.id(), resource.at(), broken));
            release.judge(fact.resource(), active, Verdict.ERROR);
            return;
        }
        release.judge(fact.resource(), active, Verdict.PASS);
        for (Observation observation : judgement.observations()) {
            release.detect(new Detection(
                    fact.resource(), active, observation, fact.origins().locate(observation.at())));
        }
    }

    /** Lets a policy judge a fact of its subject. */
    @SuppressWarnings("unchecked") // the facts of an index are of its own type
    static <F> void evaluate(PlannedPolicy policy, Object fact, DeclaredIndexes indexes, Collecting judgement) {
        ((EnvironmentPolicy<F>) policy.policy()).evaluate((F) fact, indexes, judgement);
    }
}
