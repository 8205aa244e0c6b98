package io.github.akspolicy.maven;

import io.github.akspolicy.run.Command;
import io.github.akspolicy.run.ListCommand;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Lists every policy with its severity, and whether it is on: by <code>aks-policy.yaml</code> when there is one, else
 * by the profile.
 *
 * @since 0.1.0
 */
@Mojo(name = "list", requiresProject = false, aggregator = true, threadSafe = true)
public final class ListMojo extends PoliciesMojo {
    /** Prints JSON, for programs: an array of policies with <code>id</code>, <code>on</code>, <code>severity</code> and more. */
    @Parameter(property = "aks-policy.json", defaultValue = "false")
    private boolean json;

    @Override
    Command command() {
        return new ListCommand(invocation(), json);
    }
}
