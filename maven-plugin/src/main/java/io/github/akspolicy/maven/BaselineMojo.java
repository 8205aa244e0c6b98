package io.github.akspolicy.maven;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.BaselineUpdate;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes the baseline that <code>aks-policy.yaml</code> names: the first time everything that is open, later without
 * what was fixed. <code>verify</code> only reads it. A module without <code>aks-policy.yaml</code> is left out.
 */
@Mojo(name = "baseline", requiresProject = false, threadSafe = true)
public final class BaselineMojo extends ConfiguredMojo {
    /** Takes new findings into the baseline, too. Without it the baseline can only shrink. */
    @Parameter(property = "aks-policy.grow", defaultValue = "false")
    private boolean grow;

    @Override
    void run() throws MojoExecutionException {
        Path file = configuration();
        if (!isConfigured()) {
            getLog().info("No " + file.getFileName() + " in this module: it has no baseline.");
            return;
        }
        var overrides = overrides().writesBaseline(true);
        if (!overrides.environments().isEmpty()) {
            throw new MojoExecutionException(
                    "A baseline speaks for all environments: leave aks-policy.environments out.");
        }
        var console = new Console(getLog());
        try {
            Verification verification = Verification.load(file, overrides);
            Path baseline = verification
                    .baselineFile()
                    .orElseThrow(() ->
                            new MojoExecutionException(verification.workspace().relative(file)
                                    + " names no baseline: add \"baseline: policy-baseline.yaml\""));
            Evaluation evaluation;
            try (var progress = ProgressLine.of(session(), getLog())) {
                evaluation = verification.evaluate(progress);
            }
            if (!evaluation.problems().isEmpty()) {
                console.problems(evaluation);
                throw new MojoExecutionException(
                        "The baseline was not written, since not everything could be evaluated:"
                                + " fix the errors above first.");
            }
            String before = Files.exists(baseline) ? Files.readString(baseline) : "";
            var update = BaselineUpdate.of(evaluation, verification.debt().baseline(), before, grow);
            if (!update.text().equals(before)) {
                AtomicFile.write(AtomicFile.target(baseline), update.text());
            }
            say(verification.workspace().relative(baseline), update);
        } catch (ConfigurationException invalid) {
            throw unusable(invalid);
        } catch (IOException e) {
            throw new MojoExecutionException("The baseline cannot be written: " + e, e);
        }
    }

    private void say(String path, BaselineUpdate update) {
        getLog().info("Baseline " + path + ": " + update.added() + " added, " + update.removed() + " removed, "
                + update.kept() + " kept.");
        if (update.left() > 0) {
            getLog().warn(update.left()
                    + " new findings are not in it, since a baseline only shrinks: fix them, or set"
                    + " -Daks-policy.grow.");
        }
    }
}
