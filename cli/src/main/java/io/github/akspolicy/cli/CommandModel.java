package io.github.akspolicy.cli;

import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.policy.Profile;
import io.github.akspolicy.run.CommandCatalogue;
import io.github.akspolicy.run.CommandDescription;
import io.github.akspolicy.run.OptionDescription;
import io.github.akspolicy.run.OptionDescription.Type;
import io.github.akspolicy.spi.PolicyProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.Stack;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The commands as picocli sees them, made of the catalogue. */
final class CommandModel {
    private static final String PROPERTY = "-D";

    /** The property that Maven has for the same. */
    static final String COLOUR = "style.color";

    private static final String FILE = "commands.json";
    private static final String PREFIX = OptionDescription.PREFIX;

    /** The command that no goal is: a shell completes no goals. */
    static final String COMPLETION = "completion";

    private static final List<String> FOLDER = List.of("directory");

    /** What a command is about stands without the name of an option. */
    private static final Map<String, List<String>> POSITIONS = Map.ofEntries(
            Map.entry("baseline", FOLDER),
            Map.entry("charts-lock", FOLDER),
            Map.entry("exemptions", FOLDER),
            Map.entry("explain", List.of("policy")),
            Map.entry("explain-cluster", FOLDER),
            Map.entry("explain-config", FOLDER),
            Map.entry("explain-image", List.of("image")),
            Map.entry("explain-workload", List.of("workload")),
            Map.entry("fix", FOLDER),
            Map.entry("images-lock", FOLDER),
            Map.entry("init", FOLDER),
            Map.entry("list", FOLDER),
            Map.entry("minimal-role", List.of("role")),
            Map.entry("new-policy", List.of("id")),
            Map.entry("pr", FOLDER),
            Map.entry("rbac-budget", FOLDER),
            Map.entry("scan", FOLDER),
            Map.entry("test", List.of("policyTests")),
            Map.entry("verify", FOLDER),
            Map.entry("who-can", List.of("verb", "resource", "name")));

    /** Commands without use for the options of Helm. */
    private static final Set<String> RENDERS_NOTHING =
            Set.of("charts-lock", "explain", "explain-config", "list", "new-policy", "test");

    /** Those of them that print addresses of pages. */
    private static final Set<String> LINKS = Set.of("explain", "list");

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
        exitCodes(tool, ExitCode.ALL);
        tool.usageMessage()
                .description(
                        "Evaluates charts, manifests and cluster definitions for Azure Kubernetes Service, and names"
                                + " the line to edit.")
                .footer("", "More about a command: aks-policy COMMAND --help");
        standard(tool);
        catalogue.commands().forEach(command -> tool.addSubcommand(command.name(), of(command)));
        tool.addSubcommand(COMPLETION, completion());
        return tool;
    }

    private static CommandSpec of(CommandDescription command) {
        CommandSpec spec = CommandSpec.create().name(command.name());
        spec.usageMessage()
                .header(escaped(command.summary()))
                .description(escaped(
                        command.text().substring(command.summary().length()).strip()));
        standard(spec);
        exitCodes(spec, ExitCode.of(command.name()));
        List<String> positions = positions(command.name());
        for (int i = 0; i < positions.size(); i++) {
            spec.addPositional(position(i, option(command, positions.get(i))));
        }
        options(command).forEach(option -> {
            spec.addOption(of(option, option.longName()));
            spec.addOption(of(option, propertyName(option)));
        });
        return spec;
    }

    /** The options of a command: those of its goal, and what it uses of those of the engine. */
    static List<OptionDescription> options(CommandDescription command) {
        return Stream.concat(
                        command.options().stream(),
                        CommandCatalogue.ENGINE.stream()
                                .filter(option -> !RENDERS_NOTHING.contains(command.name())
                                        || option.property().equals(PREFIX + "docs") && LINKS.contains(command.name())))
                .toList();
    }

    /** The properties whose values stand without the name of the option, in their order. */
    static List<String> positions(String command) {
        return POSITIONS.getOrDefault(command, List.of()).stream()
                .map(name -> PREFIX + name)
                .toList();
    }

    private static OptionDescription option(CommandDescription command, String property) {
        return command.options().stream()
                .filter(option -> option.property().equals(property))
                .findFirst()
                .orElseThrow();
    }

    private static PositionalParamSpec position(int index, OptionDescription option) {
        return PositionalParamSpec.builder()
                .index(String.valueOf(index))
                .type(String.class)
                .arity("0..1")
                .paramLabel(label(option.property()))
                .completionCandidates(candidates(option.property()))
                .description(escaped(CommandDescription.firstSentence(option.text())))
                .build();
    }

    static String label(String property) {
        return switch (property) {
            case PREFIX + "directory" -> "DIR";
            case PREFIX + "policyTests" -> "PATH";
            default -> property.substring(PREFIX.length()).toUpperCase(Locale.ROOT);
        };
    }

    private static CommandSpec completion() {
        CommandSpec spec = CommandSpec.create().name(COMPLETION);
        spec.usageMessage()
                .header("Prints the script that completes commands, options and ids of policies on Tab.")
                .description("For bash and zsh, now: source <(aks-policy completion). To keep it, add that line to"
                        + " ~/.bashrc or ~/.zshrc.");
        standard(spec);
        exitCodes(spec, ExitCode.of(COMPLETION));
        return spec;
    }

    private static void exitCodes(CommandSpec spec, Set<ExitCode> codes) {
        var texts = new LinkedHashMap<String, String>();
        codes.forEach(code -> texts.put(String.valueOf(code.number()), code.text(spec.name())));
        spec.usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(texts);
        spec.usageMessage().footer("");
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
        spec.usageMessage().sortOptions(false).abbreviateSynopsis(true);
    }

    /** Under one name: help shows that of the command line, and that of the goal is understood, too. */
    private static OptionSpec of(OptionDescription option, String name) {
        OptionSpec.Builder builder = OptionSpec.builder(name)
                .type(String.class)
                .paramLabel(option.type().name())
                .hidden(name.startsWith(PROPERTY))
                .completionCandidates(candidates(option.property()))
                .description(escaped(
                        option.defaultValue() == null
                                ? option.text()
                                : option.text() + " Default: " + option.defaultValue() + "."));
        return option.type() == Type.FLAG
                ? builder.arity("0..1").preprocessor(CommandModel::flag).build()
                : builder.arity("1").build();
    }

    /** What follows a flag after a blank is no value of it: in {@code --strict k8s} it is the folder. */
    private static boolean flag(Stack<String> following, CommandSpec command, ArgSpec flag, Map<String, Object> how) {
        if (!"=".equals(how.get("separator"))) {
            following.push("true");
        }
        return false;
    }

    private static @Nullable Iterable<String> candidates(String property) {
        return switch (property) {
            case PREFIX + "profile" ->
                Profile.BUILT_IN.stream().map(Profile::name).toList();
            case PREFIX + "failOn" -> List.of("critical", "high", "medium", "low", "info", "never");
            case PREFIX + "console" -> List.of("auto", "full");
            case PREFIX + "fix" -> List.of("patch", "apply");
            case PREFIX + "language" -> List.of("java", "yaml");
            case PREFIX + "policy", PREFIX + "fix.policies" ->
                () -> ServiceLoader.load(PolicyProvider.class, CommandModel.class.getClassLoader()).stream()
                        .flatMap(provider -> provider.get().policies().stream())
                        .map(policy -> policy.info().id())
                        .sorted()
                        .iterator();
            default -> null;
        };
    }

    /** As for the goal, such as {@code -Daks-policy.failOn}. */
    static String propertyName(OptionDescription option) {
        return PROPERTY + option.property();
    }

    /** Descriptions are formats; the goals are described with options of Maven. */
    private static String escaped(String text) {
        return CommandText.typed(text, name -> "aks-policy " + name, OptionDescription::longName)
                .replace("%", "%%");
    }
}
