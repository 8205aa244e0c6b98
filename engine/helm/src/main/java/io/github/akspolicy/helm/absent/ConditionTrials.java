package io.github.akspolicy.helm.absent;

import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.source.AbsentField;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Finds the values that make fields appear which show nothing of them: what conditions and loops ask for. */
final class ConditionTrials {
    private final Trials trials;
    private final Candidates candidates;
    private final Map<AbsentField, Claim> claims;

    /** @param claims what is known, and what is found */
    ConditionTrials(Trials trials, Candidates candidates, Map<AbsentField, Claim> claims) {
        this.trials = trials;
        this.candidates = candidates;
        this.claims = claims;
    }

    /** Finds the values of which each alone makes fields appear: halves of those that do together. */
    void narrow(List<Candidate> values, List<AbsentField> wanted) {
        if (values.isEmpty() || wanted.isEmpty() || !trials.take()) {
            return;
        }
        if (values.size() == 1) {
            single(values.get(0), wanted);
            return;
        }
        RenderedFields fields = trials.render(values);
        List<AbsentField> showing = wanted.stream()
                // one of the values may have removed what others show
                .filter(field ->
                        fields == null || fields.isBroken(field) || fields.isGone(field) || fields.at(field) != null)
                .toList();
        List<Candidate> about = values.stream()
                .filter(value ->
                        fields == null || showing.stream().anyMatch(field -> candidates.concerns(value, field)))
                .toList();
        for (List<Candidate> part : Portions.refused(about, trials.suspects())) {
            narrow(
                    part,
                    showing.stream().filter(field -> !claims.containsKey(field)).toList());
        }
    }

    /** A block that shows fields whatever is in it is named itself; another one with the key inside that shows one of them. */
    private void single(Candidate value, List<AbsentField> wanted) {
        claimShown(value.kind() == Candidate.Kind.BLOCK ? value.with(List.of()) : value, List.of(), wanted);
        for (AbsentField field : wanted) {
            List<Object> inside = List.of(field.place().path().lastField());
            if (value.suffixes().contains(inside) && !claims.containsKey(field) && trials.take()) {
                claimShown(value.with(inside), inside, List.of(field));
            }
        }
    }

    private void claimShown(Candidate value, List<Object> inside, List<AbsentField> wanted) {
        RenderedFields fields = trials.render(List.of(value));
        for (AbsentField field : wanted) {
            if (fields != null
                    && !fields.isBroken(field)
                    && fields.at(field) != null
                    && !fields.isBesideItsKey(field, value)) {
                claims.put(field, Claim.of(value, inside));
            }
        }
    }

    /** Switches what conditions ask for: first all of it, to see whether that shows anything, then one after the other. */
    void switchOver(List<Candidate> switches, List<AbsentField> open) {
        var showing = new LinkedHashSet<AbsentField>();
        appear(switches, open, showing);
        if (showing.isEmpty()) {
            return;
        }
        for (Candidate one : switches) {
            // one that did not show with all of them may have been hidden by another switch
            List<AbsentField> about = open.stream()
                    .filter(field -> !claims.containsKey(field) && candidates.concerns(one, field))
                    .toList();
            if (about.isEmpty() || !trials.take()) {
                continue;
            }
            RenderedFields fields = trials.renderWhole(trials.overlay(List.of(one)), about);
            for (AbsentField field : about) {
                Node node = fields == null ? null : fields.at(field);
                if (node != null) {
                    boolean isOwn =
                            node instanceof Node.Scalar scalar && Objects.equals(scalar.value(), one.switchTo());
                    claims.put(
                            field, Claim.of(isOwn && candidates.isPrinted(one, field) ? one.asText() : one, List.of()));
                }
            }
        }
    }

    private void appear(List<Candidate> switches, List<AbsentField> open, Set<AbsentField> showing) {
        if (switches.isEmpty() || !trials.take()) {
            return;
        }
        RenderedFields fields = trials.renderWhole(trials.overlay(switches), open);
        if (fields == null) {
            if (switches.size() > 1) {
                Portions.refused(switches, trials.suspects()).forEach(part -> appear(part, open, showing));
            }
            return;
        }
        open.stream().filter(field -> fields.at(field) != null).forEach(showing::add);
    }
}
