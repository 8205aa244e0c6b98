package io.github.akspolicy.run;

import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluator.RequestEvaluator;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What every command is given by its entry point.
 *
 * @param output where its lines go
 * @param commandLine how the reader types another command, such as {@code explain}, and its options
 * @param directory the folder that is evaluated
 * @param started what paths in messages are relative to: where the entry point was started
 * @param reports the folder for reports
 * @param configuration the configuration file that was named; null for the usual one of the directory
 * @param overrides what is said instead of the configuration file
 * @param evaluator where it is evaluated
 * @param isWatched whether a person sees the output on a terminal, where a line can be overwritten
 */
public record Invocation(
        Output output,
        CommandSyntax commandLine,
        Path directory,
        Path started,
        Path reports,
        @Nullable Path configuration,
        Overrides overrides,
        RequestEvaluator evaluator,
        boolean isWatched) {
    public Invocation {
        output = new TypedCommands(output, commandLine);
    }

    /** Where the configuration is, there or not. */
    public Path configurationFile() {
        return configuration == null ? directory.resolve(Verification.FILE_NAME) : configuration;
    }

    /** Whether there is a configuration, or is to be one: what a user names must be there. */
    boolean isConfigured() {
        return configuration != null || Files.exists(configurationFile());
    }

    /** A path as messages show it. */
    String shown(Path path) {
        return new Workspace(started).relative(path);
    }

    /** The same for another configuration and other reports, as for another module of a build. */
    public Invocation in(Path otherConfiguration, Path otherReports) {
        return new Invocation(
                output,
                commandLine,
                directory,
                started,
                otherReports,
                otherConfiguration,
                overrides,
                evaluator,
                isWatched);
    }

    /** How far the command is. */
    ProgressLine progress() {
        return new ProgressLine(isWatched ? System.out : null, output.screen().width(), output, System::nanoTime);
    }
}
