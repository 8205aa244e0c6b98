package io.github.akspolicy.maven;

import io.github.akspolicy.run.Command;
import io.github.akspolicy.run.ListCommand;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Lists every policy with its severity, and whether it is on: by <code>aks-policy.yaml</code> when there is one, else
 * by the profile.
 *
 * @since 0.1.0
 */
@Mojo(name = "list", requiresProject = false, aggregator = true, threadSafe = true)
public final class ListMojo extends ConfiguredMojo {
    @Override
    Command command() {
        return new ListCommand(invocation());
    }
}
