package io.github.akspolicy.policies.base;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Profile;
import io.github.akspolicy.policy.ReferenceDate;
import io.github.akspolicy.policy.Severity;
import java.util.OptionalInt;

/**
 * What deployment safeguards add at admission is not refused: findings about it are information
 * (articles/aks/deployment-safeguards.md, read 2026-11-29).
 */
public record Safeguarded(Judgement judgement) implements Judgement {
    /** The profiles of deployment safeguards, at every level of the Pod Security Standards. */
    public static final Profile[] SAFEGUARDS = {
        Profile.AZURE_SAFEGUARDS, Profile.AZURE_SAFEGUARDS_BASELINE, Profile.AZURE_SAFEGUARDS_RESTRICTED
    };

    public static final Parameter<Boolean> MUTATED = Parameter.flag(
            "mutated",
            false,
            "whether the cluster adds what is missing at admission: then findings have severity info");

    /** The same judgement, at severity info where the setting says so. */
    public static Judgement of(Judgement judgement) {
        return judgement.get(MUTATED) ? new Safeguarded(judgement) : judgement;
    }

    @Override
    public <T> T get(Parameter<T> parameter) {
        return judgement.get(parameter);
    }

    @Override
    public ReferenceDate date() {
        return judgement.date();
    }

    @Override
    public OptionalInt kubernetesMinor() {
        return judgement.kubernetesMinor();
    }

    @Override
    public boolean isGenerated(Field field) {
        return judgement.isGenerated(field);
    }

    @Override
    public void add(Observation observation) {
        judgement.add(observation.unknown() == null ? observation.withSeverity(Severity.INFO) : observation);
    }
}
