package io.github.akspolicy.maven;

import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.run.Command;
import io.github.akspolicy.run.InitCommand;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

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

    /** The day on which findings that depend on one are evaluated, such as <code>2027-01-31</code>; today by default. */
    @Parameter(property = "aks-policy.today")
    private @Nullable String today;

    @Override
    Overrides overrides() {
        return super.overrides().today(today);
    }

    @Override
    Command command() {
        return new InitCommand(invocation(), baseline);
    }
}
