package io.github.akspolicy.cli;

import io.github.akspolicy.configuration.DidYouMean;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.UnmatchedArgumentException;

/** What to say of a word that no command takes. */
final class UnknownArgument {
    private final CommandSpec command;
    private final String word;

    private UnknownArgument(CommandSpec command, String word) {
        this.command = command;
        this.word = word;
    }

    /** What is wrong with the first word that was not taken, and what was probably meant. */
    static String message(UnmatchedArgumentException unmatched) {
        return new UnknownArgument(
                        unmatched.getCommandLine().getCommandSpec(),
                        unmatched.getUnmatched().get(0))
                .message();
    }

    private String message() {
        if (word.startsWith("-")) {
            return option(word.split("=", 2)[0]);
        }
        if (!command.subcommands().isEmpty()) {
            return "unknown command \"" + word + "\": "
                    + DidYouMean.fix(word, command.subcommands().keySet(), "commands");
        }
        String taken =
                command.positionalParameters().stream().map(ArgSpec::paramLabel).collect(Collectors.joining(" "));
        return "unexpected argument \"" + word + "\": " + command.name() + " takes "
                + (taken.isEmpty() ? "options only" : taken);
    }

    private String option(String name) {
        List<String> others = Optional.ofNullable(command.parent()).map(CommandSpec::subcommands).stream()
                .flatMap(commands -> commands.values().stream())
                .map(CommandLine::getCommandSpec)
                .filter(other -> other.findOption(name) != null)
                .map(CommandSpec::name)
                .toList();
        if (!others.isEmpty()) {
            return command.name() + " does not use " + name + "; commands that do: " + String.join(", ", others);
        }
        List<String> known = command.options().stream()
                .map(OptionSpec::names)
                .flatMap(Arrays::stream)
                .filter(other -> other.startsWith("--") == name.startsWith("--"))
                .toList();
        String meant = DidYouMean.question(DidYouMean.nearest(name, known));
        return "unknown option " + name + (meant.isEmpty() ? "" : ": " + meant);
    }
}
