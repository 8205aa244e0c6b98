package io.github.akspolicy.maven;

import io.github.akspolicy.run.Command;
import io.github.akspolicy.run.ExplainWorkloadCommand;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Draws how the pods of a workload reach Azure and Key Vault in each environment: every link with ✓, ✗ or ? and the line
 * that makes it so.
 *
 * @since 0.1.0
 */
@Mojo(name = "explain-workload", requiresProject = false, aggregator = true, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields
public final class ExplainWorkloadMojo extends EnvironmentsMojo {
    /** The workload: its name, or <code>namespace/name</code>. */
    @Parameter(property = "aks-policy.workload", required = true)
    private String workload;

    @Override
    Command command() {
        return new ExplainWorkloadCommand(invocation(), workload);
    }
}
