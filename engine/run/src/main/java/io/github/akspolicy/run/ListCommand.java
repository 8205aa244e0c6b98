package io.github.akspolicy.run;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.DidYouMean;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Profile;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.report.ConsoleLine;
import io.github.akspolicy.report.Row;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Lists every policy with its severity, and whether it is on: by {@code aks-policy.yaml} when there is one, else
 * by the profile.
 */
public final class ListCommand extends Command {
    /** Where titles stand without the ids: behind what is on, and the severity, with Maven's level before them. */
    private static final int TITLE_AT = 24;

    /** Where there is no room for so much of a title, it has a line of its own. */
    private static final int TITLE = 40;

    private final boolean json;

    /** @param json whether it is a list for programs */
    public ListCommand(Invocation invocation, boolean json) {
        super(invocation);
        this.json = json;
    }

    @Override
    public void run() throws CommandException {
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
                Profile profile = profileNamed(overrides().profile());
                known = Policies.of(overrides().classLoader()).all();
                on = listed(known, profile);
                by = "the profile " + profile.name();
            }
            if (json) {
                output().data(PolicyListing.json(known, on));
            } else {
                print(known, on, by);
            }
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

    private static Profile profileNamed(@Nullable String name) throws CommandException {
        String wanted = name == null ? Profile.RECOMMENDED.name() : name;
        return Profile.BUILT_IN.stream()
                .filter(profile -> profile.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new CommandException(SafeText.line("Unknown profile \"" + wanted + "\": "
                        + DidYouMean.allowed(
                                wanted,
                                Profile.BUILT_IN.stream().map(Profile::name).toList(),
                                "profiles"))));
    }

    private void print(List<PolicyInfo> known, Map<String, Severity> on, String by) {
        int width =
                known.stream().mapToInt(policy -> policy.id().length()).max().orElse(0);
        boolean fits = TITLE_AT + width + TITLE <= output().screen().width();
        output().info("");
        for (PolicyInfo policy : known) {
            Severity severity = on.getOrDefault(policy.id(), policy.severity());
            String name = String.format(
                    "%-3s  %-" + Math.max(1, width) + "s  %-8s",
                    on.containsKey(policy.id()) ? "on" : "off",
                    policy.id(),
                    severity);
            output().print(ConsoleLine.info(
                    fits
                            ? Row.of(0, name + "  " + policy.title()).deeper(name.length() + 2)
                            : Row.of(0, name.stripTrailing())));
            if (!fits) {
                output().info("       " + policy.title());
            }
        }
        output().info("");
        output().info(known.size() + " policies, " + on.size() + " on by " + by + ".");
        output().info("More about one: " + commandLine("explain") + " " + CommandText.option("policy") + "=<id>");
    }
}
