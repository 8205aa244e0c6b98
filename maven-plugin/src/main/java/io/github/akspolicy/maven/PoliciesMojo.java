package io.github.akspolicy.maven;

import io.github.akspolicy.configuration.Overrides;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** A goal about what policies find by a configuration. */
abstract class PoliciesMojo extends ConfiguredMojo {
    /** A profile instead of the configured one, such as <code>aks-simplified</code>. */
    @Parameter(property = "aks-policy.profile")
    private @Nullable String profile;

    /**
     * The day on which exemptions and announced enforcement are evaluated, such as <code>2027-01-31</code>; today by
     * default. Give a rebuild of an old commit that commit's day: what was green stays green.
     */
    @Parameter(property = "aks-policy.today")
    private @Nullable String today;

    @Override
    Overrides overrides() {
        return super.overrides().profile(profile).today(today);
    }
}
