package io.github.akspolicy.junit;

import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Workspace;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.hierarchical.Node;

/**
 * A test that fails because something could not be read, rendered or judged. An exception at discovery would take down
 * the whole engine; a failing test leaves the others running and names the line.
 */
final class ProblemDescriptor extends LeafDescriptor {
    private static final String DISCOVERY = "discovery";

    private final Problem problem;

    private ProblemDescriptor(
            UniqueId uniqueId, String owner, String where, @Nullable TestSource source, Problem problem) {
        super(uniqueId, SafeText.line(where), SafeText.line(owner + " > " + where), source);
        this.problem = problem;
    }

    /** Runs a failing test for each problem below {@code parent}. */
    static void runAll(
            TestDescriptor parent,
            String what,
            List<Problem> problems,
            Workspace workspace,
            Node.DynamicTestExecutor tests)
            throws InterruptedException {
        int number = 0;
        for (Problem problem : problems) {
            String where = problem.at() == null ? what + " " + ++number : what + " " + problem.at();
            TestSource source = problem.at() == null ? null : ResourceDescriptor.fileSource(workspace, problem.at());
            var test = new ProblemDescriptor(
                    parent.getUniqueId().append(what, String.valueOf(problems.indexOf(problem) + 1)),
                    parent.getDisplayName(),
                    where,
                    source,
                    problem);
            parent.addChild(test);
            tests.execute(test);
        }
    }

    /** Adds a failing test to what was discovered. */
    static void add(TestDescriptor parent, Problem problem) {
        parent.addChild(new ProblemDescriptor(
                parent.getUniqueId().append(DISCOVERY, "1"), "aks-policy", DISCOVERY, null, problem));
    }

    @Override
    public PolicyExecutionContext execute(PolicyExecutionContext context, DynamicTestExecutor tests) {
        // not an assertion: reports then count it as an error, not as a failed expectation
        throw ResourceDescriptor.withoutTrace(new IllegalStateException(SafeText.line(problem.toString())));
    }
}
