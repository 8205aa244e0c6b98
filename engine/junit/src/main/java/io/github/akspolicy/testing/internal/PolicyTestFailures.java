package io.github.akspolicy.testing.internal;

import io.github.akspolicy.policytest.UnexpectedResultException;
import org.opentest4j.AssertionFailedError;

/** Failed policy tests as test frameworks know them. */
public final class PolicyTestFailures {
    private PolicyTestFailures() {}

    /** The failure, with marks and findings for IDEs to compare where these differ. */
    public static AssertionFailedError of(UnexpectedResultException unexpected) {
        return unexpected.expected().equals(unexpected.actual())
                ? new AssertionFailedError(unexpected.getMessage())
                : new AssertionFailedError(unexpected.getMessage(), unexpected.expected(), unexpected.actual());
    }
}
