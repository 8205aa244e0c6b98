package io.github.akspolicy.maven;

import io.github.akspolicy.run.BaselineCommand;
import io.github.akspolicy.run.Command;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes the baseline that <code>aks-policy.yaml</code> names, and its name where it has none: the first time everything that is open,
 * later without what was fixed. <code>verify</code> only reads it. A module without <code>aks-policy.yaml</code> is left out.
 *
 * @since 0.1.0
 */
@Mojo(name = "baseline", requiresProject = false, threadSafe = true)
public final class BaselineMojo extends PoliciesMojo {
    /** Takes new findings into the baseline, too. Without it the baseline can only shrink. */
    @Parameter(property = "aks-policy.grow", defaultValue = "false")
    private boolean grow;

    @Override
    Command command() {
        return new BaselineCommand(invocation(), grow);
    }
}
