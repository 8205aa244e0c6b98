package io.github.akspolicy.evaluate;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.UnresolvedReads;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.ReferenceDate;
import io.github.akspolicy.source.OriginMap;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** A judgement that keeps what a policy says: mostly nothing. */
final class Collecting implements Judgement {
    private final Parameters parameters;
    private final ReferenceDate date;
    private final OptionalInt kubernetesMinor;
    private final OriginMap origins;
    private final boolean isAboutForm;
    private final UnresolvedReads reads = new UnresolvedReads();
    private List<Observation> observations = List.of();

    /** @param origins of the file that is evaluated */
    Collecting(ActivePolicy policy, OriginMap origins) {
        this.parameters = policy.parameters();
        this.date = policy.date();
        this.kubernetesMinor = policy.kubernetesMinor();
        this.origins = origins;
        this.isAboutForm = policy.policy().info().isAboutForm();
    }

    /** Runs the policy. What it reads of values that are known only at deployment is kept. */
    void watch(Runnable policy) {
        reads.during(() -> {
            policy.run();
            return true;
        });
    }

    @Override
    public boolean isGenerated(Field field) {
        return origins.isGenerated(field.place());
    }

    @Override
    public ReferenceDate date() {
        return date;
    }

    @Override
    public OptionalInt kubernetesMinor() {
        return kubernetesMinor;
    }

    @Override
    public <T> T get(Parameter<T> parameter) {
        return parameters.get(parameter);
    }

    @Override
    public void add(Observation observation) {
        if (observations.isEmpty()) {
            observations = new ArrayList<>();
        }
        observations.add(observation);
    }

    /** What the policy said, which is unknown where it said it of a value that is known only at deployment. */
    List<Observation> observations() {
        return UnresolvedVerdict.settled(observations, reads.all(), isAboutForm);
    }

    /** What the policy read of such values. */
    List<UnresolvedReads.Read> reads() {
        return reads.all();
    }
}
