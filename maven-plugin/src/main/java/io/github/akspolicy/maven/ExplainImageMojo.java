package io.github.akspolicy.maven;

import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.explain.ImageExplanation;
import io.github.akspolicy.resource.image.ImageReference;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Prints what is known of one image: its digest, the statement of the trust policy that applies, each signature with the
 * verdict and its reason, and what image integrity of AKS would say. Whom the configuration does not name is taken from the
 * Ratify resources of each environment. Needs no network.
 */
@Mojo(name = "explain-image", requiresProject = false, aggregator = true, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields
public final class ExplainImageMojo extends ConfiguredMojo {
    /** The image, as manifests name it. */
    @Parameter(property = "aks-policy.image", required = true)
    private String image;

    @Override
    void run() throws MojoExecutionException {
        ImageReference reference = ImageReference.parse(image)
                .orElseThrow(() -> new MojoExecutionException(
                        "aks-policy.image: " + SafeText.line(image) + " is not an image reference"));
        Verification verification = verification();
        List<Environment> environments = verification.environments().stream()
                .map(verification::environment)
                .toList();
        ImageExplanation.lines(reference, verification.images().trust(), environments).stream()
                .map(SafeText::line)
                .forEach(getLog()::info);
    }
}
