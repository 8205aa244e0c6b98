package io.github.akspolicy.helm.absent;

import io.github.akspolicy.helm.absent.Candidate.Kind;
import io.github.akspolicy.helm.origin.RenderedChart;
import io.github.akspolicy.manifest.JsonValues;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.source.AbsentField;
import io.github.akspolicy.template.value.Text;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tries values for absent fields of one file, each alone, in an execution that answers for all fields: those that its templates ask for
 * around one of them.
 */
final class SupplySearch {
    /** How often a stand-in gets what templates turn out to ask of it. */
    private static final int GROWTH = 3;

    private final RenderedChart chart;
    private final String file;
    private final Trials trials;
    private final StandIns standIns;
    private final Supplies supplies;
    private final Effort effort;
    private final List<AbsentField> open;
    private final KeysAround around;
    private final Set<List<Object>> ends = new LinkedHashSet<>();
    private final Set<List<Object>> asked;
    private final Map<Candidate, Outcome> tried = new HashMap<>();
    /** What conditions compared the value with that is tried. */
    private final Set<Object> inner = new LinkedHashSet<>();

    private final Openings openings;

    /**
     * @param supplies gets what is found
     * @param effort how much may be tried
     * @param open the fields in question
     * @param around what is asked for around each of them
     * @param outer what values open without those that are given here; null where none are
     */
    SupplySearch(
            RenderedChart chart,
            String file,
            Trials trials,
            StandIns standIns,
            Supplies supplies,
            Effort effort,
            List<AbsentField> open,
            KeysAround around,
            @Nullable Openings outer) {
        this.chart = chart;
        this.file = file;
        this.trials = trials;
        this.standIns = standIns;
        this.supplies = supplies;
        this.effort = effort;
        this.open = open;
        this.around = around;
        this.asked = new LinkedHashSet<>(trials.before().asked().keys());
        this.openings = new Openings(chart, file, outer, trials.before());
        this.open.forEach(this::addEnds);
    }

    /** The same for fields that nothing supplies, beside values with which templates look at more; null where these do not go together. */
    @Nullable
    SupplySearch behind(Openings.Opening opening, List<AbsentField> wanting) {
        Trials beside = trials.beside(opening.values());
        return beside == null
                ? null
                : new SupplySearch(
                        chart,
                        file,
                        beside,
                        standIns,
                        supplies,
                        effort,
                        wanting,
                        KeysAround.of(chart, beside, wanting),
                        openings);
    }

    /** What was tried that makes templates look at more values. */
    Openings openings() {
        return openings;
    }

    /** How many values are given with each that is tried. */
    int given() {
        return trials.given().size();
    }

    /** Whether a value is asked for around a field that nothing stands in yet. */
    private boolean isAroundAny(List<Object> key, Collection<AbsentField> fields) {
        return fields.stream().anyMatch(field -> around.isAround(field, key));
    }

    /** The fields that no value stands in that all templates accept. */
    private List<AbsentField> withoutValue() {
        return trials.areAccepted(supplies.standing())
                ? open.stream().filter(supplies::lacks).toList()
                : open;
    }

    /** The ends of the field's path: a block may come to stand anywhere above it. A list is not merged with another one. */
    private void addEnds(AbsentField field) {
        List<Object> segments = field.place().path().segments();
        for (int i = segments.size() - 1; i >= 0 && segments.get(i) instanceof String; i--) {
            ends.add(List.copyOf(segments.subList(i, segments.size())));
        }
    }

    /** Tries all that templates ask for. */
    void run() {
        var keys = new LinkedHashSet<List<Object>>();
        asked.forEach(key -> keys.add(chart.rootKey(key)));
        run(keys);
    }

    /** Tries some values. */
    void run(Set<List<Object>> some) {
        Set<List<Object>> seen = new LinkedHashSet<>(some);
        // what is called as a field is mostly its value: of a field that has one, nothing else is tried
        Deque<List<Object>> keys = new ArrayDeque<>();
        Deque<List<Object>> others = new ArrayDeque<>();
        seen.forEach(key -> (around.isNamedAlike(key) ? keys : others).add(key));
        Collection<AbsentField> wanting = open;
        Map<List<Object>, Set<Object>> constants = new HashMap<>();
        trials.before()
                .asked()
                .constants()
                .forEach((key, values) -> constants
                        .computeIfAbsent(chart.rootKey(key), one -> new LinkedHashSet<>())
                        .addAll(values));
        while (!(keys.isEmpty() && others.isEmpty()) && !effort.isSpent()) {
            if (keys.isEmpty()) {
                wanting = withoutValue();
                keys.addAll(screened(others, wanting, constants.keySet()));
                others.clear();
                continue;
            }
            List<Object> key = keys.remove();
            if (!chart.accepts(chart.root(), key) || !isAroundAny(key, wanting)) {
                continue;
            }
            inner.clear();
            tried.clear();
            for (List<Object> entry : around.handedOn(key, asked)) {
                if (effort.takesEntry() && seen.add(entry)) {
                    keys.add(entry);
                }
            }
            Set<Object> known = constants.getOrDefault(key, Set.of());
            // a walk over all values compares each with as much as it knows: not where the fields have values that
            // supply them
            Set<Object> compared = open.stream().anyMatch(supplies::lacks) ? known : Set.of();
            boolean matters = true;
            for (Candidate candidate : standIns.of(key, compared, ends)) {
                // what changes nothing as a mapping does not as a text, unless a condition asks which it is
                if (matters || candidate.kind() == Kind.SWITCH && compared.contains(candidate.value())) {
                    matters = look(candidate) || !compared.isEmpty();
                }
            }
            // a condition within one that the value has turned may compare it
            Set<Object> within = new LinkedHashSet<>(inner);
            within.removeAll(known);
            standIns.constants(key, within).forEach(this::look);
        }
        // the search is kept for what it has found, and not for its texts
        tried.clear();
    }

    /** Of values whose names have nothing to do with the fields, those that may supply one; what is compared is tried in any case. */
    private List<List<Object>> screened(
            Collection<List<Object>> keys, Collection<AbsentField> wanting, Set<List<Object>> compared) {
        List<List<Object>> around = keys.stream()
                .filter(key -> chart.accepts(chart.root(), key) && isAroundAny(key, wanting))
                .toList();
        return new Screening(
                        chart,
                        trials,
                        key -> compared.contains(key) ? List.of() : standIns.of(key, Set.of(), ends),
                        openings::add)
                .of(around, wanting);
    }

    /** Looks at all fields; whether the file is another one with the value, or has asked for more. */
    private boolean look(Candidate tried) {
        Candidate candidate = tried;
        boolean matters = false;
        for (int i = 0; i <= GROWTH && candidate != null && !effort.isSpent(); i++) {
            Outcome outcome = execute(candidate);
            inner.addAll(outcome.asked().constants().getOrDefault(candidate.key(), Set.of()));
            RenderedFields found = trials.read(outcome);
            if (found != null && trials.isChanged(outcome)) {
                matters = true;
                for (AbsentField field : open) {
                    look(field, candidate, outcome, found);
                }
            } else if (found == null && candidate.kind() == Kind.BLOCK && i == 0) {
                // one of the entries may be refused
                apart(candidate, outcome);
            }
            matters |= found == null || !asked.containsAll(outcome.asked().keys());
            Candidate more = grown(candidate, outcome);
            if (more == null || i == GROWTH) {
                openings.add(List.of(candidate), outcome);
            }
            candidate = more;
        }
        return matters;
    }

    private void apart(Candidate block, Outcome refused) {
        if (block.texts().size() < 2) {
            return;
        }
        // a mapping that is refused whatever is in it, such as where a text is compared, has no entry that is not
        Outcome any = execute(standIns.block(block.key(), List.of()));
        boolean isForAnEntry = any.isRefused() ? !any.isRefusedLike(refused) : trials.readWhole(any) != null;
        if (isForAnEntry) {
            for (List<Object> inside : block.texts().keySet()) {
                Candidate single = standIns.block(block.key(), List.of(inside));
                Outcome outcome = execute(single);
                RenderedFields found = trials.read(outcome);
                if (found != null) {
                    open.forEach(field -> look(field, single, outcome, found));
                }
            }
        }
    }

    /** The same with what templates ask of it; null where they ask for nothing that it has not. */
    private @Nullable Candidate grown(Candidate candidate, Outcome outcome) {
        if (candidate.kind() != Kind.BLOCK && candidate.kind() != Kind.LIST) {
            return null;
        }
        boolean isList = candidate.kind() == Kind.LIST;
        int outer = candidate.key().size() + (isList ? 1 : 0);
        var inside = new LinkedHashSet<List<Object>>();
        Object given = candidate.value();
        for (List<Object> key : outcome.asked().keys()) {
            List<Object> inner =
                    key.size() > outer && candidate.holds(key) ? key.subList(outer, key.size()) : List.of();
            if (!inner.isEmpty() && inner.stream().allMatch(String.class::isInstance) && standIns.held(key) == null) {
                inside.add(inner);
            }
        }
        Object item = isList && given instanceof List<?> list ? list.get(0) : given;
        if (!(item instanceof Map) || inside.stream().allMatch(path -> JsonValues.at(item, path) != null)) {
            return null;
        }
        if (!isList) {
            inside.addAll(candidate.texts().keySet());
            inside.remove(List.of());
        }
        return isList ? standIns.list(candidate.key(), inside) : standIns.block(candidate.key(), inside);
    }

    private void look(AbsentField field, Candidate candidate, Outcome outcome, RenderedFields found) {
        Node node = found.at(field);
        Text text = outcome.text(file);
        if (node == null || text == null || found.isBesideItsKey(field, candidate)) {
            return;
        }
        String name = field.place().path().lastField();
        Arrival arrival = Arrival.of(candidate, name, node, text);
        for (Candidate other : trials.given()) {
            Arrival before = arrival == null ? Arrival.of(other, name, node, text) : null;
            if (before != null) {
                // it is what the field takes, and the candidate what lets it through
                add(field, other, before, candidate, outcome);
                return;
            }
        }
        if (candidate.kind() == Kind.BLOCK) {
            block(field, candidate, arrival);
        } else if (candidate.kind() == Kind.SWITCH) {
            boolean isPrinted = arrival != null && standIns.held(candidate.key()) == null;
            add(field, isPrinted ? candidate.printed() : candidate, isPrinted ? arrival : null, candidate, outcome);
        } else {
            add(field, candidate, arrival, candidate, outcome);
        }
    }

    /** Of a block the field inside that shows in a field is proven without the others; else any content, or that field. */
    private void block(AbsentField field, Candidate block, @Nullable Arrival arrival) {
        var insides = new LinkedHashSet<List<Object>>();
        if (arrival != null) {
            insides.add(arrival.inside());
        }
        insides.add(List.of());
        insides.add(List.of(field.place().path().lastField()));
        for (List<Object> inside : insides) {
            if (!inside.isEmpty()
                    && !block.texts().containsKey(inside)
                    && (arrival == null || !inside.equals(arrival.inside()))) {
                continue;
            }
            Candidate alone = standIns.block(block.key(), inside.isEmpty() ? List.of() : List.of(inside));
            Outcome outcome = execute(alone);
            RenderedFields found = trials.read(outcome);
            Node node = found == null ? null : found.at(field);
            Text text = outcome.text(file);
            if (found != null && node != null && text != null && !found.isBesideItsKey(field, alone)) {
                Arrival again = Arrival.of(alone, field.place().path().lastField(), node, text);
                List<Object> named = again == null ? inside : again.inside();
                add(
                        field,
                        alone,
                        again == null ? null : new Arrival(named, again.isWhole(), again.isShown()),
                        alone,
                        outcome,
                        named);
                return;
            }
        }
        if (standIns.held(block.key()) instanceof Map<?, ?> map && !map.isEmpty()) {
            return;
        }
        // it takes several entries: the mapping is to be written
        Outcome outcome = execute(block);
        add(field, block, null, block, outcome, List.of());
    }

    private void add(
            AbsentField field, Candidate candidate, @Nullable Arrival arrival, Candidate proof, Outcome outcome) {
        add(field, candidate, arrival, proof, outcome, arrival == null ? List.of() : arrival.inside());
    }

    private void add(
            AbsentField field,
            Candidate candidate,
            @Nullable Arrival arrival,
            Candidate proof,
            Outcome outcome,
            List<Object> inside) {
        int rank = arrival == null ? 2 : arrival.isWhole() && arrival.isShown() ? 0 : 1;
        int change = Changes.between(text(trials.before()), text(outcome));
        var given = new ArrayList<>(trials.given());
        // of what is given before one may be the value that is named
        Candidate named = given.remove(candidate) ? candidate : proof;
        if (named != proof) {
            given.add(proof);
        }
        var supply = new Supply(Claim.supplied(candidate, inside, named, given), rank, change);
        supplies.add(field, supply);
    }

    private Outcome execute(Candidate candidate) {
        Outcome outcome = tried.get(candidate);
        if (outcome == null) {
            outcome = trials.of(List.of(candidate));
            tried.put(candidate, outcome);
        }
        return outcome;
    }

    private String text(Outcome outcome) {
        return String.valueOf(outcome.text(file));
    }
}
