package io.github.akspolicy.evaluate;

import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.policy.UnknownCause;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * From which severity on findings fail the build. Problems always do, but in a scan, which is about what can be read.
 *
 * @param failOn violations from here upward fail, or null for never
 * @param unknown values that are not known before deployment fail from here upward, or null for never
 * @param isInForce whether these are in force for all that was evaluated: not where no configuration could be read, nor where
 *     the modules of a build have different ones, of which these are the strictest
 * @param isTolerant whether what cannot be read or rendered leaves the verdict to what can, where there is any
 */
public record Thresholds(
        @Nullable Severity failOn, @Nullable Severity unknown, boolean isInForce, boolean isTolerant)
        implements Serializable {
    /** Violations and unknown values fail from high upward. */
    public static final Thresholds DEFAULT = new Thresholds(Severity.HIGH, Severity.HIGH);

    /** Those of no configuration: nothing says them to a reader. */
    public static final Thresholds NONE = new Thresholds(Severity.HIGH, Severity.HIGH, false, false);

    public Thresholds(@Nullable Severity failOn, @Nullable Severity unknown) {
        this(failOn, unknown, true, false);
    }

    /** Whether something fails that is missing although the configuration requires it. */
    boolean failsRequired(@Nullable Enforcement enforcement) {
        return failOn != null && enforcement != Enforcement.REPORT;
    }

    /** @param enforcement what the configuration says of the policy where the finding occurs, or null for nothing */
    boolean fails(Severity severity, @Nullable UnknownCause cause, @Nullable Enforcement enforcement) {
        // what is new is not known before there is a comparison
        if (enforcement == Enforcement.REPORT || enforcement == Enforcement.NEW_ONLY) {
            return false;
        }
        if (enforcement == Enforcement.FAIL && cause == null) {
            return failOn != null;
        }
        if (cause == null) {
            return failOn != null && severity.isAtLeast(failOn);
        }
        // a missing input fails only where the configuration requires it, missing evidence where its policy says so
        return cause == UnknownCause.VALUE && failOn != null && unknown != null && severity.isAtLeast(unknown);
    }
}
