package io.github.akspolicy.helm.absent;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which values go into one render where not all of them can. */
final class Portions {
    private Portions() {}

    /**
     * Two parts of values that Helm refuses: those that the message names are tried after the others; else as {@link #broken}.
     *
     * @param suspects those that the message names
     */
    static List<List<Candidate>> refused(List<Candidate> values, Set<Candidate> suspects) {
        return parted(values, suspects::contains).orElseGet(() -> broken(values, suspects));
    }

    /**
     * Two parts of values that break what is written. Mostly a block is what writes a key twice, so that texts and lists are parted
     * from blocks, and tried first; then those that stand where it breaks from the others; else they are halved.
     *
     * @param suspects those that stand where it breaks
     */
    static List<List<Candidate>> broken(List<Candidate> values, Set<Candidate> suspects) {
        return parted(values, value -> value.kind() == Candidate.Kind.BLOCK)
                .or(() -> parted(values, suspects::contains))
                .orElseGet(() -> List.of(
                        values.subList(0, values.size() / 2), values.subList(values.size() / 2, values.size())));
    }

    /** Those that something does not hold for, and the others; empty where it holds for all or none. */
    private static Optional<List<List<Candidate>>> parted(List<Candidate> values, Predicate<Candidate> isLast) {
        Map<Boolean, List<Candidate>> parts = values.stream().collect(Collectors.partitioningBy(isLast));
        return parts.values().stream().anyMatch(List::isEmpty)
                ? Optional.empty()
                : Optional.of(List.copyOf(parts.values()));
    }

    /** Sets of which no member is a doubt of another one. */
    static List<Set<Candidate>> apart(Map<Candidate, Set<Candidate>> doubts) {
        var batches = new ArrayList<Set<Candidate>>();
        doubts.forEach((candidate, others) -> {
            for (Set<Candidate> batch : batches) {
                if (batch.stream()
                        .noneMatch(member -> others.contains(member)
                                || doubts.getOrDefault(member, Set.of()).contains(candidate))) {
                    batch.add(candidate);
                    return;
                }
            }
            batches.add(new LinkedHashSet<>(Set.of(candidate)));
        });
        return batches;
    }
}
