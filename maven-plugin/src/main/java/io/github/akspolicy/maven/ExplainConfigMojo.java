package io.github.akspolicy.maven;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Verification;
import java.io.File;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Prints which settings are in force and which line of which file says so. */
@Mojo(name = "explain-config", requiresProject = false, aggregator = true, threadSafe = true)
public final class ExplainConfigMojo extends AbstractPolicyMojo {
    /** Where the configuration is; <code>aks-policy.yaml</code> of the module when not set. */
    @Parameter(property = "aks-policy.configuration")
    private @Nullable File configuration;

    @Override
    void run() throws MojoExecutionException {
        try {
            Verification verification = Verification.load(configurationFile(configuration), overrides());
            verification.explain().lines().forEach(getLog()::info);
        } catch (ConfigurationException invalid) {
            throw unusable(invalid);
        }
    }
}
