package io.github.akspolicy.maven;

import io.github.akspolicy.run.Command;
import io.github.akspolicy.run.ExplainCommand;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Prints everything about one policy: what it asks for, why, how to fix a finding, its settings and its sources. *
 * @since 0.1.0
 */
@Mojo(name = "explain", requiresProject = false, aggregator = true, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields
public final class ExplainMojo extends ConfiguredMojo {
    /** The id of the policy, such as <code>pod/privileged</code>. */
    @Parameter(property = "aks-policy.policy", required = true)
    private String policy;

    @Override
    Command command() {
        return new ExplainCommand(invocation(), policy);
    }
}
