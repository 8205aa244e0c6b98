package io.github.akspolicy.evaluate;

import io.github.akspolicy.evaluate.Suppressions.Annotated;
import io.github.akspolicy.evaluate.Suppressions.Unusable;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceLocation;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Findings about exemptions and baseline themselves: what is invalid, expired, stale, unused or there twice. */
final class DebtFindings {
    /** Long enough to fix something, short enough not to be forgotten again. */
    private static final int DAYS_OF_WARNING = 30;

    private final Suppressions suppressions;
    private final Debt debt;
    private final Thresholds thresholds;
    private final Redaction redaction;
    private final SortedSet<String> judged;
    private final boolean complete;
    private final Map<Cause, List<Occurrence>> found = new LinkedHashMap<>();

    private record Cause(ActivePolicy policy, SourceLocation at, String message) {}

    /** @param releases what was evaluated */
    DebtFindings(Suppressions suppressions, Thresholds thresholds, Redaction redaction, List<ReleaseResult> releases) {
        this.suppressions = suppressions;
        this.debt = suppressions.debt();
        this.thresholds = thresholds;
        this.redaction = redaction;
        this.judged = new TreeSet<>();
        releases.forEach(release -> judged.add(release.id().environment()));
        // what was not read may well need its exemption
        this.complete = debt.isAccountedFor()
                && releases.stream().allMatch(release -> release.problems().isEmpty());
    }

    List<Finding> findings() {
        debt.invalid().forEach(entry -> add(ExemptionPolicies.INVALID, entry.at(), entry.message(), judged));
        var first = new HashMap<Object, Exemption>();
        for (Exemption exemption : debt.exemptions()) {
            Set<String> environments = environments(exemption);
            String refusal = suppressions.refusal(exemption);
            if (refusal != null) {
                add(
                        ExemptionPolicies.INVALID,
                        exemption.at(),
                        name(exemption) + " exempts nothing: " + refusal,
                        environments);
                continue;
            }
            Exemption other = first.putIfAbsent(List.of(exemption.policyId(), exemption.scope()), exemption);
            if (other != null) {
                add(
                        ExemptionPolicies.DUPLICATE,
                        exemption.at(),
                        name(exemption) + " is exempt already at line "
                                + other.at().line(),
                        environments);
            } else if (!isDated(exemption, environments)
                    && isJudgedInFull(exemption)
                    && !suppressions.isUsed(exemption)) {
                add(ExemptionPolicies.UNUSED, exemption.at(), name(exemption) + why(exemption), environments);
            }
        }
        annotations();
        baseline();
        var findings = new ArrayList<Finding>();
        found.forEach((cause, occurrences) -> findings.add(finding(cause, occurrences)));
        return findings;
    }

    private static String name(Exemption exemption) {
        return "exemption from " + exemption.policyId() + " for " + exemption.scope();
    }

    private static String why(Exemption exemption) {
        return exemption.kind() == Exemption.Kind.VENDOR
                ? " exempts nothing: no finding matches in a third-party chart"
                : " exempts nothing: no finding matches";
    }

    private Set<String> environments(Exemption exemption) {
        List<String> named = exemption.scope().environments();
        return named.isEmpty() ? judged : new TreeSet<>(named);
    }

    /** Whether every environment and the source that it concerns were evaluated, so that it can be told to be unused. */
    private boolean isJudgedInFull(Exemption exemption) {
        List<String> named = exemption.scope().environments();
        String source = exemption.scope().source();
        return complete
                && judged.containsAll(named.isEmpty() ? debt.environments() : named)
                // a file that several modules share: the entry is another module's
                && (source == null || debt.sources().contains(source));
    }

    /** Reports what its date or its rule's version says; such an entry is not called unused as well. */
    private boolean isDated(Exemption exemption, Collection<String> environments) {
        LocalDate until = exemption.until();
        if (exemption.isExpired(debt.today())) {
            add(
                    ExemptionPolicies.EXPIRED,
                    exemption.at(),
                    name(exemption) + " expired on " + until + " and exempts nothing any more",
                    environments);
            return true;
        }
        if (suppressions.isStale(exemption)) {
            add(
                    ExemptionPolicies.STALE,
                    exemption.at(),
                    name(exemption) + " is about version " + exemption.ruleVersion()
                            + " of the rule, which has another one now: it exempts nothing",
                    environments);
            return true;
        }
        if (until != null && !until.isAfter(debt.today().plusDays(DAYS_OF_WARNING))) {
            add(
                    ExemptionPolicies.EXPIRES_SOON,
                    exemption.at(),
                    name(exemption) + " expires on " + until + " (" + exemption.owner() + ")",
                    environments);
        }
        return false;
    }

    /** The same annotation shows in every environment: it is unused when none of them needs it. */
    private void annotations() {
        var needed = new HashMap<Object, Boolean>();
        for (Annotated one : suppressions.annotated()) {
            needed.merge(slot(one), suppressions.isUsed(one.exemption()), Boolean::logicalOr);
        }
        for (Annotated one : suppressions.annotated()) {
            Exemption exemption = one.exemption();
            List<String> here = List.of(one.release().id().environment());
            boolean dated = isDated(exemption, here);
            if (!dated
                    && complete
                    && judged.containsAll(debt.environments())
                    && !needed.getOrDefault(slot(one), false)) {
                add(ExemptionPolicies.UNUSED, exemption.at(), name(exemption) + why(exemption), here);
            }
        }
        for (Unusable one : suppressions.unusable()) {
            add(
                    ExemptionPolicies.INVALID,
                    one.invalid().at(),
                    one.invalid().message(),
                    List.of(one.release().id().environment()));
        }
    }

    private static Object slot(Annotated one) {
        return List.of(
                one.exemption().policyId(),
                one.release().id().source(),
                one.resource().id().kind(),
                one.resource().id().name());
    }

    private void baseline() {
        String refusal = suppressions.baselineRefusal();
        if (refusal != null) {
            add(
                    ExemptionPolicies.INVALID,
                    new SourceLocation(debt.baseline().path(), 1, 1, SourceLocation.Role.CONFIGURATION),
                    "the baseline does not count: " + refusal,
                    judged);
            return;
        }
        if (!complete) {
            return;
        }
        debt.baseline().entries().forEach((key, entry) -> {
            var gone = new TreeSet<>(entry.places());
            // an environment that is not evaluated now is not known to be fixed; one that is gone is
            gone.removeIf(place -> debt.environments().contains(Baseline.environment(place))
                    && !judged.contains(Baseline.environment(place)));
            gone.removeAll(suppressions.frozen(key));
            if (!gone.isEmpty()) {
                add(
                        ExemptionPolicies.BASELINE_STALE,
                        entry.at(),
                        key + " was fixed in " + String.join(", ", gone) + " and is still in the baseline",
                        gone.stream().map(Baseline::environment).distinct().toList());
            }
        });
    }

    private void add(ActivePolicy policy, SourceLocation at, String message, Collection<String> environments) {
        List<Occurrence> occurrences =
                found.computeIfAbsent(new Cause(policy, at, redaction.apply(message)), unused -> new ArrayList<>());
        for (String environment : environments.isEmpty() ? Set.of("default") : environments) {
            occurrences.add(new Occurrence(
                    new ReleaseId(environment, at.path(), "exemptions"),
                    new ResourceId("", "Exemption", null, ""),
                    null,
                    "",
                    true,
                    Origin.of(at),
                    redaction.apply(policy.id() + "|" + at.path() + "|" + message)));
        }
    }

    private Finding finding(Cause cause, List<Occurrence> occurrences) {
        ActivePolicy policy = cause.policy();
        return new Finding(
                policy.info(),
                policy.severity(),
                null,
                cause.message(),
                occurrences.stream().distinct().sorted(Grouping.OCCURRENCES).toList(),
                List.of(),
                null,
                null,
                // a date that draws near must not turn a build red
                policy != ExemptionPolicies.EXPIRES_SOON && thresholds.fails(policy.severity(), null, null));
    }
}
