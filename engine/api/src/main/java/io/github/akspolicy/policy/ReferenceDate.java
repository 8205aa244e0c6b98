package io.github.akspolicy.policy;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The day of the evaluation: support that has ended by then is wrong, and an end soon after is announced. It is not
 * today, so that a commit always has the same findings.
 *
 * @param asOf the day: {@code asOf} of the configuration, else the day of the commit, else the day of the run
 * @param warnDays how many days ahead an end is announced
 */
public record ReferenceDate(LocalDate asOf, long warnDays) implements Serializable {
    /** How many days ahead an end is announced where nothing else is configured. */
    public static final long DEFAULT_WARN_DAYS = 90;

    /** The day of the clock. */
    public static ReferenceDate today() {
        return new ReferenceDate(LocalDate.now(ZoneOffset.UTC), DEFAULT_WARN_DAYS);
    }

    /**
     * Whether something is over.
     *
     * @param end the first day without it; null when it has no end
     */
    public boolean isOver(@Nullable LocalDate end) {
        return end != null && !end.isAfter(asOf);
    }

    /**
     * Whether something is not over, but will be within the days to announce.
     *
     * @param end the first day without it; null when it has no end
     */
    public boolean isSoon(@Nullable LocalDate end) {
        return end != null && !isOver(end) && !end.isAfter(asOf.plusDays(warnDays));
    }
}
