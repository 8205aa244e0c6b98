package io.github.akspolicy.helm.absent;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which values go into one render where not all of them can. */
final class Portions {
    private Portions() {}

    /**
     * Two parts of values, to find those that matter or that Helm refuses. Mostly a block is what a template cannot use or what
     * writes a key twice, so that texts and lists are parted from blocks, and tried first, before anything is halved.
     */
    static List<List<Candidate>> halves(List<Candidate> values) {
        Map<Boolean, List<Candidate>> kinds =
                values.stream().collect(Collectors.partitioningBy(value -> value.kind() == Candidate.Kind.BLOCK));
        if (kinds.values().stream().noneMatch(List::isEmpty)) {
            return List.copyOf(kinds.values());
        }
        int half = values.size() / 2;
        return List.of(values.subList(0, half), values.subList(half, values.size()));
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
