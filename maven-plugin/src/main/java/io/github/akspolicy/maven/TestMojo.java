package io.github.akspolicy.maven;

import io.github.akspolicy.run.Command;
import io.github.akspolicy.run.TestCommand;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Runs the tests of policies without Java, which are files <code>*.policytest.yaml</code>, and fails when there is none. Tests of
 * <code>@PolicyRule</code> members run with their class, in the tests of the project.
 *
 * @since 0.1.0
 */
@Mojo(name = "test", defaultPhase = LifecyclePhase.TEST, requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields
public final class TestMojo extends ConfiguredMojo {
    /** Folders or files with policy tests, separated by commas; those of the default need not be there. */
    @Parameter(property = "aks-policy.policyTests", defaultValue = "src/test/policies,policies")
    private List<String> policyTests;

    @Override
    Command command() {
        return new TestCommand(invocation(), policyTests);
    }
}
