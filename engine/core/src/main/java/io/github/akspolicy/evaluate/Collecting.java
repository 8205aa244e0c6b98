package io.github.akspolicy.evaluate;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.manifest.Unresolved;
import io.github.akspolicy.manifest.UnresolvedReads;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.ReferenceDate;
import io.github.akspolicy.source.OriginMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A judgement that keeps what a policy says: mostly nothing. */
final class Collecting implements Judgement {
    private final Parameters parameters;
    private final ReferenceDate date;
    private final OptionalInt kubernetesMinor;
    private final OriginMap origins;
    private final boolean isAboutForm;
    private final Map<Position, Unresolved> marked;
    private final UnresolvedReads reads = new UnresolvedReads();
    private List<Observation> observations = List.of();

    /**
     * @param origins of the file that is evaluated
     * @param marked what is known of its values that are filled in later, by where they begin
     */
    Collecting(ActivePolicy policy, OriginMap origins, Map<Position, Unresolved> marked) {
        this.marked = marked;
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
        return settled(reads.all());
    }

    /**
     * The same of a fact of one document among others.
     *
     * @param document see {@link UnresolvedReads#documentOf}
     */
    List<Observation> observations(int document) {
        return settled(
                reads.all().stream().filter(read -> read.document() == document).toList());
    }

    private List<Observation> settled(List<UnresolvedReads.Read> read) {
        return marked.isEmpty() && read.isEmpty()
                ? observations
                : UnresolvedVerdict.settled(observations, read, this::atPlaceholder, isAboutForm);
    }

    /** A finding at a value that is filled in later is about a value that nobody knows, unless the policy knows how. */
    private UnresolvedReads.@Nullable Read atPlaceholder(Place at) {
        Unresolved value = at.isWritten() && !reads.wasAsked(at.value()) ? marked.get(at.value()) : null;
        return value == null ? null : new UnresolvedReads.Read(at, value, 0);
    }

    /** A value of another document, where the policy has read one and says nothing; null otherwise. */
    UnresolvedReads.@Nullable Read elsewhere(int document) {
        return isAboutForm || !observations(document).isEmpty()
                ? null
                : reads.all().stream()
                        .filter(read -> read.document() != document)
                        .findFirst()
                        .orElse(null);
    }

    /** What the policy read of such values. */
    List<UnresolvedReads.Read> reads() {
        return reads.all();
    }
}
