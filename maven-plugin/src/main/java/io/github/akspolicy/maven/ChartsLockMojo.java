package io.github.akspolicy.maven;

import io.github.akspolicy.run.ChartsLockCommand;
import io.github.akspolicy.run.Command;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Records the content of the dependencies that <code>helm dependency build</code> brought, in
 * <code>aks-policy-charts.lock</code> beside <code>aks-policy.yaml</code>. Only what is recorded counts as third-party;
 * every other chart in the repository is evaluated as your own. Renders nothing and uses no network.
 *
 * @since 0.1.0
 */
@Mojo(name = "charts-lock", requiresProject = false, threadSafe = true)
public final class ChartsLockMojo extends ConfiguredMojo {
    /** Only prints what would change, and fails when something would. */
    @Parameter(property = "aks-policy.check", defaultValue = "false")
    private boolean check;

    @Override
    Command command() {
        return new ChartsLockCommand(invocation(), check);
    }
}
