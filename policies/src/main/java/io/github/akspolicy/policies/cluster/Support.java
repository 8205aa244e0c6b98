package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policy.Severity.LOW;

import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.ReferenceDate;
import io.github.akspolicy.resource.cluster.Lifecycle;
import io.github.akspolicy.resource.cluster.Setting;
import java.time.LocalDate;
import java.util.OptionalInt;

/** What has no support any more on the day that is evaluated for, and what will have none soon. */
final class Support {
    private Support() {}

    /**
     * Reports a version of Kubernetes without support; one that loses it soon is low.
     *
     * @param longTerm whether long-term support counts
     * @return whether something was reported
     */
    static boolean report(Setting version, boolean longTerm, Judgement judgement) {
        OptionalInt minor = Lifecycle.minor(version.textOrEmpty());
        if (minor.isEmpty()) {
            return false;
        }
        ReferenceDate date = judgement.date();
        int lowest = Lifecycle.AKS.lowestSupported(date.asOf(), longTerm);
        String support = longTerm ? "long-term support" : "support";
        LocalDate end = Lifecycle.AKS
                .kubernetes(minor.getAsInt())
                .map(entry -> longTerm ? entry.later() : entry.end())
                .orElse(null);
        if (minor.getAsInt() < lowest && (end == null || date.isOver(end))) {
            judgement.fail(
                    version.place(),
                    version.words() + ", which has no " + support + (end == null ? "" : " since " + end) + ": 1."
                            + lowest + " is the oldest version that has");
            return true;
        }
        if (date.isSoon(end)) {
            soon(version, support + " ends on " + end, judgement);
            return true;
        }
        return false;
    }

    /** An end that is announced: low, so that it fails nothing. */
    static void soon(Setting setting, String what, Judgement judgement) {
        judgement.add(Observation.violation(setting.place(), setting.words() + ", whose " + what, "soon")
                .withSeverity(LOW));
    }
}
