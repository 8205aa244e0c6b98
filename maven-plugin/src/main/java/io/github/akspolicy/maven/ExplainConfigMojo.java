package io.github.akspolicy.maven;

import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;

/** Prints which settings are in force and which line of which file says so. */
@Mojo(name = "explain-config", requiresProject = false, aggregator = true, threadSafe = true)
public final class ExplainConfigMojo extends ConfiguredMojo {
    @Override
    void run() throws MojoExecutionException {
        verification().explain().lines().forEach(getLog()::info);
    }
}
