package io.github.akspolicy.maven;

import io.github.akspolicy.run.Command;
import io.github.akspolicy.run.MinimalRoleCommand;
import java.io.File;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Cuts roles down to what the budget of access says is needed, and writes them as YAML to paste: for each environment a
 * file <code>minimal-roles-ENVIRONMENT.yaml</code>. The files of the roles themselves are left alone.
 *
 * @since 0.1.0
 */
@Mojo(name = "minimal-role", requiresProject = false, aggregator = true, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields
public final class MinimalRoleMojo extends EnvironmentsMojo {
    /** Only roles of this name; all when not set. */
    @Parameter(property = "aks-policy.role")
    private @Nullable String role;

    /** Where the files go. */
    @Parameter(property = "aks-policy.reportDirectory")
    private @Nullable File reportDirectory;

    @Override
    Command command() {
        return new MinimalRoleCommand(invocation(reportDirectory), role);
    }
}
