package io.github.akspolicy.evaluate;

import io.github.akspolicy.manifest.Field;
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
    private List<Observation> observations = List.of();

    /** @param origins of the file that is evaluated */
    Collecting(ActivePolicy policy, OriginMap origins) {
        this.parameters = policy.parameters();
        this.date = policy.date();
        this.kubernetesMinor = policy.kubernetesMinor();
        this.origins = origins;
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

    List<Observation> observations() {
        return observations;
    }
}
