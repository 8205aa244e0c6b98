package io.github.akspolicy.evaluate;

import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.source.SourceLocation;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Something of a change that lets more pass than the base does.
 *
 * @param kind what became weaker
 * @param at the line of the change that says so; the file when a line was removed
 * @param message what it is now, and what it is in the base; holds nothing that could be secret
 * @param environments where it matters; at least one
 */
public record Weakening(Kind kind, SourceLocation at, String message, SortedSet<String> environments) {
    /** What became weaker. */
    public enum Kind {
        CONFIGURATION_REMOVED("configuration-removed", "Changes must not remove the configuration"),
        NOT_COMPARED("not-compared", "The configuration of the base must be readable"),
        EXEMPTION_ADDED("exemption-added", "Changes must not exempt themselves"),
        BASELINE_GROWN("baseline-grown", "Changes must not add to the baseline"),
        POLICY_OFF("policy-off", "Changes must not turn policies off"),
        POLICY_CHANGED("policy-changed", "Changes must not rewrite the policies that evaluate them"),
        PROFILE_WEAKENED("profile-weakened", "Changes must not choose a weaker profile"),
        SEVERITY_LOWERED("severity-lowered", "Changes must not lower severities"),
        PARAMETER_CHANGED("parameter-changed", "Changes must not loosen the parameters of policies"),
        ENFORCEMENT_LOWERED("enforcement-lowered", "Changes must not lower the enforcement of policies"),
        FAIL_ON_RAISED("fail-on-raised", "Changes must not raise the severity from which findings fail"),
        REQUIRE_REMOVED("require-removed", "Changes must not drop required inputs"),
        ENVIRONMENT_REMOVED("environment-removed", "Changes must not remove environments"),
        SOURCE_REMOVED("source-removed", "Changes must not remove sources that are still in the repository"),
        SOURCE_CHANGED("source-changed", "Changes must not evaluate less of a source, or other values"),
        SETTING_CHANGED("setting-changed", "Changes must not loosen settings of the gate"),
        BUILD_CHANGED("build-changed", "Changes must not configure the build that evaluates them");

        private static final String REMEDIATION =
                "undo it, or have it merged by those who may weaken the gate, in a separate change";

        private final ActivePolicy policy;

        Kind(String name, String title) {
            policy = ActivePolicy.of(new ReportedPolicy(
                    PolicyInfo.of(PolicyInfo.GATE_GROUP + "/" + name, Severity.HIGH, title, REMEDIATION)));
        }

        ActivePolicy policy() {
            return policy;
        }
    }

    public Weakening {
        environments = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(environments));
    }

    /** A weakening that matters in some environments. */
    public static Weakening of(Kind kind, SourceLocation at, String message, Collection<String> environments) {
        return new Weakening(kind, at, message, new TreeSet<>(environments));
    }
}
