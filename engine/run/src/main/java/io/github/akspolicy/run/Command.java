package io.github.akspolicy.run;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.report.ConsoleText;
import io.github.akspolicy.source.Problem;
import java.nio.file.Path;
import java.util.List;

/** One command, ready to run: what a goal of the plugin and a command of the command line have in common. */
public abstract class Command {
    private final Invocation invocation;

    Command(Invocation invocation) {
        this.invocation = invocation;
    }

    /**
     * Runs it once.
     *
     * @throws CommandException when it cannot do what it was asked for
     * @throws FindingsException when it can, and the result is to fail
     */
    public abstract void run() throws CommandException, FindingsException;

    final Invocation invocation() {
        return invocation;
    }

    final Output output() {
        return invocation.output();
    }

    /** Prints lines, each as a message. */
    final void show(List<String> lines) {
        lines.forEach(output()::info);
    }

    final Path directory() {
        return invocation.directory();
    }

    final Path reports() {
        return invocation.reports();
    }

    final Overrides overrides() {
        return invocation.overrides();
    }

    final Path configuration() {
        return invocation.configurationFile();
    }

    final boolean isConfigured() {
        return invocation.isConfigured();
    }

    final ProgressLine progress() {
        return invocation.progress();
    }

    /** The command that runs another one, as the reader types it. */
    final String commandLine(String name) {
        return invocation.commandLine().apply(name);
    }

    /** @throws CommandException when the configuration cannot be used, its problems printed */
    final Verification verification() throws CommandException {
        try {
            return Verification.load(configuration(), overrides());
        } catch (ConfigurationException invalid) {
            throw unusable(invalid);
        }
    }

    /** The error of a command that needs a configuration and has none to go on with, its problems printed. */
    final CommandException unusable(ConfigurationException invalid) {
        output().print(ConsoleText.problems(Evaluations.broken(invalid)));
        return new CommandException("The configuration cannot be used: see the errors above.");
    }

    /** An environment that could be rendered and read in full: answers about any other are worth nothing. */
    static Environment readable(Verification verification, String name) throws CommandException {
        Environment environment = verification.environment(name);
        List<Problem> problems = environment.problems();
        if (!problems.isEmpty()) {
            throw new CommandException("The environment " + name + " cannot be read: "
                    + SafeText.line(problems.get(0).toString()));
        }
        return environment;
    }
}
