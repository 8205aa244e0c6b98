package io.github.akspolicy.junit;

import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.opentest4j.TestAbortedException;

/**
 * The test that stands for those which filters left out, all of them: a build whose tag is misspelled must not be green
 * without a word. It fails where the run has nothing else, and is skipped where other tests were asked for, too.
 */
final class UnselectedDescriptor extends LeafDescriptor {
    static final String SEGMENT = "selection";

    private final boolean isAlone;

    private UnselectedDescriptor(UniqueId uniqueId, String owner, boolean isAlone) {
        super(uniqueId, SEGMENT, owner + " > " + SEGMENT, null);
        this.isAlone = isAlone;
    }

    /**
     * Runs it below {@code owner}.
     *
     * @param isAlone whether the run selects nothing but policy tests
     */
    static void run(TestDescriptor owner, boolean isAlone, DynamicTestExecutor tests) throws InterruptedException {
        var test = new UnselectedDescriptor(owner.getUniqueId().append(SEGMENT, "1"), owner.getDisplayName(), isAlone);
        owner.addChild(test);
        tests.execute(test);
    }

    @Override
    public PolicyExecutionContext execute(PolicyExecutionContext context, DynamicTestExecutor tests) {
        String message = "no policy was evaluated: the tags of this run (-Dgroups, -DexcludedGroups) or its methods"
                + " (-Dtest=Class#method) select none of "
                + getParent().orElseThrow().getLegacyReportingName()
                + " (as a tag name a severity such as critical, a group such as pod, a profile or the id of a policy; as a"
                + " method one that has @PolicyRule, or **/privileged for pod/privileged; or leave the class out of the run)";
        throw ResourceDescriptor.withoutTrace(
                isAlone ? new IllegalStateException(message) : new TestAbortedException(message));
    }
}
