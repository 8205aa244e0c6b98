package io.github.akspolicy.maven;

import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.run.Command;
import io.github.akspolicy.run.ExplainClusterCommand;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Explains how people get into the clusters of each environment: the mode of authentication, whether local accounts work, who
 * can get a kubeconfig, who decides what they may do, how the API server is reached; each with the line that makes it so and
 * what the policies say of it.
 *
 * @since 0.1.0
 */
@Mojo(name = "explain-cluster", requiresProject = false, aggregator = true, threadSafe = true)
public final class ExplainClusterMojo extends PoliciesMojo {
    /** Only these environments, separated by commas; all of the configuration when empty. */
    @Parameter(property = "aks-policy.environments")
    private @Nullable List<String> environments;

    @Override
    Overrides overrides() {
        return super.overrides().environments(environments == null ? List.of() : environments);
    }

    @Override
    Command command() {
        return new ExplainClusterCommand(invocation());
    }
}
