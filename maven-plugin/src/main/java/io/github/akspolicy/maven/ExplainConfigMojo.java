package io.github.akspolicy.maven;

import io.github.akspolicy.run.Command;
import io.github.akspolicy.run.ExplainConfigCommand;
import org.apache.maven.plugins.annotations.Mojo;

/** Prints which settings are in force and which line of which file says so. *
 * @since 0.1.0
 */
@Mojo(name = "explain-config", requiresProject = false, aggregator = true, threadSafe = true)
public final class ExplainConfigMojo extends ConfiguredMojo {
    @Override
    Command command() {
        return new ExplainConfigCommand(invocation());
    }
}
