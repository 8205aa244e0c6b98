package io.github.akspolicy.run;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.report.ConsoleText;

/**
 * Lists every exemption, of the file and of annotations, with its owner, its end and its line, and what the baseline holds: for an audit.
 * Without a configuration it lists the annotations of what {@code scan} finds.
 */
public final class ExemptionsCommand extends Command {
    private final boolean json;

    /** @param json whether it is a list for programs */
    public ExemptionsCommand(Invocation invocation, boolean json) {
        super(invocation);
        this.json = json;
    }

    @Override
    public void run() throws CommandException {
        Verification verification;
        Evaluation evaluation;
        try (var progress = progress()) {
            verification = isConfigured()
                    ? Verification.load(configuration(), overrides())
                    : Verification.scan(directory(), overrides());
            evaluation = verification.evaluate(progress);
        } catch (ConfigurationException invalid) {
            throw unusable(invalid);
        }
        var listing = ExemptionListing.of(verification.debt(), evaluation);
        if (json) {
            output().data(listing.json());
        } else {
            output().print(ConsoleText.problems(evaluation));
            output().print(listing.lines());
        }
        if (!evaluation.problems().isEmpty()) {
            throw new CommandException(
                    "The list is not complete, since annotations exempt, too, and not everything can be read: "
                            + commandLine(isConfigured() ? "verify" : "scan") + " says what cannot.");
        }
    }
}
