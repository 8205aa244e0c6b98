package io.github.akspolicy.helm.absent;

import io.github.akspolicy.helm.absent.Candidate.Kind;
import io.github.akspolicy.helm.origin.Mention;
import io.github.akspolicy.helm.origin.RenderedChart;
import io.github.akspolicy.helm.values.ValuesLayers;
import io.github.akspolicy.source.AbsentField;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What renders with many values have shown besides the fields that one of them came to stand in. */
final class SeenTrials {
    private record Tried(Kind kind, List<Object> key) {
        static Tried of(Candidate candidate) {
            return new Tried(candidate.kind(), candidate.key());
        }
    }

    /** What was tried together, and what conditions around the field asked for. */
    private record Company(List<Candidate> tried, @Nullable Set<List<Object>> conditions) {}

    private static final Company NOBODY = new Company(List.of(), null);

    private final RenderedChart chart;
    private final Candidates candidates;
    private final Map<AbsentField, Set<Mention>> mentions;
    private final Map<AbsentField, Company> claimed = new HashMap<>();
    private final Map<AbsentField, List<Candidate>> shown = new LinkedHashMap<>();
    private final Map<AbsentField, Set<Tried>> without = new LinkedHashMap<>();

    SeenTrials(RenderedChart chart, Candidates candidates, Map<AbsentField, Set<Mention>> mentions) {
        this.chart = chart;
        this.candidates = candidates;
        this.mentions = mentions;
    }

    /**
     * A field showed one of the values that had been tried.
     *
     * @param conditions the values that the conditions around it ask for; null when some are not known
     */
    void claimed(AbsentField field, List<Candidate> tried, @Nullable Set<List<Object>> conditions) {
        claimed.put(field, new Company(tried, conditions));
    }

    /** The other values of the same render that may have met a condition around the field. */
    Set<Candidate> askedBeside(AbsentField field, Claim claim) {
        Company company = claimed.getOrDefault(field, NOBODY);
        Set<Candidate> others = new LinkedHashSet<>();
        for (Mention mention : mentions.getOrDefault(field, Set.of())) {
            List<Object> key = ValuesLayers.rootPath(mention.instance(), mention.path());
            if (mention.use() == Mention.Use.CONDITION
                    && (company.conditions() == null || company.conditions().contains(key))
                    && !Candidates.isTrue(chart.value(mention.instance(), mention.path()))) {
                company.tried().stream()
                        .filter(other -> other != claim.candidate() && other.fills(key))
                        .forEach(others::add);
            }
        }
        return others;
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
