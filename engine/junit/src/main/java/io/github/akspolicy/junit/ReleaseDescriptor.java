package io.github.akspolicy.junit;

import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.source.ReleaseId;
import java.util.List;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;

/** A release: one source rendered for one environment. What of it could not be read is a failing test of its own. */
final class ReleaseDescriptor extends ContainerDescriptor {
    static final String SEGMENT = "release";

    /** The kind of the tests that tell what could not be read. */
    static final String PROBLEM = "input";

    private final Verification verification;
    private final ReleaseId release;

    ReleaseDescriptor(UniqueId uniqueId, Verification verification, ReleaseId release) {
        super(uniqueId, release.toString(), null);
        this.verification = verification;
        this.release = release;
    }

    static String segmentValue(ReleaseId release) {
        return release.environment() + ":" + release.source() + ":" + release.name()
                + (release.isUpgrade() ? ":upgrade" : "");
    }

    Verification verification() {
        return verification;
    }

    /** The ids of its policies. */
    List<UniqueId> policies() {
        return verification.policies().stream()
                .map(policy -> getUniqueId().append(PolicyDescriptor.SEGMENT, policy.id()))
                .toList();
    }

    /** Adds the policies that run wholly on another release. */
    void addPoliciesOf(ReleaseDescriptor other) {
        for (TestDescriptor child : other.getChildren()) {
            if (child instanceof PolicyDescriptor policy && policy.isWhole()) {
                PolicyDescriptor same = policy.on(this);
                same.selectAll();
                addChild(same);
            }
        }
    }

    ReleaseId release() {
        return release;
    }

    @Override
    public PolicyExecutionContext execute(PolicyExecutionContext context, DynamicTestExecutor tests)
            throws InterruptedException {
        if (isEmptied()) {
            // a run of single methods asks for none of its policies
            return context;
        }
        var problems = context.evaluation(verification).inputProblems(release);
        ProblemDescriptor.runAll(this, PROBLEM, problems, verification.workspace(), tests);
        return context;
    }
}
