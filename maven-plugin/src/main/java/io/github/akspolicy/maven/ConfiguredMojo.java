package io.github.akspolicy.maven;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Verification;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** A goal about what a configuration names. */
abstract class ConfiguredMojo extends AbstractPolicyMojo {
    /** Where the configuration is; <code>aks-policy.yaml</code> of the module or the current directory by default. */
    @Parameter(property = "aks-policy.configuration")
    private @Nullable File configuration;

    Path configuration() {
        return configurationFile(configuration);
    }

    /** Whether the module has a configuration, or is to have one: what a user names must be there. */
    boolean isConfigured() {
        return configuration != null || Files.exists(configuration());
    }

    /** @throws MojoExecutionException when the configuration cannot be used, its problems printed */
    Verification verification() throws MojoExecutionException {
        try {
            return Verification.load(configuration(), overrides());
        } catch (ConfigurationException invalid) {
            throw unusable(invalid);
        }
    }
}
