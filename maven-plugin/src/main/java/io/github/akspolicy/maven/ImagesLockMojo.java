package io.github.akspolicy.maven;

import io.github.akspolicy.run.Command;
import io.github.akspolicy.run.ImagesLockCommand;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Asks the registries what the images of all environments are and how they are signed, and writes the images lock with
 * its evidence. Uses the network, and the logins of <code>docker login</code> and <code>az acr login</code>. Nothing is
 * verified: <code>verify</code> does that, without network.
 *
 * @since 0.1.0
 */
@Mojo(name = "images-lock", requiresProject = false, threadSafe = true)
public final class ImagesLockMojo extends ConfiguredMojo {
    /** Only says what would change, and fails when something would. */
    @Parameter(property = "aks-policy.check", defaultValue = "false")
    private boolean check;

    @Override
    Command command() {
        return new ImagesLockCommand(invocation(), check);
    }
}
