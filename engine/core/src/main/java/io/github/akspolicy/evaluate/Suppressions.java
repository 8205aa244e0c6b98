package io.github.akspolicy.evaluate;

import io.github.akspolicy.evaluate.ExemptionAnnotation.InvalidException;
import io.github.akspolicy.evaluate.Ledger.JudgedResource;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.source.ChartLine;
import io.github.akspolicy.source.SourceLocation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Says of each occurrence of a finding whether an exemption or the baseline suppresses it, and remembers which of them
 * were needed.
 */
final class Suppressions {
    /** An annotation's exemption with the releases that bear it: the same line shows in every environment. */
    record Annotated(Exemption exemption, ReleaseResult release, JudgedResource resource) {}

    /** An annotation that cannot be used. */
    record Unusable(InvalidExemption invalid, ReleaseResult release) {}

    private final Debt debt;
    private final List<Annotated> annotated = new ArrayList<>();
    private final List<Unusable> unusable = new ArrayList<>();
    private final Set<Exemption> used = new HashSet<>();
    private final Map<String, Set<String>> frozen = new LinkedHashMap<>();
    private final Map<String, List<Exemption>> byPolicy = new LinkedHashMap<>();
    private final Map<Exemption, String> refused = new LinkedHashMap<>();
    private final @Nullable Suppression baseline;
    private final @Nullable String baselineRefusal;

    Suppressions(Debt debt, List<ReleaseResult> releases) {
        this.debt = debt;
        boolean hasBaseline = !debt.baseline().entries().isEmpty();
        this.baselineRefusal = hasBaseline
                ? debt.rules().owners().refusal(debt.baseline().path()).orElse(null)
                : null;
        this.baseline = hasBaseline && baselineRefusal == null ? Suppression.of(debt.baseline()) : null;
        releases.forEach(this::annotations);
        for (Exemption exemption : debt.exemptions()) {
            String refusal = debt.rules().refusal(exemption, debt.today());
            if (refusal == null) {
                enable(exemption);
            } else {
                refused.put(exemption, refusal);
            }
        }
        annotated.forEach(one -> enable(one.exemption()));
    }

    private void annotations(ReleaseResult release) {
        for (ExemptionAnnotation annotation : release.exemptions()) {
            JudgedResource resource = release.resource(annotation.resource());
            var scope = new Exemption.Scope(
                    resource.id().kind(),
                    resource.id().name(),
                    null,
                    resource.id().namespace(),
                    release.id().source(),
                    List.of(release.id().environment()));
            try {
                Exemption exemption = annotation.read(debt, scope);
                String refusal = debt.rules().refusal(exemption, isByThirdParty(annotation), debt.today());
                if (refusal == null) {
                    annotated.add(new Annotated(exemption, release, resource));
                } else {
                    unusable(annotation, "exempts nothing: " + refusal, release);
                }
            } catch (InvalidException wrong) {
                unusable(annotation, wrong.getMessage(), release);
            }
        }
    }

    private void unusable(ExemptionAnnotation annotation, String why, ReleaseResult release) {
        String message = "annotation " + annotation.key() + ": " + why;
        unusable.add(new Unusable(new InvalidExemption(annotation.origin().primary(), message), release));
    }

    /** Whether no file that people edit here says so: neither a values file nor a template of their own. */
    private static boolean isByThirdParty(ExemptionAnnotation annotation) {
        ChartLine line = annotation.origin().chart();
        return annotation.origin().primary().role() == SourceLocation.Role.DEPENDENCY
                || (line != null && line.vendor());
    }

    private void enable(Exemption exemption) {
        if (!exemption.isExpired(debt.today()) && !isStale(exemption)) {
            byPolicy.computeIfAbsent(exemption.policyId(), id -> new ArrayList<>())
                    .add(exemption);
        }
    }

    /** Whether the rule has another version than the one that was wrong. */
    boolean isStale(Exemption exemption) {
        PolicyInfo policy = debt.policies().get(exemption.policyId());
        return exemption.ruleVersion() != null && policy != null && exemption.ruleVersion() != policy.ruleVersion();
    }

    /** Why an occurrence fails nothing, or null. Exemptions come first: what is exempt is no debt to work off. */
    @Nullable
    Suppression of(Occurrence occurrence, ActivePolicy policy) {
        Suppression found = null;
        for (Exemption exemption : byPolicy.getOrDefault(policy.id(), List.of())) {
            if (exemption.scope().contains(occurrence) && concerns(exemption, occurrence)) {
                used.add(exemption);
                if (found == null) {
                    found = Suppression.of(exemption);
                }
            }
        }
        boolean isFrozen = baseline != null && debt.baseline().covers(occurrence);
        if (isFrozen) {
            frozen.computeIfAbsent(occurrence.key(), key -> new TreeSet<>()).add(Baseline.place(occurrence));
        }
        if (found != null) {
            return found;
        }
        return isFrozen ? baseline : vendorDebt(occurrence, policy);
    }

    /** What only another version of a chart mends, unless the configuration wants the policy to fail all the same. */
    private static @Nullable Suppression vendorDebt(Occurrence occurrence, ActivePolicy policy) {
        boolean isForced = policy.enforcement().get(occurrence.release().environment()) == Enforcement.FAIL;
        ChartLine line = occurrence.origin().chart();
        return line == null || isForced || !occurrence.origin().isVendorDebt()
                ? null
                : Suppression.of(line, occurrence.origin().primary());
    }

    /** A vendor's line is one that nobody here edits. */
    private static boolean concerns(Exemption exemption, Occurrence occurrence) {
        return exemption.kind() != Exemption.Kind.VENDOR
                || occurrence.origin().primary().role() == SourceLocation.Role.DEPENDENCY;
    }

    /** Why an entry of the file does not count, or null when it does. */
    @Nullable
    String refusal(Exemption exemption) {
        return refused.get(exemption);
    }

    /** Why the baseline does not count, or null when it does. */
    @Nullable
    String baselineRefusal() {
        return baselineRefusal;
    }

    boolean isUsed(Exemption exemption) {
        return used.contains(exemption);
    }

    /** The places of a baseline entry at which its finding is still there. */
    Set<String> frozen(String key) {
        return frozen.getOrDefault(key, Set.of());
    }

    Debt debt() {
        return debt;
    }

    List<Annotated> annotated() {
        return annotated;
    }

    List<Unusable> unusable() {
        return unusable;
    }
}
