package io.github.akspolicy.fix;

import io.github.akspolicy.evaluate.Finding;
import java.util.List;

/**
 * What became of one finding.
 *
 * @param finding the finding
 * @param attempts what was tried, in order; empty when nothing could be
 * @param refusal why it stays, or the empty string when it is gone
 */
public record Repair(Finding finding, List<Attempt> attempts, String refusal) {
    public Repair {
        attempts = List.copyOf(attempts);
    }

    /** Whether the finding is gone from every environment. */
    public boolean isDone() {
        return refusal.isEmpty();
    }

    /** Whether the policy knew a right answer at all. */
    public boolean hasFix() {
        return finding.occurrences().get(0).fix() != null;
    }
}
