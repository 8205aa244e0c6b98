package io.github.akspolicy.evaluate;

import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import java.util.List;

/** A judgement that keeps what a policy says. */
record Collecting(ActivePolicy policy, List<Observation> observations) implements Judgement {
    @Override
    public <T> T get(Parameter<T> parameter) {
        return policy.parameters().get(parameter);
    }

    @Override
    public void add(Observation observation) {
        observations.add(observation);
    }
}
