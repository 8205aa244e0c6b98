package io.github.akspolicy.helm.absent;

import io.github.akspolicy.source.AbsentField;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was confirmed for releases of one chart: environments mostly differ in values that lie elsewhere. Safe for several threads. */
public final class KnownClaims {
    private final Map<Question, List<Answer>> answers = new ConcurrentHashMap<>();

    /**
     * What was found.
     *
     * @param further what the values are that templates asked for when values were tried
     */
    private record Answer(Map<List<Object>, @Nullable Object> further, Optional<Claim> claim) {}

    /**
     * What decides about a field.
     *
     * @param place the file, the resource and the path in it
     * @param values what the values are that templates ask for around it, or that stronger layers override
     * @param overrides what those become without the strongest layer
     */
    record Question(List<Object> place, Map<List<Object>, @Nullable Object> values, List<Candidate> overrides) {
        /** Resources may be called otherwise in another release. */
        Question(AbsentField field, Map<List<Object>, @Nullable Object> values, List<Candidate> overrides) {
            this(
                    List.of(
                            field.file(),
                            field.resource().kind(),
                            field.ordinal(),
                            field.place().path().segments()),
                    values,
                    overrides);
        }
    }

    /**
     * The confirmed value, or that there is none; null where no search has looked.
     *
     * @param values what the release has at a key
     */
    @Nullable
    Optional<Claim> of(Question question, Function<List<Object>, @Nullable Object> values) {
        return answers.getOrDefault(question, List.of()).stream()
                .filter(answer -> answer.further().entrySet().stream()
                        .allMatch(entry -> Objects.equals(entry.getValue(), values.apply(entry.getKey()))))
                .map(Answer::claim)
                .findFirst()
                .orElse(null);
    }

    /**
     * Keeps what a search has found.
     *
     * @param further what the values are that templates asked for when values were tried
     * @param confirmed null for none
     */
    void put(Question question, Map<List<Object>, @Nullable Object> further, @Nullable Claim confirmed) {
        answers.computeIfAbsent(question, one -> new CopyOnWriteArrayList<>())
                .add(new Answer(new HashMap<>(further), Optional.ofNullable(confirmed)));
    }
}
