package io.github.akspolicy.helm.absent;

import io.github.akspolicy.helm.origin.RenderedChart;
import io.github.akspolicy.source.AbsentField;
import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.value.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What one file becomes with values that are tried, beside others that are given with each of them. */
final class Trials {
    private final RenderedChart chart;
    private final Executions executions;
    private final String file;
    private final List<Candidate> given;
    private final Outcome before;
    private final RenderedFields plain;
    /** The keys, one of which stands in a text that has one of the fields. */
    private final Set<String> keys;

    private Trials(
            RenderedChart chart,
            Executions executions,
            String file,
            List<Candidate> given,
            Outcome before,
            Set<String> keys,
            @Nullable RenderedFields renamed) {
        this.chart = chart;
        this.executions = executions;
        this.file = file;
        this.given = given;
        this.before = before;
        this.keys = keys;
        // what the chart refuses has no fields: the objects are those without the values that it refuses
        this.plain = renamed != null && before.isRefused()
                ? renamed
                : new RenderedFields(Map.of(file, String.valueOf(before.text(file))), renamed);
    }

    /** Beside no other values, for some fields. */
    static Trials of(RenderedChart chart, Executions executions, String file, Collection<AbsentField> fields) {
        Set<String> keys = fields.stream()
                .map(field -> Bytes.of(field.place().path().lastField()))
                .collect(Collectors.toSet());
        return new Trials(chart, executions, file, List.of(), executions.asRendered(file), keys, null);
    }

    /** Beside more values; null where these contradict the others. */
    @Nullable
    Trials beside(List<Candidate> more) {
        var all = new ArrayList<>(given);
        all.addAll(more);
        Map<String, @Nullable Object> changes = Overlay.of(chart, all);
        return changes == null
                ? null
                : new Trials(chart, executions, file, List.copyOf(all), executions.of(file, changes), keys, plain);
    }

    /** What is given with each value. */
    List<Candidate> given() {
        return given;
    }

    /** What the file is with these alone. */
    Outcome before() {
        return before;
    }

    /** Its fields. */
    RenderedFields plain() {
        return plain;
    }

    /** What the templates of the file write; null where the chart refuses the values, or others change what the file is made of. */
    @Nullable
    Text text() {
        return executions.isAlone(file) ? before.text(file) : null;
    }

    /** What comes of values; refused where they contradict each other. */
    Outcome of(Collection<Candidate> values) {
        Map<String, @Nullable Object> changes = overlay(values);
        return changes == null ? new Outcome(null, before.asked(), null, null) : executions.of(file, changes);
    }

    /** Whether all templates of the chart accept values. */
    boolean areAccepted(Collection<Candidate> values) {
        Map<String, @Nullable Object> changes = overlay(values);
        return changes != null && (changes.isEmpty() || executions.areAccepted(changes, chart));
    }

    private @Nullable Map<String, @Nullable Object> overlay(Collection<Candidate> values) {
        var all = new ArrayList<>(given);
        values.stream().filter(value -> !given.contains(value)).forEach(all::add);
        return Overlay.of(chart, all);
    }

    /**
     * The fields of an execution; null where the chart refuses the values, or the file is not YAML with them. A text that has none of the
     * fields in question is not read: it is as good as {@link #plain}.
     */
    @Nullable
    RenderedFields read(Outcome outcome) {
        return outcome.isRefused() || mayHaveAny(outcome.text(file)) ? readWhole(outcome) : plain;
    }

    /** The same of a text that has none of the fields, too: whether that is there which would have them. */
    @Nullable
    RenderedFields readWhole(Outcome outcome) {
        if (outcome.isRefused()) {
            return null;
        }
        if (!isChanged(outcome)) {
            return plain;
        }
        var read = new RenderedFields(Map.of(file, String.valueOf(outcome.text(file))), plain);
        return read.isBroken(file) ? null : read;
    }

    private boolean mayHaveAny(@Nullable Text text) {
        return text != null && keys.stream().anyMatch(text.bytes()::contains);
    }

    /** Whether the file is another one. */
    boolean isChanged(Outcome outcome) {
        return !Objects.equals(outcome.text(file), before.text(file));
    }

    /** Those of some fields that an execution shows; none where the chart refuses its values. */
    Set<AbsentField> appearing(Outcome outcome, Collection<AbsentField> fields) {
        RenderedFields found = read(outcome);
        return found == null
                ? Set.of()
                : fields.stream().filter(field -> found.at(field) != null).collect(Collectors.toSet());
    }
}
