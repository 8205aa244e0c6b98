package io.github.akspolicy.helm.absent;

import io.github.akspolicy.source.AbsentField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds among overridden values those that took fields away: all become what they are without their strongest layer, in one
 * render. Where fields appear, halves tell which value it was, or which ones where it takes more than one.
 */
final class RestoredValues {
    /** So many renders at most. */
    private static final int RENDERS = 40;

    /** So many values that all are needed are looked for. */
    private static final int TOGETHER = 4;

    /** Of so many values each is tried alone before some are tried together. */
    private static final int FEW = 8;

    private final Function<List<Candidate>, @Nullable Set<AbsentField>> trial;
    private final Supplier<Set<Candidate>> suspects;
    private final Map<AbsentField, Claim> claims = new LinkedHashMap<>();
    private final Map<Set<Candidate>, @Nullable Set<AbsentField>> tried = new HashMap<>();
    private int renders = RENDERS;

    /**
     * @param trial renders with restored values: the fields that appear; null when Helm refuses the values
     * @param suspects those that the last refusal names
     */
    RestoredValues(Function<List<Candidate>, @Nullable Set<AbsentField>> trial, Supplier<Set<Candidate>> suspects) {
        this.trial = trial;
        this.suspects = suspects;
    }

    /** For each field that some of the values took away, one of them, with those that have to go with it. */
    Map<AbsentField, Claim> find(List<Candidate> values, List<AbsentField> fields) {
        search(values, fields);
        return claims;
    }

    private void search(List<Candidate> values, List<AbsentField> fields) {
        if (values.isEmpty() || fields.isEmpty()) {
            return;
        }
        Set<AbsentField> appearing = appearing(values);
        if (appearing != null) {
            narrow(values, fields.stream().filter(appearing::contains).toList());
        } else if (values.size() > 1 && renders > 0) {
            for (List<Candidate> part : Portions.refused(values, suspects.get())) {
                search(
                        part,
                        fields.stream()
                                .filter(field -> !claims.containsKey(field))
                                .toList());
            }
        }
    }

    /** Halves values that make fields appear. */
    private void narrow(List<Candidate> values, List<AbsentField> fields) {
        if (fields.isEmpty()) {
            return;
        }
        if (values.size() == 1) {
            fields.forEach(field -> claims.put(field, new Claim(values.get(0), List.of(), true, List.of())));
            return;
        }
        List<AbsentField> left = fields;
        int half = values.size() / 2;
        for (List<Candidate> part : List.of(values.subList(0, half), values.subList(half, values.size()))) {
            Set<AbsentField> appearing = left.isEmpty() ? Set.of() : appearing(part);
            if (appearing != null) {
                narrow(part, left.stream().filter(appearing::contains).toList());
                left = left.stream().filter(field -> !appearing.contains(field)).toList();
            }
        }
        for (AbsentField field : left) {
            if (!alone(values, field)) {
                together(values, field);
            }
        }
    }

    /** Finds one of few values that suffices, where others hide it. */
    private boolean alone(List<Candidate> values, AbsentField field) {
        for (Candidate value : values.size() <= FEW ? values : List.<Candidate>of()) {
            if (shows(List.of(value), field)) {
                claims.put(field, new Claim(value, List.of(), true, List.of()));
                return true;
            }
        }
        return false;
    }

    /**
     * Finds values of which each is needed: the last one of the shortest beginning that makes the field appear is, and those
     * before it are searched again with it.
     */
    private void together(List<Candidate> values, AbsentField field) {
        var needed = new ArrayList<Candidate>();
        List<Candidate> left = values;
        while (needed.size() < TOGETHER && !shows(needed, field)) {
            int without = 0;
            int with = left.size();
            while (without + 1 < with) {
                int middle = (without + with) / 2;
                if (shows(joined(left.subList(0, middle), needed), field)) {
                    with = middle;
                } else {
                    without = middle;
                }
            }
            if (with == 0 || renders <= 0) {
                return;
            }
            needed.add(left.get(with - 1));
            left = left.subList(0, with - 1);
        }
        if (shows(needed, field)) {
            claims.put(field, new Claim(needed.get(0), List.of(), true, List.copyOf(needed.subList(1, needed.size()))));
        }
    }

    private boolean shows(List<Candidate> values, AbsentField field) {
        Set<AbsentField> appearing = values.isEmpty() ? null : appearing(values);
        return appearing != null && appearing.contains(field);
    }

    /** The fields that appear; null when Helm refuses the values, or too many have been tried. */
    private @Nullable Set<AbsentField> appearing(List<Candidate> values) {
        Set<Candidate> key = Set.copyOf(values);
        if (!tried.containsKey(key) && renders-- > 0) {
            tried.put(key, trial.apply(values));
        }
        return tried.get(key);
    }

    private static List<Candidate> joined(List<Candidate> values, List<Candidate> others) {
        var joined = new ArrayList<>(values);
        joined.addAll(others);
        return joined;
    }
}
