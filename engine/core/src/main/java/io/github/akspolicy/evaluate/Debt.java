package io.github.akspolicy.evaluate;

import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.PolicyInfo;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known and accepted: exemptions and baseline, with what is needed to tell whether they still hold.
 *
 * @param exemptions the entries of the file
 * @param invalid those that cannot be used
 * @param baseline the frozen findings
 * @param today the day on which exemptions are judged
 * @param policies every policy by its id and former ids
 * @param environments all environments of the configuration, judged now or not
 * @param sources all sources of the configuration
 * @param isAccountedFor whether an entry that nothing needs is a finding: not where other sources are judged than those it
 *     was written for
 * @param rules which exemptions count
 */
public record Debt(
        List<Exemption> exemptions,
        List<InvalidExemption> invalid,
        Baseline baseline,
        LocalDate today,
        Map<String, PolicyInfo> policies,
        Set<String> environments,
        Set<String> sources,
        boolean isAccountedFor,
        ExemptionRules rules) {
    /** None, and annotations that exempt are judged as of the beginning of time. */
    public static final Debt NONE = new Debt(
            List.of(),
            List.of(),
            Baseline.NONE,
            LocalDate.EPOCH,
            Map.of(),
            Set.of(),
            Set.of(),
            true,
            ExemptionRules.ALL);

    public Debt {
        exemptions = List.copyOf(exemptions);
        invalid = List.copyOf(invalid);
        policies = Map.copyOf(policies);
        environments = Set.copyOf(environments);
        sources = Set.copyOf(sources);
    }

    /** With policies that a door brought. */
    public Debt with(List<? extends Policy> added) {
        var all = new HashMap<>(policies);
        added.forEach(policy -> all.put(policy.info().id(), policy.info()));
        return new Debt(exemptions, invalid, baseline, today, all, environments, sources, isAccountedFor, rules);
    }

    /** For other sources than those of the configuration: exemptions hold there, too, and need not be used. */
    public Debt elsewhere() {
        return new Debt(exemptions, invalid, baseline, today, policies, environments, sources, false, rules);
    }

    /** The same where other exemptions count. */
    public Debt with(ExemptionRules others) {
        return new Debt(exemptions, invalid, baseline, today, policies, environments, sources, isAccountedFor, others);
    }
}
