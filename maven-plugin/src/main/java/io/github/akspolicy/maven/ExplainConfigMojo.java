package io.github.akspolicy.maven;

import io.github.akspolicy.run.CommandException;
import io.github.akspolicy.run.ExplainConfigCommand;
import java.io.File;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Prints which settings are in force and which line of which file says so. *
 * @since 0.1.0
 */
@Mojo(name = "explain-config", requiresProject = false, aggregator = true, threadSafe = true)
public final class ExplainConfigMojo extends AbstractOverridingMojo {
    /** Where the configuration is; <code>aks-policy.yaml</code> of the module or the current directory by default. */
    @Parameter(property = "aks-policy.configuration")
    private @Nullable File configuration;

    @Override
    void run() throws CommandException {
        new ExplainConfigCommand(invocation(configuration, reportDirectory(null))).run();
    }
}
