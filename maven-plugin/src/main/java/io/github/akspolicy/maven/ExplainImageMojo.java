package io.github.akspolicy.maven;

import io.github.akspolicy.run.Command;
import io.github.akspolicy.run.ExplainImageCommand;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Prints what is known of one image: its digest, the statement of the trust policy that applies, each signature with the
 * verdict and its reason, and what image integrity of AKS would say. Whom the configuration does not name is taken from the
 * Ratify resources of each environment. Needs no network.
 *
 * @since 0.1.0
 */
@Mojo(name = "explain-image", requiresProject = false, aggregator = true, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields
public final class ExplainImageMojo extends EnvironmentsMojo {
    /** The image, as manifests name it. */
    @Parameter(property = "aks-policy.image", required = true)
    private String image;

    @Override
    Command command() {
        return new ExplainImageCommand(invocation(), image);
    }
}
