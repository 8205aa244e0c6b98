package io.github.akspolicy.helm.absent;

import io.github.akspolicy.source.AbsentField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The values that were found to supply the fields of a file. */
final class Supplies {
    private final Map<AbsentField, List<Supply>> byField = new LinkedHashMap<>();

    /** Adds a value; of two for one key the better one stays. */
    void add(AbsentField field, Supply supply) {
        List<Supply> all = byField.computeIfAbsent(field, key -> new ArrayList<>());
        Optional<Supply> other = all.stream()
                .filter(one -> one.claim().key().equals(supply.claim().key()))
                .findFirst();
        if (other.isEmpty()) {
            all.add(supply);
        } else if (SupplyOrder.ORDER.compare(supply, other.get()) < 0) {
            all.set(all.indexOf(other.get()), supply);
        }
    }

    List<Supply> of(AbsentField field) {
        return byField.getOrDefault(field, List.of());
    }

    /** Whether no value stands in a field. */
    boolean lacks(AbsentField field) {
        return of(field).stream().noneMatch(supply -> supply.rank() == 0);
    }

    /** For each field the value that stands in it, if there is one. */
    Set<Candidate> standing() {
        var values = new LinkedHashSet<Candidate>();
        byField.values()
                .forEach(supplies -> supplies.stream()
                        .filter(supply -> supply.rank() == 0)
                        .min(SupplyOrder.ORDER)
                        .ifPresent(supply -> values.addAll(supply.claim().proof())));
        return values;
    }
}
