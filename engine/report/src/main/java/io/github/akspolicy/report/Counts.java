package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Ledger.PolicyAccount;
import io.github.akspolicy.evaluate.Ledger.ReleaseAccount;
import io.github.akspolicy.evaluate.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The verdicts of a policy.
 *
 * @param judged how many resources it applies to
 * @param byVerdict how many of each
 */
record Counts(int judged, Map<Verdict, Integer> byVerdict) {
    /** What a cell is to say, what needs work first. Its name is its class in the style sheet. */
    enum State {
        ERROR,
        FAIL,
        UNKNOWN,
        ACCEPTED,
        PASS,
        IDLE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The environments of which something was read, sorted. */
    static List<String> environments(Evaluation evaluation) {
        return evaluation.ledger().releases().stream()
                .map(release -> release.id().environment())
                .distinct()
                .sorted()
                .toList();
    }

    /** In one environment. */
    static Counts of(Evaluation evaluation, String policy, String environment) {
        return of(
                evaluation.ledger().releases().stream()
                        .filter(release -> release.id().environment().equals(environment))
                        .toList(),
                policy);
    }

    static Counts of(List<ReleaseAccount> releases, String policy) {
        var byVerdict = new EnumMap<Verdict, Integer>(Verdict.class);
        int judged = 0;
        for (ReleaseAccount release : releases) {
            PolicyAccount account = release.policies().get(policy);
            if (account != null) {
                judged += account.judgedCount();
                for (Verdict verdict : Verdict.values()) {
                    byVerdict.merge(verdict, account.count(verdict), Integer::sum);
                }
            }
        }
        return new Counts(judged, byVerdict);
    }

    int count(Verdict verdict) {
        return byVerdict.getOrDefault(verdict, 0);
    }

    State state() {
        if (judged == 0) {
            return State.IDLE;
        }
        if (count(Verdict.ERROR) > 0) {
            return State.ERROR;
        }
        if (count(Verdict.FAIL) > 0) {
            return State.FAIL;
        }
        if (count(Verdict.UNKNOWN) > 0) {
            return State.UNKNOWN;
        }
        return accepted() > 0 ? State.ACCEPTED : State.PASS;
    }

    private int accepted() {
        return count(Verdict.EXEMPT) + count(Verdict.BASELINED) + count(Verdict.VENDOR);
    }

    String words() {
        return switch (state()) {
            case IDLE -> "–";
            case ERROR -> "not evaluated";
            case FAIL -> "✗ " + count(Verdict.FAIL) + " of " + judged;
            case UNKNOWN -> "? " + count(Verdict.UNKNOWN) + " of " + judged;
            case ACCEPTED -> "○ " + accepted() + " accepted";
            case PASS -> "✓ " + judged;
        };
    }
}
