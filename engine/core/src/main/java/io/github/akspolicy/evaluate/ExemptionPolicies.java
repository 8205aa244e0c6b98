package io.github.akspolicy.evaluate;

import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Severity;
import java.util.List;

/** The rules for exemptions and baseline themselves. They are always on, and no exemption exempts from them. */
final class ExemptionPolicies {
    static final ActivePolicy INVALID = policy(
            "invalid",
            Severity.HIGH,
            "Exemptions must be complete",
            "complete the entry, or remove it: it exempts nothing");
    static final ActivePolicy EXPIRED = policy(
            "expired",
            Severity.MEDIUM,
            "Exemptions must not have expired",
            "fix what it exempted, or have the exception approved again with a new date");
    static final ActivePolicy STALE = policy(
            "stale",
            Severity.MEDIUM,
            "False positives must be those of the rule as it is now",
            "remove the entry if the rule is right now; else state its new version");
    static final ActivePolicy EXPIRES_SOON = policy(
            "expires-soon",
            Severity.INFO,
            "Exemptions that expire within 30 days should be looked at",
            "fix what it exempts before that day, or have the exception approved again");
    static final ActivePolicy UNUSED =
            policy("unused", Severity.LOW, "Exemptions must exempt something", "remove the entry: the finding is gone");
    static final ActivePolicy DUPLICATE =
            policy("duplicate", Severity.LOW, "Exemptions must be stated once", "remove one of the two entries");
    static final ActivePolicy BASELINE_STALE = policy(
            "baseline-stale",
            Severity.HIGH,
            "The baseline must not hold what was fixed",
            "run " + CommandText.command("baseline") + " to remove it: otherwise the finding could come back unseen");

    static final List<ActivePolicy> ALL =
            List.of(INVALID, EXPIRED, STALE, EXPIRES_SOON, UNUSED, DUPLICATE, BASELINE_STALE);

    private ExemptionPolicies() {}

    private static ActivePolicy policy(String name, Severity severity, String title, String remediation) {
        return ActivePolicy.of(new ReportedPolicy(
                PolicyInfo.of(PolicyInfo.EXEMPTION_GROUP + "/" + name, severity, title, remediation)));
    }
}
