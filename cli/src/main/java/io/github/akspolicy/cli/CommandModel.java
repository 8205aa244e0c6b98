package io.github.akspolicy.cli;

import io.github.akspolicy.run.CommandCatalogue;
import io.github.akspolicy.run.CommandDescription;
import io.github.akspolicy.run.OptionDescription;
import io.github.akspolicy.run.OptionDescription.Type;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The commands as picocli sees them, made of the catalogue. */
final class CommandModel {
    private static final String PROPERTY = "-D";

    /** The property that Maven has for the same. */
    static final String COLOUR = "style.color";

    private static final String FILE = "commands.json";

    private CommandModel() {}

    /** The commands of this version: the build writes them beside this class. */
    static CommandCatalogue catalogue() {
        try (InputStream json = Objects.requireNonNull(CommandModel.class.getResourceAsStream(FILE), FILE)) {
            return CommandCatalogue.read(json);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The tool with all its commands. */
    static CommandSpec of(CommandCatalogue catalogue, String version) {
        CommandSpec tool = CommandSpec.create().name("aks-policy").version("aks-policy " + version);
        tool.usageMessage()
                .description(
                        "Evaluates charts, manifests and cluster definitions for Azure Kubernetes Service, and names"
                                + " the line to edit.")
                .footer(
                        "",
                        "Exit codes: 0 passed, 1 findings fail, 2 the options, the input or a tool are at fault.",
                        "An option can be written as that of the goal, too: -Daks-policy.failOn=never.");
        standard(tool);
        catalogue.commands().forEach(command -> tool.addSubcommand(command.name(), of(command)));
        return tool;
    }

    private static CommandSpec of(CommandDescription command) {
        CommandSpec spec = CommandSpec.create().name(command.name());
        spec.usageMessage()
                .header(escaped(command.summary()))
                .description(escaped(
                        command.text().substring(command.summary().length()).strip()));
        standard(spec);
        Stream.concat(command.options().stream(), CommandCatalogue.ENGINE.stream())
                .forEach(option -> spec.addOption(of(option)));
        return spec;
    }

    /** Nothing of the folder is read: no argument files, no files with defaults, no texts of other languages. */
    private static void standard(CommandSpec spec) {
        spec.mixinStandardHelpOptions(true);
        spec.addOption(OptionSpec.builder("--color", PROPERTY + COLOUR)
                .type(String.class)
                .arity("1")
                .paramLabel("WHEN")
                .description("Colours: always, never, or auto for where a person sees them. Default: auto.")
                .build());
        spec.usageMessage().width(UsageMessageSpec.DEFAULT_USAGE_WIDTH + 20).sortOptions(false);
    }

    private static OptionSpec of(OptionDescription option) {
        OptionSpec.Builder builder = OptionSpec.builder(option.longName(), propertyName(option))
                .type(String.class)
                .paramLabel(option.type().name())
                .description(escaped(
                        option.defaultValue() == null
                                ? option.text()
                                : option.text() + " Default: " + option.defaultValue() + "."));
        return option.type() == Type.FLAG
                ? builder.arity("0..1").fallbackValue("true").build()
                : builder.arity("1").build();
    }

    /** As for the goal, such as {@code -Daks-policy.failOn}. */
    static String propertyName(OptionDescription option) {
        return PROPERTY + option.property();
    }

    /** Descriptions are formats. */
    private static String escaped(String text) {
        return text.replace("%", "%%");
    }
}
