package io.github.akspolicy.helm.absent;

import io.github.akspolicy.helm.origin.RenderedChart;
import io.github.akspolicy.source.AbsentField;
import io.github.akspolicy.template.value.Text;
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

/**
 * Confirms what executions have found by renders of Helm: the values for all fields of a release go into one, and into a second one
 * where they cannot be told together. Helm applies the schemas of the chart. What it does not confirm is not named.
 */
final class Confirmation {
    /** So many renders at most: one for all fields, one for values that contradict these, and halves of one that is refused. */
    private static final int RENDERS = 4;

    private final RenderedChart chart;
    private final Executions executions;
    private final TrialRender helm;
    private final RenderedFields plain;
    private final Map<Set<Candidate>, Boolean> accepted = new HashMap<>();
    private final Map<Set<Candidate>, Map<String, String>> executed = new HashMap<>();
    private final Map<AbsentField, Claim> confirmed = new LinkedHashMap<>();
    private int left = RENDERS;

    /** @param plain what Helm renders without further values */
    Confirmation(RenderedChart chart, Executions executions, TrialRender helm, RenderedFields plain) {
        this.chart = chart;
        this.executions = executions;
        this.helm = helm;
        this.plain = plain;
    }

    /** The first value for each field that the whole chart accepts, and that Helm confirms. */
    Map<AbsentField, Claim> of(Map<AbsentField, List<Claim>> found) {
        var open = new LinkedHashMap<AbsentField, Claim>();
        found.forEach((field, claims) -> open.put(field, claims.get(0)));
        if (!areShownTogether(open)) {
            open.clear();
            found.forEach((field, claims) -> claims.stream()
                    .filter(claim -> isAccepted(claim.proof()))
                    .findFirst()
                    .ifPresent(claim -> open.put(field, claim)));
        }
        while (!open.isEmpty() && left > 0) {
            Map<AbsentField, Claim> together = together(open);
            if (together.isEmpty()) {
                break;
            }
            confirm(together, true);
            open.keySet().removeAll(together.keySet());
        }
        return confirmed;
    }

    /** What shows together, the whole chart accepts: each need not be asked about. */
    private boolean areShownTogether(Map<AbsentField, Claim> claims) {
        var values = new LinkedHashSet<Candidate>();
        claims.values().forEach(claim -> values.addAll(claim.proof()));
        return claims.isEmpty() || shown(claims, values).size() == claims.size();
    }

    private boolean isAccepted(Collection<Candidate> values) {
        return accepted.computeIfAbsent(new HashSet<>(values), key -> {
            Map<String, @Nullable Object> changes = Overlay.of(chart, key);
            return changes != null && !executions.all(changes).isRefused();
        });
    }

    /** As many claims as hold together in one execution. */
    private Map<AbsentField, Claim> together(Map<AbsentField, Claim> open) {
        var proofs = new LinkedHashSet<List<Candidate>>();
        open.values().forEach(claim -> proofs.add(claim.proof()));
        var values = new LinkedHashSet<Candidate>();
        for (List<Candidate> proof : proofs) {
            var more = new LinkedHashSet<>(values);
            more.addAll(proof);
            if (Overlay.of(chart, more) != null) {
                values = more;
            }
        }
        Map<AbsentField, Claim> shown = shown(open, values);
        if (shown.size() == open.size() || proofs.size() == 1) {
            return shown;
        }
        // some value hides what others show, or the chart refuses them together: one after the other
        values = new LinkedHashSet<>();
        shown = Map.of();
        for (List<Candidate> proof : proofs) {
            var more = new LinkedHashSet<>(values);
            more.addAll(proof);
            Map<AbsentField, Claim> with = shown(open, more);
            if (with.keySet().containsAll(shown.keySet()) && with.size() > shown.size()) {
                values = more;
                shown = with;
            }
        }
        return shown;
    }

    /** The claims that hold in an execution with values. */
    private Map<AbsentField, Claim> shown(Map<AbsentField, Claim> claims, Set<Candidate> values) {
        return appearing(claims, values, executed.computeIfAbsent(new LinkedHashSet<>(values), this::execute));
    }

    private Map<String, String> execute(Set<Candidate> values) {
        Map<String, @Nullable Object> changes = Overlay.of(chart, values);
        Map<String, Text> texts =
                changes == null ? null : executions.all(changes).texts();
        var written = new HashMap<String, String>();
        if (texts != null) {
            texts.forEach((file, text) -> written.put(file, text.toString()));
        }
        return written;
    }

    private Map<AbsentField, Claim> appearing(
            Map<AbsentField, Claim> claims, Set<Candidate> values, Map<String, String> texts) {
        var fields = new RenderedFields(texts, plain);
        var appearing = new LinkedHashMap<AbsentField, Claim>();
        claims.forEach((field, claim) -> {
            if (values.containsAll(claim.proof()) && !fields.isBroken(field.file()) && fields.at(field) != null) {
                appearing.put(field, claim);
            }
        });
        return appearing;
    }

    private void confirm(Map<AbsentField, Claim> claims, boolean mayHalve) {
        var values = new LinkedHashSet<Candidate>();
        claims.values().forEach(claim -> values.addAll(claim.proof()));
        Map<String, @Nullable Object> changes = Overlay.of(chart, values);
        if (changes == null || left-- <= 0) {
            return;
        }
        Map<String, String> texts = helm.rendered(changes, executions::leftOut);
        if (texts != null) {
            confirmed.putAll(appearing(claims, values, texts));
        } else if (mayHalve && claims.size() > 1) {
            List<AbsentField> fields = List.copyOf(claims.keySet());
            int half = fields.size() / 2;
            for (List<AbsentField> part : List.of(fields.subList(0, half), fields.subList(half, fields.size()))) {
                var some = new LinkedHashMap<>(claims);
                some.keySet().retainAll(new ArrayList<>(part));
                confirm(some, false);
            }
        }
    }
}
