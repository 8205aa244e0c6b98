package io.github.akspolicy.maven;

import io.github.akspolicy.run.Command;
import io.github.akspolicy.run.RbacBudgetCommand;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes who may do what by today's roles and bindings into the file that <code>rbacBudget</code> of the configuration
 * names: <code>rbac/expected-access</code> fails on whatever goes beyond it. A file that says something else already is
 * left alone and told apart, unless <code>-Daks-policy.overwrite</code> is set.
 *
 * @since 0.1.0
 */
@Mojo(name = "rbac-budget", requiresProject = false, threadSafe = true)
public final class RbacBudgetMojo extends ConfiguredMojo {
    /** Replaces a budget that says something else, comments included. */
    @Parameter(property = "aks-policy.overwrite", defaultValue = "false")
    private boolean overwrite;

    @Override
    Command command() {
        return new RbacBudgetCommand(invocation(), overwrite);
    }
}
