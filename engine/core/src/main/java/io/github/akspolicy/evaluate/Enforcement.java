package io.github.akspolicy.evaluate;

/** What becomes of the findings of a policy in an environment, where the configuration says so. */
public enum Enforcement {
    /** The policy does not judge the environment. */
    OFF("off"),
    /** Findings are shown and never fail. */
    REPORT("report"),
    /** Findings that are new against the base that a change is compared with fail by their severity; others are shown. */
    NEW_ONLY("new-only"),
    /** Violations fail whatever their severity, unless nothing fails at all. */
    FAIL("fail");

    private final String word;

    Enforcement(String word) {
        this.word = word;
    }

    /** The word in the configuration. */
    @Override
    public String toString() {
        return word;
    }
}
