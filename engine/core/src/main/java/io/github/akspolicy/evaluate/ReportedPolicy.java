package io.github.akspolicy.evaluate;

import io.github.akspolicy.policy.EnvironmentPolicy;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import java.util.List;
import java.util.Set;

/**
 * What reports show of a rule that evaluates no resource here: one about exemptions or the gate, which the evaluator itself finds
 * when everything else was evaluated, or one that another process has evaluated.
 */
record ReportedPolicy(PolicyInfo info) implements EnvironmentPolicy<Object> {
    private static final Index<Object, Object> NOTHING = new Index<>("nothing", resource -> List.of(), fact -> fact);

    @Override
    public Index<?, Object> subject() {
        return NOTHING;
    }

    @Override
    public Set<Index<?, ?>> reads() {
        return Set.of();
    }

    @Override
    public void evaluate(Object fact, Indexes indexes, Judgement judgement) {
        throw new IllegalStateException(info.id() + " evaluates no resource");
    }
}
