package io.github.akspolicy.run;

import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.explain.ImageExplanation;
import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.resource.image.ImageReference;
import java.util.List;

/**
 * Prints what is known of one image: its digest, the statement of the trust policy that applies, each signature with the
 * verdict and its reason, and what image integrity of AKS would say. Whom the configuration does not name is taken from the
 * Ratify resources of each environment. Needs no network.
 */
public final class ExplainImageCommand extends Command {
    private final String image;

    public ExplainImageCommand(Invocation invocation, String image) {
        super(invocation);
        this.image = image;
    }

    @Override
    public void run() throws CommandException {
        ImageReference reference = ImageReference.parse(image)
                .orElseThrow(() -> new CommandException(
                        CommandText.option("image") + ": " + SafeText.line(image) + " is not an image reference"));
        Verification verification = verification();
        List<Environment> environments = verification.environments().stream()
                .map(verification::environment)
                .toList();
        show(ImageExplanation.lines(reference, verification.images().trust(), environments));
    }
}
