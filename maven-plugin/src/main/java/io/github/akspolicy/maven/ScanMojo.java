package io.github.akspolicy.maven;

import io.github.akspolicy.run.CommandException;
import io.github.akspolicy.run.FindingsException;
import io.github.akspolicy.run.Invocation;
import io.github.akspolicy.run.ScanCommand;
import java.io.File;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates every chart and every manifest below a directory, without <code>aks-policy.yaml</code>: for a first look.
 *
 * @since 0.1.0
 */
@Mojo(name = "scan", requiresProject = false, aggregator = true, threadSafe = true)
public final class ScanMojo extends AbstractForkingMojo {
    /**
     * Values files for the charts, separated by commas and in the order in which they apply, such as
     * <code>values-prod.yaml</code>: relative to the folder of each chart that has them, else to the directory that is scanned. Charts
     * are rendered with their default values when not set.
     */
    @Parameter(property = "aks-policy.values")
    private @Nullable List<String> values;

    /**
     * Fails on whatever cannot be read or rendered, as <code>verify</code> does. Without it the verdict is about what can be: the
     * rest is named.
     */
    @Parameter(property = "aks-policy.strict", defaultValue = "false")
    private boolean strict;

    /** Where reports go; <code>target/aks-policy</code> of the current directory when not set. */
    @Parameter(property = "aks-policy.reportDirectory")
    private @Nullable File reportDirectory;

    @Override
    boolean reportsMissingDirectory() {
        return true;
    }

    @Override
    void run() throws MojoExecutionException, CommandException, FindingsException {
        Invocation invocation = invocation(reportDirectory);
        verify(new ScanCommand(invocation, presentation(invocation), values, strict), invocation.reports());
    }
}
