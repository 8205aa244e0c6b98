package io.github.akspolicy.helm.absent;

import io.github.akspolicy.helm.absent.Candidate.Kind;
import io.github.akspolicy.helm.origin.RenderedChart;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.source.AbsentField;
import io.github.akspolicy.template.value.ValuesPath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the values that supply absent fields of one file: one that does alone, else some that do together, else those that stronger
 * layers took away.
 */
final class FieldSearch {
    /** So many values are set together at most. */
    private static final int TOGETHER = 3;

    private final RenderedChart chart;
    private final String file;
    private final List<AbsentField> fields;
    private final StandIns standIns;
    private final Trials trials;
    private final Supplies supplies = new Supplies();
    private final Effort effort;
    private final KeysAround around;
    private final KnownClaims known;
    private final Set<List<Object>> merged;
    private final List<Candidate> overrides;
    private final Map<AbsentField, Optional<Claim>> answered;
    private final List<AbsentField> open;
    /** What templates looked at when values were tried. */
    private final Map<List<Object>, @Nullable Object> further = new HashMap<>();

    FieldSearch(RenderedChart chart, Executions executions, StandIns standIns, String file, List<AbsentField> fields) {
        this.chart = chart;
        this.file = file;
        this.standIns = standIns;
        this.known = executions.known();
        this.effort = new Effort(executions);
        this.trials = Trials.of(chart, executions, file, fields);
        this.fields = fields.stream()
                .filter(field -> trials.plain().at(field) == null)
                .toList();
        this.around = KeysAround.of(chart, trials, this.fields);
        this.merged = merged();
        this.overrides = overrides();
        this.answered = answered();
        this.open = this.fields.stream()
                .filter(field -> !answered.containsKey(field))
                .toList();
    }

    /** For each field what makes it appear, the value to name first; none of what is {@link #known()}. */
    Map<AbsentField, List<Claim>> claims() {
        if (open.isEmpty()) {
            return Map.of();
        }
        var search = new SupplySearch(chart, file, trials, standIns, supplies, effort, open, around, null);
        search.run();
        Map<AbsentField, Claim> restored = restored();
        together(search, restored.keySet());
        var claims = new LinkedHashMap<AbsentField, List<Claim>>();
        for (AbsentField field : open) {
            List<Claim> ordered = new ArrayList<>(new SupplyOrder(this::standing).of(field, supplies.of(field)));
            ordered.replaceAll(claim -> withoutNeedless(field, claim));
            Claim taken = restored.get(field);
            if (taken != null) {
                ordered.add(0, ordered.isEmpty() ? taken : taken.standingIn(ordered.get(0)));
            }
            if (!ordered.isEmpty()) {
                claims.put(field, ordered);
            }
        }
        return claims;
    }

    /** The values that stronger layers took away. */
    private Map<AbsentField, Claim> restored() {
        var openings = new Openings(chart, file, null, trials.before());
        Map<AbsentField, Claim> restored = new RestoredValues(
                        values -> {
                            Outcome outcome = trials.of(values);
                            openings.add(values, outcome);
                            return trials.appearing(outcome, fields);
                        },
                        open)
                .find(overrides, value -> mayTakeAway(value.key()));
        further.putAll(openings.values());
        return restored;
    }

    /** Beside each value with which templates look at further ones, tries these; first all pairs. */
    private void together(SupplySearch alone, Set<AbsentField> restored) {
        Deque<SupplySearch> searches = new ArrayDeque<>(List.of(alone));
        while (!searches.isEmpty()) {
            SupplySearch search = searches.remove();
            further.putAll(search.openings().values());
            for (Openings.Opening opening : search.openings().all()) {
                List<AbsentField> wanting = open.stream()
                        .filter(field -> supplies.of(field).isEmpty() && !restored.contains(field))
                        .toList();
                SupplySearch behind = wanting.isEmpty() || effort.isSpent() ? null : search.behind(opening, wanting);
                if (behind != null) {
                    behind.run(opening.keys());
                    if (behind.given() < TOGETHER - 1) {
                        searches.add(behind);
                    }
                }
            }
        }
    }

    /** The same without values that are given with it and make no difference. */
    private Claim withoutNeedless(AbsentField field, Claim claim) {
        List<Candidate> needed = new ArrayList<>(claim.given());
        for (Candidate value : claim.given()) {
            var values = new ArrayList<>(needed);
            values.remove(value);
            values.add(claim.proof().get(0));
            if (!trials.appearing(trials.of(values), List.of(field)).isEmpty()) {
                needed.remove(value);
            }
        }
        return needed.size() == claim.given().size() ? claim : claim.givenOnly(needed);
    }

    /** What was confirmed for other releases of the chart, if it holds for this one: templates may ask for its name. */
    private Map<AbsentField, Optional<Claim>> answered() {
        var answers = new LinkedHashMap<AbsentField, Optional<Claim>>();
        var values = new LinkedHashSet<Candidate>();
        for (AbsentField field : fields) {
            Optional<Claim> answer = known.of(around.question(field, overrides), key -> chart.value(chart.root(), key));
            if (answer != null) {
                answers.put(field, answer);
                answer.ifPresent(claim -> values.addAll(claim.proof()));
            }
        }
        Set<AbsentField> appearing = values.isEmpty() ? Set.of() : trials.appearing(trials.of(values), fields);
        answers.entrySet().removeIf(answer -> answer.getValue().isPresent() && !appearing.contains(answer.getKey()));
        return answers;
    }

    /** The values that are known without a search. */
    Map<AbsentField, Claim> known() {
        var claims = new LinkedHashMap<AbsentField, Claim>();
        answered.forEach((field, answer) -> answer.ifPresent(claim -> claims.put(field, claim)));
        return claims;
    }

    /** Keeps what was confirmed for other releases of the chart. */
    void keep(Map<AbsentField, Claim> confirmed) {
        open.forEach(field -> known.put(around.question(field, overrides), further, confirmed.get(field)));
    }

    /** The values that a stronger layer overrides; none where no template asks for one of them around a field. */
    private List<Candidate> overrides() {
        return chart.overrides().stream().noneMatch(override -> mayTakeAway(override.key()))
                ? List.of()
                : chart.overrides().stream()
                        .map(override -> Candidate.of(override.key(), Kind.RESTORED, override.before()))
                        .toList();
    }

    /** Whether a value is asked for around a field, or has become one of other values, which may be. */
    private boolean mayTakeAway(List<Object> key) {
        return isAroundAny(key) || merged.contains(key);
    }

    /** What conditions go by without that it is asked for by its name: it was merged into other values, such as those of a library. */
    private Set<List<Object>> merged() {
        Set<List<Object>> merged = new HashSet<>();
        trials.before().uses(file).stream()
                .filter(use -> use.kind() == Outcome.Use.Kind.DECIDES)
                .forEach(use -> merged.add(chart.rootKey(ValuesPath.segments(use.path()))));
        trials.before().asked().keys().forEach(key -> merged.remove(chart.rootKey(key)));
        return merged;
    }

    private boolean isAroundAny(List<Object> key) {
        return fields.stream().anyMatch(field -> around.isAround(field, key));
    }

    /** Which of several values stands in a field where all of them are given. */
    private @Nullable Candidate standing(AbsentField field, List<Claim> claims) {
        Collection<Candidate> values = new LinkedHashSet<>();
        claims.forEach(claim -> values.addAll(claim.proof()));
        RenderedFields found = trials.read(trials.of(values));
        Node node = found == null ? null : found.at(field);
        List<Candidate> named =
                claims.stream().map(claim -> claim.proof().get(0)).toList();
        return node == null ? null : Arrival.first(named, node);
    }
}
