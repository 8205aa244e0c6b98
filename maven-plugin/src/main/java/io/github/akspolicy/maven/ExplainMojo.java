package io.github.akspolicy.maven;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.PolicyInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Prints everything about one policy: what it asks for, why, how to fix a finding, its settings and its sources. */
@Mojo(name = "explain", requiresProject = false, aggregator = true, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields
public final class ExplainMojo extends AbstractPolicyMojo {
    /** The id of the policy, such as <code>pod/privileged</code>. */
    @Parameter(property = "aks-policy.policy", required = true)
    private String policy;

    @Override
    void run() throws MojoExecutionException {
        Policies policies = Policies.of(overrides().classLoader());
        PolicyInfo known = policies.find(policy)
                .or(this::inFile)
                .orElseThrow(() -> new MojoExecutionException(policies.unknown(policy)));
        PolicyText.lines(known, policies.documentation(known).orElse("")).forEach(getLog()::info);
    }

    /** A policy of a file that the configuration names. */
    private Optional<PolicyInfo> inFile() {
        Path configuration = configurationFile(null);
        if (!Files.exists(configuration)) {
            return Optional.empty();
        }
        try {
            return Verification.load(configuration, overrides()).knownPolicies().stream()
                    .map(Policy::info)
                    .filter(info -> info.id().equals(policy))
                    .findFirst();
        } catch (ConfigurationException invalid) {
            getLog().warn("The configuration cannot be read, so that policies of files are unknown: "
                    + SafeText.line(String.valueOf(invalid.getMessage())));
            return Optional.empty();
        }
    }
}
