package io.github.akspolicy.maven;

import io.github.akspolicy.configuration.ChartsLockUpdate;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.source.FetchedChart;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Records the content of the dependencies that <code>helm dependency build</code> brought, in
 * <code>aks-policy-charts.lock</code> beside <code>aks-policy.yaml</code>. Only what is recorded counts as third-party;
 * every other chart in the repository is evaluated as your own. Renders nothing and uses no network.
 */
@Mojo(name = "charts-lock", requiresProject = false, threadSafe = true)
public final class ChartsLockMojo extends ConfiguredMojo {
    /** Only prints what would change, and fails when something would. */
    @Parameter(property = "aks-policy.check", defaultValue = "false")
    private boolean check;

    @Override
    void run() throws MojoExecutionException, MojoFailureException {
        if (!isConfigured()) {
            getLog().info("No " + configuration().getFileName() + " in this module: it has no charts.");
            return;
        }
        if (!overrides().environments().isEmpty()) {
            throw new MojoExecutionException("A lock speaks for all environments: leave aks-policy.environments out.");
        }
        Verification verification = verification();
        ChartsLockUpdate update = verification.chartsLock();
        update.problems().forEach(problem -> getLog().error(SafeText.line(problem.toString())));
        if (!update.problems().isEmpty()) {
            throw new MojoExecutionException(
                    "The charts lock was not written, since not every chart can be read: fix the errors above first.");
        }
        update.refused()
                .forEach(chart -> getLog().warn(SafeText.line("not recorded: " + ChartsLockUpdate.reason(chart))));
        try {
            write(update, verification.workspace().relative(update.file()));
        } catch (IOException e) {
            throw new MojoExecutionException("The charts lock cannot be read or written: " + e, e);
        }
    }

    private void write(ChartsLockUpdate update, String shown) throws IOException, MojoFailureException {
        String before = Files.exists(update.file()) ? Files.readString(update.file()) : "";
        boolean isSame = update.text().equals(before)
                || (before.isEmpty() && update.recorded().isEmpty());
        if (check && !isSame) {
            throw new MojoFailureException("The charts lock " + shown
                    + " does not hold the dependencies as they lie there. Run aks-policy:charts-lock and review it.");
        }
        if (!isSame) {
            Files.writeString(update.file(), update.text());
        }
        String charts =
                update.recorded().stream().map(FetchedChart::id).distinct().collect(Collectors.joining(", "));
        getLog().info(SafeText.line(
                "Charts lock " + shown + ": " + update.recorded().size() + " recorded"
                        + (charts.isEmpty() ? "" : " (" + charts + ")") + (isSame ? ", unchanged." : ".")));
    }
}
