package io.github.akspolicy.maven;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.DidYouMean;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Profile;
import io.github.akspolicy.policy.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.jspecify.annotations.Nullable;

/**
 * Lists every policy with its severity, and whether it is on: by <code>aks-policy.yaml</code> when there is one, else
 * by the profile.
 */
@Mojo(name = "list", requiresProject = false, aggregator = true, threadSafe = true)
public final class ListMojo extends ConfiguredMojo {
    @Override
    void run() throws MojoExecutionException {
        Path file = configuration();
        try {
            List<PolicyInfo> known;
            Map<String, Severity> on;
            String by;
            if (isConfigured()) {
                Verification verification = Verification.load(file, overrides());
                // those in files that it names are among them
                known = verification.knownPolicies().stream().map(Policy::info).toList();
                on = configured(verification);
                by = file.toString();
            } else {
                Profile profile = profileNamed(profile());
                known = Policies.of(overrides().classLoader()).all();
                on = listed(known, profile);
                by = "the profile " + profile.name();
            }
            print(known, on, by);
        } catch (ConfigurationException invalid) {
            throw unusable(invalid);
        }
    }

    private static Map<String, Severity> configured(Verification verification) {
        var on = new TreeMap<String, Severity>();
        for (ActivePolicy policy : verification.policies()) {
            on.put(policy.id(), policy.severity());
        }
        return on;
    }

    private static Map<String, Severity> listed(List<PolicyInfo> known, Profile profile) {
        var on = new TreeMap<String, Severity>();
        for (PolicyInfo policy : known) {
            if (profile.equals(Profile.ALL) || policy.profiles().containsKey(profile)) {
                on.put(policy.id(), policy.severity());
            }
        }
        return on;
    }

    private static Profile profileNamed(@Nullable String name) throws MojoExecutionException {
        String wanted = name == null ? Profile.RECOMMENDED.name() : name;
        return Profile.BUILT_IN.stream()
                .filter(profile -> profile.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new MojoExecutionException(SafeText.line("Unknown profile \"" + wanted + "\": "
                        + DidYouMean.fix(
                                wanted,
                                Profile.BUILT_IN.stream().map(Profile::name).toList(),
                                "profiles"))));
    }

    private void print(List<PolicyInfo> known, Map<String, Severity> on, String by) {
        int width =
                known.stream().mapToInt(policy -> policy.id().length()).max().orElse(0);
        getLog().info("");
        for (PolicyInfo policy : known) {
            Severity severity = on.getOrDefault(policy.id(), policy.severity());
            getLog().info(String.format(
                    "%-3s  %-" + Math.max(1, width) + "s  %-8s  %s",
                    on.containsKey(policy.id()) ? "on" : "off",
                    policy.id(),
                    severity,
                    policy.title()));
        }
        getLog().info("");
        getLog().info(known.size() + " policies, " + on.size() + " on by " + by + ".");
        getLog().info("More about one: " + Command.of(project(), "explain") + " -Daks-policy.policy=<id>");
    }
}
