package io.github.akspolicy.evaluate;

import io.github.akspolicy.policy.Glob;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds what a change exempts or freezes that the base does not. */
public final class AcceptedComparison {
    /** Beyond these, one more counts the rest: a baseline may have a line for each finding of an estate. */
    private static final int MOST_ENTRIES = 20;

    private final Evaluation base;
    private final Evaluation head;
    private final Debt before;
    private final Debt now;
    private final Set<String> environments;
    private final List<Weakening> found = new ArrayList<>();

    private record Known(String key, String place) {}

    private AcceptedComparison(Evaluation base, Evaluation head, Debt before, Debt now) {
        this.base = base;
        this.head = head;
        this.before = before;
        this.now = now;
        this.environments = now.environments();
    }

    /**
     * @param base the base, evaluated
     * @param head the change, evaluated
     * @param before the exemptions and the baseline of the base
     * @param now those of the change
     */
    public static List<Weakening> of(Evaluation base, Evaluation head, Debt before, Debt now) {
        var comparison = new AcceptedComparison(base, head, before, now);
        comparison.exemptions();
        comparison.baseline();
        comparison.covered();
        return comparison.found;
    }

    private void exemptions() {
        List<Exemption> known = Stream.concat(before.exemptions().stream(), base.ledger().annotations().stream())
                .filter(exemption -> !exemption.isExpired(now.today()))
                .toList();
        Stream.concat(now.exemptions().stream(), head.ledger().annotations().stream())
                .filter(exemption -> !exemption.isExpired(now.today()))
                .filter(exemption -> known.stream().noneMatch(old -> covers(old, exemption)))
                .forEach(exemption -> found.add(Weakening.of(
                        Weakening.Kind.EXEMPTION_ADDED,
                        exemption.at(),
                        exemption.policyId() + " is exempt for " + exemption.scope() + " "
                                + (exemption.until() == null ? "without end" : "until " + exemption.until())
                                + longest(known, exemption),
                        exemption.scope().environments().isEmpty()
                                ? environments
                                : exemption.scope().environments())));
    }

    private static String longest(List<Exemption> known, Exemption exemption) {
        return known.stream()
                .filter(old -> old.policyId().equals(exemption.policyId())
                        && old.scope().equals(exemption.scope()))
                .map(Exemption::until)
                .filter(until -> until != null)
                .max(LocalDate::compareTo)
                .map(until -> ", in the base until " + until)
                .orElse(", in the base it is not");
    }

    private boolean covers(Exemption old, Exemption exemption) {
        Exemption.Scope wide = old.scope();
        Exemption.Scope scope = exemption.scope();
        return old.policyId().equals(exemption.policyId())
                && old.kind() == exemption.kind()
                && wide.kind().equals(scope.kind())
                && (wide.name().equals(scope.name())
                        || (!scope.name().contains("*") && Glob.matches(wide.name(), scope.name())))
                && covers(wide.container(), scope.container())
                && covers(wide.namespace(), scope.namespace())
                && covers(wide.source(), scope.source())
                && (wide.environments().isEmpty()
                        || wide.environments()
                                .containsAll(scope.environments().isEmpty() ? environments : scope.environments()))
                && (old.until() == null
                        || (exemption.until() != null && !exemption.until().isAfter(old.until())))
                && (old.ruleVersion() == null || old.ruleVersion().equals(exemption.ruleVersion()));
    }

    private static boolean covers(@Nullable String all, @Nullable String one) {
        return all == null || all.equals(one);
    }

    private void baseline() {
        Map<String, Baseline.Entry> known = before.baseline().entries();
        int added = 0;
        Weakening last = null;
        for (Map.Entry<String, Baseline.Entry> entry : now.baseline().entries().entrySet()) {
            var places = new TreeSet<>(entry.getValue().places());
            Baseline.Entry old = known.get(entry.getKey());
            if (old != null) {
                places.removeAll(old.places());
            }
            if (!places.isEmpty()) {
                added++;
                last = Weakening.of(
                        Weakening.Kind.BASELINE_GROWN,
                        entry.getValue().at(),
                        entry.getKey() + " was added to the baseline for " + String.join(", ", places),
                        places.stream().map(Baseline::environment).toList());
                if (added <= MOST_ENTRIES) {
                    found.add(last);
                }
            }
        }
        if (last != null && added > MOST_ENTRIES) {
            found.add(Weakening.of(
                    Weakening.Kind.BASELINE_GROWN,
                    last.at(),
                    "and " + (added - MOST_ENTRIES) + " more findings were added to the baseline",
                    environments));
        }
    }

    /** What an entry covers and the base does not have came back, or is new: the entry outlived the finding it was made for. */
    private void covered() {
        Set<Known> known = new HashSet<>();
        base.findings().stream()
                .flatMap(finding -> finding.occurrences().stream())
                .flatMap(occurrence -> Stream.concat(Stream.of(occurrence), occurrence.yielded().stream()))
                .forEach(occurrence -> known.add(new Known(occurrence.key(), Baseline.place(occurrence))));
        for (Finding finding : head.findings()) {
            Suppression suppression = finding.suppression();
            if (suppression == null || suppression.type() != Suppression.Type.BASELINE) {
                continue;
            }
            for (Occurrence occurrence : finding.occurrences()) {
                if (!known.contains(new Known(occurrence.key(), Baseline.place(occurrence)))) {
                    found.add(Weakening.of(
                            Weakening.Kind.BASELINE_GROWN,
                            occurrence.origin().primary(),
                            finding.policy().id() + " of " + occurrence.subject()
                                    + (occurrence.resource().namespace() == null
                                            ? ""
                                            : " in namespace "
                                                    + occurrence.resource().namespace())
                                    + " is covered by an entry of the baseline, and the base has no such finding",
                            List.of(occurrence.release().environment())));
                }
            }
        }
    }
}
