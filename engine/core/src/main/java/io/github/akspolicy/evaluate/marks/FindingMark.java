package io.github.akspolicy.evaluate.marks;

import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.policy.Severity;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A line with what must be found there: {@code # finding: pod/privileged: securityContext.privileged is true}.
 *
 * @param line the line, from 1
 * @param kind {@code finding}, or {@code unknown} for what cannot be said before deployment
 * @param policyId the policy that finds it
 * @param severity the severity, or null: with a message that of the policy itself, without a message any
 * @param message what is wrong, as the policy says it or as it is printed; null for any message
 */
public record FindingMark(
        int line,
        String kind,
        String policyId,
        @Nullable Severity severity,
        @Nullable String message) implements Comparable<FindingMark> {
    /** By line; of one line those first that state more, so that a vague mark does not take the finding of an exact one. */
    private static final Comparator<FindingMark> ORDER = Comparator.comparingInt(FindingMark::line)
            .thenComparing(mark -> mark.message == null)
            .thenComparing(mark -> mark.severity == null)
            .thenComparing(FindingMark::toString);

    /** The mark that states everything about a finding, on the line of an occurrence. */
    public static FindingMark of(Finding finding, Occurrence occurrence) {
        return new FindingMark(
                occurrence.origin().primary().line(),
                finding.unknown() == null ? "finding" : "unknown",
                finding.policy().id(),
                finding.severity() == finding.policy().severity() ? null : finding.severity(),
                finding.message());
    }

    /** Whether the finding is what this mark states. */
    boolean accepts(Finding finding, Occurrence occurrence) {
        FindingMark found = of(finding, occurrence);
        return line == found.line
                && kind.equals(found.kind)
                && policyId.equals(found.policyId)
                && (message == null || SafeText.line(message).equals(SafeText.line(finding.message())))
                && (severity == null ? message == null || found.severity == null : severity == finding.severity());
    }

    /** The same without severity and message. */
    FindingMark vague() {
        return new FindingMark(line, kind, policyId, null, null);
    }

    /** The comment that is written. */
    public String comment() {
        return comment(1);
    }

    /** The comment that marks the same thing several times. */
    public String comment(int times) {
        return "# " + kind + ": " + policyId + (severity == null ? "" : " (" + severity + ")")
                + (times == 1 ? "" : " x" + times) + (message == null ? "" : ": " + message);
    }

    @Override
    public int compareTo(FindingMark other) {
        return ORDER.compare(this, other);
    }

    /** {@code line 12 finding: group/name}, and what else it states. */
    @Override
    public String toString() {
        return "line " + line + " " + comment().substring(2);
    }
}
