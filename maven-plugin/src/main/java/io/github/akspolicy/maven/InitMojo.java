package io.github.akspolicy.maven;

import io.github.akspolicy.run.Command;
import io.github.akspolicy.run.InitCommand;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes <code>aks-policy.yaml</code> from what <code>scan</code> finds: charts with their environments and values, folders of manifests,
 * definitions of clusters. What cannot be read is a comment in it. Overwrites nothing.
 *
 * @since 0.1.0
 */
@Mojo(name = "init", requiresProject = false, aggregator = true, threadSafe = true)
public final class InitMojo extends ConfiguredMojo {
    /** Writes the baseline, too, with all that is open, so that <code>verify</code> fails on what is new only. */
    @Parameter(property = "aks-policy.baseline", defaultValue = "false")
    private boolean baseline;

    @Override
    Command command() {
        return new InitCommand(invocation(), baseline);
    }
}
