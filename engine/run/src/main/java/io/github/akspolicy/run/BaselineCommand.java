package io.github.akspolicy.run;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.BaselineUpdate;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.files.AtomicFile;
import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.report.ConsoleText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the baseline that {@code aks-policy.yaml} names, and its name where it has none: the first time everything that is open, later
 * without what was fixed. {@code verify} only reads it. A module without {@code aks-policy.yaml} is left out.
 */
public final class BaselineCommand extends Command {
    private final boolean grow;

    public BaselineCommand(Invocation invocation, boolean grow) {
        super(invocation);
        this.grow = grow;
    }

    /** Findings that this goal settles by what it writes. */
    private static final String ABOUT_BASELINES = PolicyInfo.EXEMPTION_GROUP + "/baseline-";

    @Override
    public void run() throws CommandException {
        Path file = configuration();
        if (!isConfigured()) {
            output().info("No " + file.getFileName() + " here: there is no baseline to write. " + commandLine("init")
                    + " writes both.");
            return;
        }
        var overrides = overrides().writesBaseline(true);
        try (var configured = BaselineEntry.in(file)) {
            Verification verification = Verification.load(file, overrides);
            Path baseline = verification
                    .baselineFile()
                    .orElseThrow(
                            () -> new CommandException(verification.workspace().relative(file)
                                    + " names no baseline: add \"" + BaselineEntry.TEXT + "\""));
            write(baseline, verification);
            if (configured.keep()) {
                output().info("Added \"" + BaselineEntry.TEXT + "\" to "
                        + verification.workspace().relative(file) + ".");
            }
        } catch (ConfigurationException invalid) {
            throw unusable(invalid);
        } catch (IOException e) {
            throw new CommandException("The baseline cannot be written: " + e, e);
        }
    }

    private void write(Path baseline, Verification verification) throws CommandException, IOException {
        Evaluation evaluation;
        try (var progress = progress()) {
            evaluation = verification.evaluate(progress);
        }
        if (!evaluation.problems().isEmpty()) {
            output().print(ConsoleText.problems(evaluation));
            throw new CommandException("The baseline was not written, since not everything could be evaluated:"
                    + " fix the errors above first.");
        }
        String before = Files.exists(baseline) ? Files.readString(baseline) : "";
        var update = BaselineUpdate.of(evaluation, verification.debt().baseline(), before, grow);
        if (!update.text().equals(before)) {
            AtomicFile.write(AtomicFile.target(baseline), update.text());
        }
        String path = verification.workspace().relative(baseline);
        say(path, update);
        sayWhatStillFails(path, verification, evaluation);
    }

    /** What no baseline holds, and why {@code verify} may stay red. */
    private void sayWhatStillFails(String path, Verification verification, Evaluation evaluation) {
        verification
                .debt()
                .rules()
                .owners()
                .refusal(path)
                .ifPresent(refusal -> output().warn("The baseline does not count: " + SafeText.line(refusal) + "."));
        long failing = evaluation.open().stream()
                .filter(Finding::fails)
                .filter(finding -> finding.policy().group().equals(PolicyInfo.EXEMPTION_GROUP))
                .filter(finding -> !finding.policy().id().startsWith(ABOUT_BASELINES))
                .count();
        if (failing > 0) {
            output().warn(failing
                    + " findings about exemptions still fail, since a baseline holds none: "
                    + commandLine("verify") + " shows them.");
        }
    }

    private void say(String path, BaselineUpdate update) {
        output().info("Baseline " + path + ": " + update.added() + " added, " + update.removed() + " removed, "
                + update.kept() + " kept.");
        int entries = update.added() + update.kept();
        if (entries != update.findings()) {
            output().info("These " + entries + " entries hold " + update.findings()
                    + " findings: a finding is a line to edit, an entry is a field of a resource.");
        }
        if (update.left() > 0) {
            output().warn(update.left()
                    + " new findings are not in it, since a baseline only shrinks: fix them, or set"
                    + " " + CommandText.option("grow") + ".");
        }
    }
}
