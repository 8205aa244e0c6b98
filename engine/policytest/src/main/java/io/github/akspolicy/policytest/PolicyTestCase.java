package io.github.akspolicy.policytest;

import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.source.SourceLocation;
import java.util.List;

/** One case of a {@link PolicyTestFile}. */
public final class PolicyTestCase {
    private final String name;
    private final SourceLocation at;
    private final PolicyCheck check;

    PolicyTestCase(String name, SourceLocation at, PolicyCheck check) {
        this.name = name;
        this.at = at;
        this.check = check;
    }

    /** Unique within its file. */
    public String name() {
        return name;
    }

    /** The policies under test. */
    public List<PolicyInfo> policies() {
        return check.policies().stream().map(ActivePolicy::info).toList();
    }

    /** The line of the case. */
    public SourceLocation at() {
        return at;
    }

    /**
     * Judges the manifests of the case and compares.
     *
     * @throws UnexpectedResultException when the policy does not find what is marked, or finds something else
     * @throws IllegalStateException when the manifests cannot be judged
     */
    public void run() throws UnexpectedResultException {
        check.run();
    }
}
