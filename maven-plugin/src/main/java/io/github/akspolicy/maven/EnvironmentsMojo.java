package io.github.akspolicy.maven;

import io.github.akspolicy.configuration.Overrides;
import java.util.List;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** A goal that asks something about environments of a configuration. */
abstract class EnvironmentsMojo extends ConfiguredMojo {
    /** Only these environments, separated by commas; all of the configuration when empty. */
    @Parameter(property = "aks-policy.environments")
    private @Nullable List<String> environments;

    @Override
    Overrides overrides() {
        return super.overrides().environments(environments == null ? List.of() : environments);
    }
}
