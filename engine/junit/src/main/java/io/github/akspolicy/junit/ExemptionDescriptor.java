package io.github.akspolicy.junit;

import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.report.FindingText;
import io.github.akspolicy.source.Workspace;
import java.util.List;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.hierarchical.Node;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** A test for each finding about the gate, exemptions or baseline themselves, which belong to no resource. */
final class ExemptionDescriptor extends LeafDescriptor {
    static final String SEGMENT = "exemption";

    private final Finding finding;

    private ExemptionDescriptor(UniqueId uniqueId, Workspace workspace, Finding finding) {
        super(
                uniqueId,
                SafeText.line(finding.policy().id() + " at " + finding.location()),
                SafeText.line(finding.policy().id() + " > " + finding.location()),
                ResourceDescriptor.fileSource(workspace, finding.location()));
        this.finding = finding;
    }

    /** Runs them below {@code parent}. */
    static void runAll(
            TestDescriptor parent, List<Finding> findings, Workspace workspace, Node.DynamicTestExecutor tests)
            throws InterruptedException {
        int number = 0;
        for (Finding finding : findings) {
            if (!finding.isAboutGate() && !finding.policy().group().equals(PolicyInfo.EXEMPTION_GROUP)) {
                continue;
            }
            var test = new ExemptionDescriptor(
                    parent.getUniqueId().append(SEGMENT, String.valueOf(++number)), workspace, finding);
            parent.addChild(test);
            tests.execute(test);
        }
    }

    @Override
    public PolicyExecutionContext execute(PolicyExecutionContext context, DynamicTestExecutor tests) {
        String text = FindingText.of(finding);
        if (finding.fails()) {
            throw ResourceDescriptor.withoutTrace(new AssertionFailedError(text));
        }
        throw ResourceDescriptor.withoutTrace(new TestAbortedException(text));
    }
}
