package io.github.akspolicy.maven;

import io.github.akspolicy.configuration.Overrides;
import java.util.List;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** A goal that can be told everything that an evaluation can be told instead of what the configuration says. */
abstract class AbstractOverridingMojo extends AbstractPolicyMojo {
    /** A profile instead of the configured one, such as <code>aks-simplified</code>. */
    @Parameter(property = "aks-policy.profile")
    private @Nullable String profile;

    /**
     * From which severity on findings fail, instead of the configured one: <code>critical</code>,
     * <code>high</code>, <code>medium</code>, <code>low</code>, <code>info</code> or <code>never</code>. What cannot be
     * read or rendered always fails.
     */
    @Parameter(property = "aks-policy.failOn")
    private @Nullable String failOn;

    /** Only these environments, separated by commas; all of the configuration when empty. */
    @Parameter(property = "aks-policy.environments")
    private @Nullable List<String> environments;

    /**
     * The day on which exemptions and announced enforcement are evaluated, such as <code>2027-01-31</code>; today by
     * default. Give a rebuild of an old commit that commit's day: what was green stays green.
     */
    @Parameter(property = "aks-policy.today")
    private @Nullable String today;

    /**
     * What must not be missing besides what <code>require</code> of the configuration says, separated by commas:
     * <code>all-evaluated</code> fails on everything that is passed over, <code>all-branches</code> on conditions that a deployment
     * may decide otherwise, the other words on what policies do not find.
     */
    @Parameter(property = "aks-policy.require")
    private @Nullable List<String> require;

    @Override
    Overrides overrides() {
        return super.overrides()
                .profile(profile)
                .failOn(failOn)
                .environments(environments == null ? List.of() : environments)
                .today(today)
                .require(require == null ? List.of() : require);
    }

    final boolean hasChosenEnvironments() {
        return environments != null && !environments.isEmpty();
    }
}
