package io.github.akspolicy.junit;

import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policytest.PolicyTestCase;
import io.github.akspolicy.policytest.UnexpectedResultException;
import io.github.akspolicy.source.Workspace;
import io.github.akspolicy.testing.internal.PolicyTestFailures;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;

/** The test: one case of a policy test file. */
final class PolicyTestCaseDescriptor extends LeafDescriptor {
    static final String SEGMENT = "case";

    private final PolicyTestCase test;

    PolicyTestCaseDescriptor(UniqueId uniqueId, String file, PolicyTestCase test, Workspace workspace) {
        // two files may have a case of the same name
        super(
                uniqueId,
                SafeText.line(test.name()),
                SafeText.line(file + " > " + test.name()),
                ResourceDescriptor.fileSource(workspace, test.at()));
        this.test = test;
    }

    /** Those of the policies under test. */
    @Override
    public Set<TestTag> getTags() {
        var tags = new LinkedHashSet<TestTag>();
        for (PolicyInfo policy : test.policies()) {
            tags.add(TestTag.create(policy.id()));
            tags.add(TestTag.create(policy.group()));
            tags.add(TestTag.create(policy.severity().toString()));
        }
        return tags;
    }

    @Override
    public PolicyExecutionContext execute(PolicyExecutionContext context, DynamicTestExecutor tests) {
        try {
            test.run();
        } catch (UnexpectedResultException unexpected) {
            throw ResourceDescriptor.withoutTrace(PolicyTestFailures.of(unexpected));
        } catch (IllegalStateException unreadable) {
            throw ResourceDescriptor.withoutTrace(unreadable);
        }
        return context;
    }
}
