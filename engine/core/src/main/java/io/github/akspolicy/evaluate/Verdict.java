package io.github.akspolicy.evaluate;

/** What a policy says of a resource. */
public enum Verdict {
    PASS,
    FAIL,
    /** It could not be said; the finding names the cause. */
    UNKNOWN,
    /** It would fail or be unknown, but everything found is exempt. */
    EXEMPT,
    /** It would fail or be unknown, but everything found is in the baseline or exempt. */
    BASELINED,
    /** It would fail or be unknown, but only by lines of charts of others that no values file reaches. */
    VENDOR,
    /** The policy itself broke: it is reported as a problem. */
    ERROR
}
