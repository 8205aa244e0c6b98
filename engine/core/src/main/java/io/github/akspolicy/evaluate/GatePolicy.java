package io.github.akspolicy.evaluate;

import io.github.akspolicy.policy.EnvironmentPolicy;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Severity;
import java.util.List;
import java.util.Set;

/** A rule for the change of the gate itself. It is always on where there is a base, and nothing exempts from it. */
record GatePolicy(PolicyInfo info) implements EnvironmentPolicy<Object> {
    private static final Index<Object, Object> NOTHING = new Index<>("gate", resource -> List.of(), fact -> fact);
    private static final String REMEDIATION =
            "undo it, or have it merged by those who may weaken the gate, in a separate change";

    static ActivePolicy of(String name, String title) {
        return ActivePolicy.of(
                new GatePolicy(PolicyInfo.of(PolicyInfo.GATE_GROUP + "/" + name, Severity.HIGH, title, REMEDIATION)));
    }

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
        throw new IllegalStateException("the gate is compared when everything else was evaluated");
    }
}
