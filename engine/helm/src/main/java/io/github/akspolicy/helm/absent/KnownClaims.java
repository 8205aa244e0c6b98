package io.github.akspolicy.helm.absent;

import io.github.akspolicy.source.AbsentField;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What was confirmed for releases of one chart: environments mostly differ in values that lie elsewhere. Safe for several threads. */
public final class KnownClaims {
    private final Map<Question, Optional<Claim>> claims = new ConcurrentHashMap<>();

    /**
     * What decides about a field.
     *
     * @param place the file, the resource and the path in it
     * @param values what the values are that templates ask for around it
     */
    record Question(List<Object> place, Map<List<Object>, @Nullable Object> values) {
        /** Resources may be called otherwise in another release. */
        Question(AbsentField field, Map<List<Object>, @Nullable Object> values) {
            this(
                    List.of(
                            field.file(),
                            field.resource().kind(),
                            field.ordinal(),
                            field.place().path().segments()),
                    values);
        }
    }

    /** The confirmed value, or that there is none; null where no search has looked. */
    @Nullable
    Optional<Claim> of(Question question) {
        return claims.get(question);
    }

    /** @param confirmed null for none */
    void put(Question question, @Nullable Claim confirmed) {
        claims.put(question, Optional.ofNullable(confirmed));
    }
}
