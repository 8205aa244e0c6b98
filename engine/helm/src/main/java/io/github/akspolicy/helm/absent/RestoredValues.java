package io.github.akspolicy.helm.absent;

import io.github.akspolicy.source.AbsentField;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Finds among overridden values those that took fields away: each becomes what it is without its strongest layer, and where none
 * suffices alone, as few of them as do together.
 */
final class RestoredValues {
    /** So many values that all are needed are named. */
    private static final int TOGETHER = 4;

    private final Function<List<Candidate>, Set<AbsentField>> trial;
    private final Collection<AbsentField> fields;

    /** @param trial the fields that appear with values; none where the chart refuses them */
    RestoredValues(Function<List<Candidate>, Set<AbsentField>> trial, Collection<AbsentField> fields) {
        this.trial = trial;
        this.fields = fields;
    }

    /**
     * For each field that some of the values took away, one of them, with those that have to go with it.
     *
     * @param alone those that may be what took a field away without any other: a chart that sets many values of the charts in it
     *     does so for few of them
     */
    Map<AbsentField, Claim> find(List<Candidate> values, Predicate<Candidate> alone) {
        var claims = new LinkedHashMap<AbsentField, Claim>();
        if (values.isEmpty()) {
            return claims;
        }
        values.stream()
                .filter(alone)
                .forEach(value -> trial.apply(List.of(value))
                        .forEach(field -> claims.putIfAbsent(field, Claim.restored(List.of(value)))));
        if (values.size() > 1 && claims.size() < fields.size()) {
            for (AbsentField field : trial.apply(values)) {
                List<Candidate> needed = claims.containsKey(field) ? List.of() : needed(values, field);
                if (!needed.isEmpty() && needed.size() <= TOGETHER) {
                    claims.put(field, Claim.restored(needed));
                }
            }
        }
        return claims;
    }

    /** What is left when values go without which the field appears all the same: first half of them, in the end each. */
    private List<Candidate> needed(List<Candidate> values, AbsentField field) {
        List<Candidate> needed = values;
        for (int some = (values.size() + 1) / 2; some > 0; some = some == 1 ? 0 : (some + 1) / 2) {
            int from = 0;
            while (from < needed.size() && needed.size() > 1) {
                var without = new ArrayList<>(needed);
                without.subList(from, Math.min(needed.size(), from + some)).clear();
                if (!without.isEmpty() && trial.apply(without).contains(field)) {
                    needed = without;
                } else {
                    from += some;
                }
            }
        }
        return needed;
    }
}
