package io.github.akspolicy.fix;

import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.evaluate.ProposedFix;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What became of one finding.
 *
 * @param finding the finding
 * @param attempts what was tried, in order; empty when nothing could be
 * @param refusal why it stays, or the empty string when it is gone
 * @param proposal the edit that was kept in terms of the file as it was; null when none was, when it builds on another edit,
 *     or when one of its lines holds something confidential
 */
public record Repair(
        Finding finding,
        List<Attempt> attempts,
        String refusal,
        @Nullable ProposedFix proposal) {
    public Repair {
        attempts = List.copyOf(attempts);
    }

    /** Whether the finding is gone from every environment. */
    public boolean isDone() {
        return refusal.isEmpty();
    }

    /** What the fix changes about how a container runs; empty where nothing is to be tried with it. */
    public Optional<RunEffect> effect() {
        return finding.occurrences().stream()
                .map(Occurrence::fix)
                .flatMap(Stream::ofNullable)
                .findFirst()
                .flatMap(RunEffect::of);
    }

    /** Whether the policy knew a right answer at all. */
    public boolean hasFix() {
        return finding.occurrences().get(0).fix() != null;
    }
}
