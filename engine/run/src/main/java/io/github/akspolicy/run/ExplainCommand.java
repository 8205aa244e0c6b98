package io.github.akspolicy.run;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.report.ConsoleLine;
import io.github.akspolicy.report.Row;
import java.nio.file.Files;
import java.util.Optional;

/** Prints everything about one policy: what it asks for, why, how to fix a finding, its settings and its sources. */
public final class ExplainCommand extends Command {
    private final String policy;

    public ExplainCommand(Invocation invocation, String policy) {
        super(invocation);
        this.policy = policy;
    }

    @Override
    public void run() throws CommandException {
        Policies policies = Policies.of(overrides().classLoader());
        PolicyInfo known = policies.find(policy)
                .or(this::inFile)
                .orElseThrow(() -> new CommandException(policies.unknown(policy)));
        boolean isCode = false;
        for (String line :
                PolicyText.lines(known, policies.documentation(known).orElse(""), policies.references(known))) {
            isCode ^= line.strip().startsWith("```");
            if (isCode || line.matches("\\s*([#|]|```).*")) {
                output().verbatim(line);
            } else {
                String text = line.stripLeading();
                int indent = line.length() - text.length();
                output().print(ConsoleLine.info(Row.of(indent, text).deeper(text.startsWith("- ") ? 2 : 0)));
            }
        }
    }

    /** A policy of a file that the configuration names. */
    private Optional<PolicyInfo> inFile() {
        if (!Files.exists(configuration())) {
            return Optional.empty();
        }
        try {
            return Verification.load(configuration(), overrides()).knownPolicies().stream()
                    .map(Policy::info)
                    .filter(info -> info.id().equals(policy))
                    .findFirst();
        } catch (ConfigurationException invalid) {
            output().warn("The configuration cannot be read, so policies of files are unknown: "
                    + SafeText.line(String.valueOf(invalid.getMessage())));
            return Optional.empty();
        }
    }
}
