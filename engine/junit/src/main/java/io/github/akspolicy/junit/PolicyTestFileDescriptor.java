package io.github.akspolicy.junit;

import io.github.akspolicy.policytest.PolicyTestFile;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.FileSource;

/** A {@code *.policytest.yaml} file. What is wrong with it is a failing test each; its other cases run. */
final class PolicyTestFileDescriptor extends ContainerDescriptor {
    static final String SEGMENT = "file";

    /** The kind of the tests that tell what is wrong with the file. */
    static final String PROBLEM = "problem";

    private final PolicyTestFile content;
    private final Workspace workspace;

    PolicyTestFileDescriptor(UniqueId uniqueId, Path file, PolicyTestFile content, Workspace workspace) {
        super(
                uniqueId,
                FileResolver.segmentValue(file),
                FileSource.from(file.toAbsolutePath().toFile()));
        this.content = content;
        this.workspace = workspace;
    }

    /** The ids of its cases. */
    List<UniqueId> cases() {
        return content.cases().stream()
                .map(one -> getUniqueId().append(PolicyTestCaseDescriptor.SEGMENT, one.name()))
                .toList();
    }

    /** The test of a case; empty when there is none of this id. */
    Optional<PolicyTestCaseDescriptor> test(UniqueId id) {
        return content.cases().stream()
                .filter(one -> one.name().equals(id.getLastSegment().getValue()))
                .findFirst()
                .map(one -> new PolicyTestCaseDescriptor(id, getDisplayName(), one, workspace));
    }

    /** The id of the case that a line lies in; empty above the first one. */
    Optional<UniqueId> caseAt(int line) {
        return content.cases().stream()
                .filter(one -> one.at().line() <= line)
                .reduce((earlier, later) -> later)
                .map(one -> getUniqueId().append(PolicyTestCaseDescriptor.SEGMENT, one.name()));
    }

    @Override
    public PolicyExecutionContext execute(PolicyExecutionContext context, DynamicTestExecutor tests)
            throws InterruptedException {
        ProblemDescriptor.runAll(this, PROBLEM, content.problems(), workspace, tests);
        return context;
    }
}
