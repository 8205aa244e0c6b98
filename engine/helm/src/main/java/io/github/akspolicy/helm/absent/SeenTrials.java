package io.github.akspolicy.helm.absent;

import io.github.akspolicy.helm.absent.Candidate.Kind;
import io.github.akspolicy.source.AbsentField;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What renders with many values have shown besides the fields that one of them came to stand in. */
final class SeenTrials {
    private record Tried(Kind kind, List<Object> key) {
        static Tried of(Candidate candidate) {
            return new Tried(candidate.kind(), candidate.key());
        }
    }

    private final Candidates candidates;
    private final Map<AbsentField, List<Candidate>> shown = new LinkedHashMap<>();
    private final Map<AbsentField, Set<Tried>> without = new LinkedHashMap<>();

    SeenTrials(Candidates candidates) {
        this.candidates = candidates;
    }

    /** A field was there, and showed none of the values that had been tried. */
    void shown(AbsentField field, Collection<Candidate> tried) {
        shown.putIfAbsent(
                field,
                tried.stream()
                        .filter(candidate -> candidates.mayShow(candidate, field))
                        .toList());
    }

    /** A field was absent whatever had been tried. */
    void absent(AbsentField field, Collection<Candidate> tried) {
        Set<Tried> all = without.computeIfAbsent(field, key -> new HashSet<>());
        tried.forEach(candidate -> all.add(Tried.of(candidate)));
    }

    /** The fields that were there, with the values of which one may have been the cause; forgotten from then on. */
    Map<AbsentField, List<Candidate>> takeShown() {
        Map<AbsentField, List<Candidate>> taken = new LinkedHashMap<>(shown);
        shown.clear();
        return taken;
    }

    /** The values that have not been tried for each of the fields that they may show. */
    List<Candidate> untried(Collection<Candidate> values, Collection<AbsentField> fields) {
        var untried = new ArrayList<Candidate>();
        for (Candidate candidate : new LinkedHashSet<>(values)) {
            boolean isOpen = fields.stream()
                    .anyMatch(field -> candidates.concerns(candidate, field)
                            && !without.getOrDefault(field, Set.of()).contains(Tried.of(candidate)));
            if (isOpen) {
                untried.add(candidate);
            }
        }
        return untried;
    }
}
