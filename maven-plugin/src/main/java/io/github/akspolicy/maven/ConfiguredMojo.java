package io.github.akspolicy.maven;

import io.github.akspolicy.run.Invocation;
import java.io.File;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** A goal about what a configuration names. */
abstract class ConfiguredMojo extends CommandMojo {
    /** Where the configuration is; <code>aks-policy.yaml</code> of the module or the current directory by default. */
    @Parameter(property = "aks-policy.configuration")
    private @Nullable File configuration;

    Path configuration() {
        return configurationFile(configuration);
    }

    @Override
    Invocation invocation(@Nullable File reportDirectory) {
        return invocation(configuration, reportDirectory(reportDirectory));
    }
}
