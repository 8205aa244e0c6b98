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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the values that supply absent fields of one file: each value that its templates ask for is tried alone, in an execution
 * that answers for all fields of the file.
 */
final class FieldSearch {
    /** So many executions for a file; the largest public charts ask for 500 values there. */
    private static final int EXECUTIONS = 4_000;

    /** So many values of mappings that are handed on as a whole, so that which entries matter is not seen. */
    private static final int ENTRIES = 300;

    /** How often a stand-in gets what templates turn out to ask of it. */
    private static final int GROWTH = 3;

    private final RenderedChart chart;
    private final Executions executions;
    private final String file;
    private final List<AbsentField> fields;
    private final Set<List<Object>> ends = new LinkedHashSet<>();
    private final StandIns standIns;
    private final Outcome before;
    private final Set<List<Object>> asked;
    private final RenderedFields plain;
    private final Supplies supplies = new Supplies();
    private final KeysAround around;
    private final Map<Candidate, Outcome> tried = new HashMap<>();
    /** What conditions compared the value with that is tried. */
    private final Set<Object> inner = new LinkedHashSet<>();

    private final KnownClaims known;
    private final List<Candidate> overrides;
    private final Map<AbsentField, Optional<Claim>> answered;
    private final List<AbsentField> open;
    private int left = EXECUTIONS;

    FieldSearch(RenderedChart chart, Executions executions, StandIns standIns, String file, List<AbsentField> fields) {
        this.chart = chart;
        this.executions = executions;
        this.file = file;
        this.standIns = standIns;
        this.known = executions.known();
        this.before = executions.asRendered(file);
        this.asked = new LinkedHashSet<>(before.asked().keys());
        this.plain = new RenderedFields(Map.of(file, text(before)), null);
        this.fields = fields.stream().filter(field -> plain.at(field) == null).toList();
        this.around = KeysAround.of(chart, executions, file, plain, this.fields);
        this.overrides = overrides();
        // what a stronger layer took away is a matter of this release alone
        this.answered = overrides.isEmpty() ? answered() : Map.of();
        this.open = this.fields.stream()
                .filter(field -> !answered.containsKey(field))
                .toList();
        this.open.forEach(this::addEnds);
    }

    /** Whether a value is asked for around a field that nothing stands in yet. */
    private boolean isAroundAny(List<Object> key, Collection<AbsentField> open) {
        return open.stream().anyMatch(field -> around.isAround(field, key));
    }

    /** The fields that no value stands in that all templates accept. */
    private List<AbsentField> withoutValue() {
        Map<String, @Nullable Object> changes = Overlay.of(chart, supplies.standing());
        boolean isAccepted = changes != null
                && (changes.isEmpty() || !executions.all(changes).isRefused());
        return isAccepted ? open.stream().filter(supplies::lacks).toList() : open;
    }

    /** The ends of the field's path: a block may come to stand anywhere above it. A list is not merged with another one. */
    private void addEnds(AbsentField field) {
        List<Object> segments = field.place().path().segments();
        for (int i = segments.size() - 1; i >= 0 && segments.get(i) instanceof String; i--) {
            ends.add(List.copyOf(segments.subList(i, segments.size())));
        }
    }

    /** For each field what makes it appear, the value to name first; none of what is {@link #known()}. */
    Map<AbsentField, List<Claim>> claims() {
        supply();
        Map<AbsentField, Claim> restored = new RestoredValues(this::appearing, open).find(overrides);
        var claims = new LinkedHashMap<AbsentField, List<Claim>>();
        for (AbsentField field : open) {
            List<Claim> ordered = new ArrayList<>(new SupplyOrder(this::together).of(field, supplies.of(field)));
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

    /** What was confirmed for other releases of the chart, if it holds for this one: templates may ask for its name. */
    private Map<AbsentField, Optional<Claim>> answered() {
        var answers = new LinkedHashMap<AbsentField, Optional<Claim>>();
        var values = new LinkedHashSet<Candidate>();
        for (AbsentField field : fields) {
            Optional<Claim> answer = known.of(around.question(field));
            if (answer != null) {
                answers.put(field, answer);
                answer.ifPresent(claim -> values.addAll(claim.proof()));
            }
        }
        Set<AbsentField> appearing = values.isEmpty() ? Set.of() : appearing(List.copyOf(values));
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
        if (overrides.isEmpty()) {
            open.forEach(field -> known.put(around.question(field), confirmed.get(field)));
        }
    }

    /** The values that a stronger layer overrides; none where no template asks for one of them around a field. */
    private List<Candidate> overrides() {
        boolean matters = chart.overrides().stream().anyMatch(override -> isAroundAny(override.key(), fields));
        return !matters
                ? List.of()
                : chart.overrides().stream()
                        .map(override -> Candidate.of(override.key(), Kind.RESTORED, override.before()))
                        .toList();
    }

    private Set<AbsentField> appearing(List<Candidate> values) {
        Map<String, @Nullable Object> changes = Overlay.of(chart, values);
        RenderedFields found = changes == null ? null : read(executions.of(file, changes));
        return found == null
                ? Set.of()
                : fields.stream().filter(field -> found.at(field) != null).collect(Collectors.toSet());
    }

    /** Which of several values stands in a field where all of them are given. */
    private @Nullable Candidate together(AbsentField field, List<Candidate> candidates) {
        Map<String, @Nullable Object> changes = Overlay.of(chart, candidates);
        RenderedFields found = changes == null ? null : read(executions.of(file, changes));
        Node node = found == null ? null : found.at(field);
        return node == null ? null : Arrival.first(candidates, node);
    }

    private void supply() {
        Set<List<Object>> seen = new LinkedHashSet<>();
        asked.forEach(key -> seen.add(chart.rootKey(key)));
        // what is called as a field is mostly its value: of a field that has one, nothing else is tried
        Deque<List<Object>> keys = new ArrayDeque<>();
        Deque<List<Object>> others = new ArrayDeque<>();
        seen.forEach(key -> (around.isNamedAlike(key) ? keys : others).add(key));
        Collection<AbsentField> wanting = open;
        Map<List<Object>, Set<Object>> constants = new HashMap<>();
        before.asked()
                .constants()
                .forEach((key, values) -> constants
                        .computeIfAbsent(chart.rootKey(key), one -> new LinkedHashSet<>())
                        .addAll(values));
        int entries = ENTRIES;
        while (!(keys.isEmpty() && others.isEmpty()) && left > 0) {
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
                if (entries-- > 0 && seen.add(entry)) {
                    keys.add(entry);
                }
            }
            Set<Object> compared = constants.getOrDefault(key, Set.of());
            boolean matters = true;
            for (Candidate candidate : standIns.of(key, compared, ends)) {
                // what changes nothing as a mapping does not as a text, unless a condition asks which it is
                if (matters || candidate.kind() == Kind.SWITCH && compared.contains(candidate.value())) {
                    matters = look(candidate) || !compared.isEmpty();
                }
            }
            // a condition within one that the value has turned may compare it
            Set<Object> within = new LinkedHashSet<>(inner);
            within.removeAll(compared);
            standIns.constants(key, within).forEach(this::look);
        }
    }

    /** Of values whose names have nothing to do with the fields, those that may supply one; what is compared is tried in any case. */
    private List<List<Object>> screened(
            Collection<List<Object>> keys, Collection<AbsentField> wanting, Set<List<Object>> compared) {
        List<List<Object>> around = keys.stream()
                .filter(key -> chart.accepts(chart.root(), key) && isAroundAny(key, wanting))
                .toList();
        return new Screening(
                        chart,
                        changes -> read(executions.of(file, changes)),
                        key -> compared.contains(key) ? List.of() : standIns.of(key, Set.of(), ends))
                .of(around, wanting);
    }

    /** Looks at all fields; whether the file is another one with the value, or has asked for more. */
    private boolean look(Candidate tried) {
        Candidate candidate = tried;
        boolean matters = false;
        for (int i = 0; i <= GROWTH && candidate != null && left > 0; i++) {
            Outcome outcome = execute(candidate);
            inner.addAll(outcome.asked().constants().getOrDefault(candidate.key(), Set.of()));
            RenderedFields found = read(outcome);
            if (found != null && !Objects.equals(outcome.text(file), before.text(file))) {
                matters = true;
                for (AbsentField field : open) {
                    look(field, candidate, outcome, found);
                }
            } else if (found == null && candidate.kind() == Kind.BLOCK && i == 0) {
                // one of the entries may be refused
                apart(candidate);
            }
            matters |= found == null || !asked.containsAll(outcome.asked().keys());
            candidate = grown(candidate, outcome);
        }
        return matters;
    }

    private void apart(Candidate block) {
        if (block.texts().size() > 1) {
            for (List<Object> inside : block.texts().keySet()) {
                Candidate single = standIns.block(block.key(), List.of(inside));
                Outcome outcome = execute(single);
                RenderedFields found = read(outcome);
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
        Arrival arrival = Arrival.of(candidate, field.place().path().lastField(), node, text);
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
            RenderedFields found = read(outcome);
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
        int change = Changes.between(text(before), text(outcome));
        var supply = new Supply(Claim.supplied(candidate, inside, proof), rank, change);
        supplies.add(field, supply);
    }

    private Outcome execute(Candidate candidate) {
        Outcome outcome = tried.get(candidate);
        if (outcome == null) {
            left--;
            Map<String, @Nullable Object> changes = Overlay.of(chart, List.of(candidate));
            outcome = changes == null ? new Outcome(null, before.asked(), null) : executions.of(file, changes);
            tried.put(candidate, outcome);
        }
        return outcome;
    }

    /** The fields of an execution; null where the chart refuses the values, or the file is not YAML with them. */
    private @Nullable RenderedFields read(Outcome outcome) {
        if (outcome.isRefused()) {
            return null;
        }
        if (Objects.equals(outcome.text(file), before.text(file))) {
            return plain;
        }
        RenderedFields read = new RenderedFields(Map.of(file, text(outcome)), plain);
        return read.isBroken(file) ? null : read;
    }

    private String text(Outcome outcome) {
        return String.valueOf(outcome.text(file));
    }
}
