package io.github.akspolicy.maven;

import io.github.akspolicy.policy.PolicyInfo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Prints everything about one policy: what it asks for, why, how to mend a finding, its settings and its sources. */
@Mojo(name = "explain", requiresProject = false, aggregator = true, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields
public final class ExplainMojo extends AbstractPolicyMojo {
    /** The id of the policy, such as <code>pod/privileged</code>. */
    @Parameter(property = "aks-policy.policy", required = true)
    private String policy;

    @Override
    void run() throws MojoExecutionException {
        Policies policies = Policies.of(overrides().classLoader());
        PolicyInfo known =
                policies.find(policy).orElseThrow(() -> new MojoExecutionException(policies.unknown(policy)));
        PolicyText.lines(known, policies.documentation(known).orElse("")).forEach(getLog()::info);
    }
}
