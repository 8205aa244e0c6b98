package io.github.akspolicy.run;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.InitialConfiguration;
import io.github.akspolicy.files.AtomicFile;
import io.github.akspolicy.report.ConsoleText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes {@code aks-policy.yaml} from what a scan of the directory finds, and the baseline with all that is open in it where that is asked
 * for. Overwrites nothing.
 */
public final class InitCommand extends Command {
    private final boolean withBaseline;

    /** @param withBaseline whether the baseline is written, too, so that only what is new fails */
    public InitCommand(Invocation invocation, boolean withBaseline) {
        super(invocation);
        this.withBaseline = withBaseline;
    }

    @Override
    public void run() throws CommandException {
        Path file = configuration();
        if (!Files.exists(file)) {
            write(file);
        } else if (withBaseline) {
            output().info(invocation().shown(file) + " is there already and stays as it is.");
        } else {
            throw new CommandException(invocation().shown(file)
                    + " already exists: nothing was written. To put its open findings into a baseline, run "
                    + commandLine("baseline") + ".");
        }
        if (withBaseline) {
            new BaselineCommand(invocation(), false).run();
        }
        output().info("Next: " + commandLine("verify") + (withBaseline ? ", which fails on what is new" : "")
                + ". Commit what was" + " written.");
    }

    private void write(Path file) throws CommandException {
        try (var progress = progress()) {
            var found = InitialConfiguration.of(directory(), overrides(), progress);
            AtomicFile.write(file, found.text(withBaseline));
            found.summary().forEach(output()::info);
            output().info("Wrote " + invocation().shown(file)
                    // the baseline says how many it takes
                    + (withBaseline ? "." : ": " + found.findings() + " findings are open in it."));
        } catch (ConfigurationException nothing) {
            output().print(ConsoleText.problems(Evaluations.broken(nothing)));
            throw new CommandException("Nothing was written: see above.");
        } catch (IOException unwritable) {
            throw new CommandException("The configuration cannot be written: " + unwritable, unwritable);
        }
    }
}
