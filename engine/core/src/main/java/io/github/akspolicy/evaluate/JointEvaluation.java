package io.github.akspolicy.evaluate;

import io.github.akspolicy.evaluate.FileResult.Detection;
import io.github.akspolicy.evaluate.Occurrence.LocatedStep;
import io.github.akspolicy.evaluate.ReleaseResult.Fact;
import io.github.akspolicy.policy.Derivation;
import io.github.akspolicy.policy.EnvironmentPolicy;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Step;
import io.github.akspolicy.source.OriginMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Judges all releases of one environment together with the policies that need that. */
final class JointEvaluation {
    private final Plan plan;
    private final List<ReleaseResult> releases;
    private final Map<Index<?>, Map<Object, List<Object>>> byKey = new HashMap<>();
    private final Map<Index<?>, List<Object>> all = new HashMap<>();
    private final Map<Derivation<?>, Object> derived = new IdentityHashMap<>();
    private final Map<Object, OriginMap> origins = new IdentityHashMap<>();

    JointEvaluation(Plan plan, List<ReleaseResult> releases) {
        this.plan = plan;
        this.releases = releases;
    }

    void evaluate() {
        for (Index<?> index : plan.indexes()) {
            collect(index);
        }
        for (ActivePolicy policy : plan.joint()) {
            evaluate(policy, (EnvironmentPolicy<?>) policy.policy());
        }
    }

    @SuppressWarnings("unchecked") // the facts of an index are of its own type
    private <F> void collect(Index<F> index) {
        var list = new ArrayList<Object>();
        var keys = new HashMap<Object, List<Object>>();
        for (ReleaseResult release : releases) {
            for (Fact fact : release.facts(index)) {
                list.add(fact.value());
                keys.computeIfAbsent(index.key().apply((F) fact.value()), key -> new ArrayList<>())
                        .add(fact.value());
            }
        }
        all.put(index, List.copyOf(list));
        byKey.put(index, keys);
    }

    private <F> void evaluate(ActivePolicy active, EnvironmentPolicy<F> policy) {
        var indexes = new DeclaredIndexes(active.id(), policy);
        for (ReleaseResult release : releases) {
            for (Fact fact : release.facts(policy.subject())) {
                if (active.judges(release.resource(fact.resource()).id()) && !active.excludesFact(fact.value())) {
                    evaluate(active, policy, release, fact, indexes);
                }
            }
        }
    }

    @SuppressWarnings("unchecked") // the facts of an index are of its own type
    private <F> void evaluate(
            ActivePolicy active, EnvironmentPolicy<F> policy, ReleaseResult release, Fact fact, Indexes indexes) {
        var observations = new ArrayList<Observation>();
        try {
            policy.evaluate((F) fact.value(), indexes, new Collecting(active, observations));
        } catch (RuntimeException broken) {
            var resource = release.resource(fact.resource());
            release.problem(PolicyFailure.describe(active, resource.id(), resource.at(), broken));
            release.judge(fact.resource(), active, Verdict.ERROR);
            return;
        }
        release.judge(fact.resource(), active, Verdict.PASS);
        for (Observation observation : observations) {
            release.detect(new Detection(
                    fact.resource(),
                    active,
                    observation,
                    fact.origins().locate(observation.at()),
                    observation.steps().stream().map(this::located).toList()));
        }
    }

    /** A step may be in any file of the environment: that of the fact it names. */
    private LocatedStep located(Step step) {
        if (origins.isEmpty()) {
            for (ReleaseResult release : releases) {
                plan.indexes()
                        .forEach(index ->
                                release.facts(index).forEach(fact -> origins.put(fact.value(), fact.origins())));
            }
        }
        OriginMap map = step.fact() == null ? null : origins.get(step.fact());
        return new LocatedStep(
                step.message(),
                map == null || step.at() == null ? null : map.locate(step.at()).primary());
    }

    private final class DeclaredIndexes implements Indexes {
        private final String policyId;
        private final EnvironmentPolicy<?> policy;

        private DeclaredIndexes(String policyId, EnvironmentPolicy<?> policy) {
            this.policyId = policyId;
            this.policy = policy;
        }

        @Override
        @SuppressWarnings("unchecked") // the facts of an index are of its own type
        public <F> List<F> all(Index<F> index) {
            check(index);
            return (List<F>) all.getOrDefault(index, List.of());
        }

        @Override
        @SuppressWarnings("unchecked") // the facts of an index are of its own type
        public <F> List<F> get(Index<F> index, Object key) {
            check(index);
            return (List<F>) byKey.getOrDefault(index, Map.of()).getOrDefault(key, List.of());
        }

        @Override
        @SuppressWarnings("unchecked") // what a derivation makes is of its own type
        public <T> T derive(Derivation<T> derivation) {
            derivation.reads().forEach(this::check);
            Object made = derived.get(derivation);
            if (made == null) {
                made = derivation.of().apply(this);
                derived.put(derivation, made);
            }
            return (T) made;
        }

        private void check(Index<?> index) {
            if (!policy.reads().contains(index) && !policy.subject().equals(index)) {
                throw new IllegalStateException(
                        "policy " + policyId + " asks for the index \"" + index.name() + "\" but does not declare it");
            }
        }
    }
}
