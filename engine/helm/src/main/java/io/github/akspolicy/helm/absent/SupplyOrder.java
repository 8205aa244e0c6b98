package io.github.akspolicy.helm.absent;

import io.github.akspolicy.source.AbsentField;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which of several values that supply a field is the one to name: one that stands in the field before one that turns it on, the
 * one that lies nearer to the field, the one that changes less of the file, and the one that wins where all are given.
 */
final class SupplyOrder {
    static final Comparator<Supply> ORDER = Comparator.comparingInt(Supply::rank)
            .thenComparingInt(supply -> supply.claim().inside().size())
            .thenComparingInt(Supply::change);

    private final BiFunction<AbsentField, List<Claim>, @Nullable Candidate> together;

    /** @param together which of several values stands in a field where all of them are given; null where none does */
    SupplyOrder(BiFunction<AbsentField, List<Claim>, @Nullable Candidate> together) {
        this.together = together;
    }

    List<Claim> of(AbsentField field, List<Supply> supplies) {
        var ordered = new ArrayList<>(supplies);
        ordered.sort(ORDER);
        List<Supply> first = ordered.stream()
                .filter(supply -> ORDER.compare(supply, ordered.get(0)) == 0)
                .toList();
        if (first.size() > 1) {
            Candidate winner =
                    together.apply(field, first.stream().map(Supply::claim).toList());
            first.stream()
                    .filter(supply -> supply.claim().proof().get(0).equals(winner))
                    .findFirst()
                    .ifPresent(supply -> {
                        ordered.remove(supply);
                        ordered.add(0, supply);
                    });
        }
        return ordered.stream().map(Supply::claim).toList();
    }
}
