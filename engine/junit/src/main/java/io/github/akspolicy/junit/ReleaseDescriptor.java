package io.github.akspolicy.junit;

import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.source.ReleaseId;
import java.util.ArrayList;
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

    /** What filters left. Which of them apply to anything is known when the release was evaluated; only then do they show. */
    private final List<PolicyDescriptor> planned = new ArrayList<>();

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

    /**
     * Plans the policies that run wholly on another release.
     *
     * @return whether there is any
     */
    boolean planPoliciesOf(ReleaseDescriptor other) {
        other.planned.stream()
                .filter(PolicyDescriptor::isWhole)
                .map(policy -> policy.on(this))
                .forEach(same -> {
                    same.selectAll();
                    planned.add(same);
                });
        return !planned.isEmpty();
    }

    /** Comes after the filters, and before the tree is shown. */
    @Override
    public void prune() {
        for (TestDescriptor child : List.copyOf(getChildren())) {
            if (child instanceof PolicyDescriptor policy) {
                removeChild(policy);
                planned.add(policy);
            }
        }
        super.prune();
    }

    @Override
    boolean isEmptied() {
        return planned.isEmpty() && super.isEmptied();
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
        var inapplicable = new ArrayList<String>();
        for (PolicyDescriptor policy : planned) {
            if (policy.appliesToNothing(context)) {
                inapplicable.add(policy.getDisplayName());
            } else {
                addChild(policy);
                tests.execute(policy);
            }
        }
        // Surefire shows no containers, and would count a skipped one as a test
        if (!inapplicable.isEmpty() && !SurefireSource.isSurefire(this)) {
            var skipped = new InapplicableDescriptor(this, inapplicable);
            addChild(skipped);
            tests.execute(skipped);
        }
        return context;
    }
}
