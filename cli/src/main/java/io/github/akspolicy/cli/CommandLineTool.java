package io.github.akspolicy.cli;

import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.evaluate.ToolError;
import io.github.akspolicy.evaluator.RequestEvaluator;
import io.github.akspolicy.report.Screen;
import io.github.akspolicy.report.Tool;
import io.github.akspolicy.run.Arguments;
import io.github.akspolicy.run.Command;
import io.github.akspolicy.run.CommandCatalogue;
import io.github.akspolicy.run.CommandDescription;
import io.github.akspolicy.run.CommandException;
import io.github.akspolicy.run.CommandSyntax;
import io.github.akspolicy.run.FindingsException;
import io.github.akspolicy.run.Invocation;
import io.github.akspolicy.run.OptionDescription;
import io.github.akspolicy.run.Output;
import io.github.akspolicy.run.Terminal;
import io.github.akspolicy.run.TypedCommands;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Parses a command line, runs the command and gives its exit code. */
final class CommandLineTool {
    static final int PASSED = ExitCode.PASSED.number();
    static final int FINDINGS = ExitCode.FINDINGS.number();
    static final int ERROR = ExitCode.ERROR.number();

    private static final CommandSyntax SYNTAX = new CommandSyntax() {
        @Override
        public String apply(String name) {
            return "aks-policy " + name;
        }

        @Override
        public String option(String property) {
            return OptionDescription.longName(property);
        }
    };

    private final PrintStream out;
    private final PrintStream err;
    private final Path folder;
    private final Map<String, String> environment;
    private @Nullable String colour;

    /** @param folder the current one */
    CommandLineTool(PrintStream out, PrintStream err, Path folder) {
        this(out, err, folder, System.getenv());
    }

    /** @param environment variables that say what the screen is */
    CommandLineTool(PrintStream out, PrintStream err, Path folder, Map<String, String> environment) {
        this.out = out;
        this.err = err;
        this.folder = folder;
        this.environment = Map.copyOf(environment);
    }

    int run(String... arguments) {
        CommandCatalogue catalogue = CommandModel.catalogue();
        CommandLine line = new CommandLine(CommandModel.of(catalogue, Tool.version()));
        // a file of arguments would be read from wherever an argument says
        line.setExpandAtFiles(false);
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        line.setUsageHelpWidth(plain().width());
        try {
            ParseResult parsed = line.parseArgs(asked(arguments));
            if (!parsed.hasSubcommand() && !parsed.unmatched().isEmpty()) {
                throw new UnmatchedArgumentException(line, parsed.unmatched());
            }
            String wanted = colour(parsed);
            if (wanted != null && !Terminal.WHEN.contains(wanted)) {
                return refuse("--color: \"" + wanted + "\" is none of " + String.join(", ", Terminal.WHEN));
            }
            colour = wanted == null ? System.getProperty(CommandModel.COLOUR) : wanted;
            line.setColorScheme(Help.defaultColorScheme(hasColours() ? Ansi.ON : Ansi.OFF));
            Integer answered = CommandLine.executeHelpRequest(parsed);
            if (answered != null) {
                return answered;
            }
            if (!parsed.hasSubcommand()) {
                line.usage(err);
                return ERROR;
            }
            ParseResult chosen = parsed.subcommand();
            if (chosen.commandSpec().name().equals(CommandModel.COMPLETION)) {
                out.println(AutoComplete.bash("aks-policy", line));
                return PASSED;
            }
            return run(catalogue.find(chosen.commandSpec().name()).orElseThrow(), chosen);
        } catch (ParameterException wrong) {
            String problem = wrong instanceof UnmatchedArgumentException unmatched
                    ? UnknownArgument.message(unmatched)
                    : String.valueOf(wrong.getMessage());
            return refuse(problem + (problem.endsWith("?") ? "" : ".") + " Try: "
                    + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        }
    }

    /** What the command line says, before the command or behind it. */
    private static @Nullable String colour(ParseResult parsed) {
        String before = parsed.matchedOptionValue("--color", (String) null);
        return parsed.hasSubcommand() ? parsed.subcommand().matchedOptionValue("--color", before) : before;
    }

    private boolean hasColours() {
        return Terminal.hasColours(colour, environment, isWatched());
    }

    /** {@code help scan} as {@code scan --help}. */
    private static String[] asked(String... arguments) {
        if (arguments.length == 0 || !arguments[0].equals("help")) {
            return arguments;
        }
        return arguments.length == 1 ? new String[] {"--help"} : new String[] {arguments[1], "--help"};
    }

    private int run(CommandDescription command, ParseResult parsed) {
        try {
            Map<String, String> written = written(command, parsed);
            CommandCatalogue.ENGINE.stream()
                    .map(OptionDescription::property)
                    .filter(written::containsKey)
                    .forEach(property -> System.setProperty(property, written.get(property)));
            var arguments = new Arguments(command, written, folder);
            arguments.check();
            return run(arguments);
        } catch (CommandException known) {
            return refuse(known.getMessage());
        } catch (FindingsException failed) {
            if (!failed.isSaid()) {
                typed(out).error(String.valueOf(failed.getMessage()));
            }
            return FINDINGS;
        } catch (RuntimeException | Error unexpected) {
            return refuse(ToolError.problem("aks-policy " + command.name(), unexpected)
                    .toString());
        }
    }

    private int refuse(@Nullable String message) {
        out.flush();
        typed(err).error(String.valueOf(message));
        return ERROR;
    }

    /** Without colours, since only standard output is known to be a terminal. */
    private Output typed(PrintStream stream) {
        return new TypedCommands(new ConsoleOutput(stream, plain()), SYNTAX);
    }

    private Screen plain() {
        return new Screen(width(), Screen.PLAIN.painter(), Screen.PLAIN.files());
    }

    private int width() {
        return Terminal.width(environment, isWatched());
    }

    /** The values by property, each written as an option, as one of the goal, or without a name. */
    private static Map<String, String> written(CommandDescription command, ParseResult parsed) throws CommandException {
        var written = new HashMap<String, String>();
        for (OptionDescription option : CommandModel.options(command)) {
            for (String name : List.of(option.longName(), CommandModel.propertyName(option))) {
                String value = parsed.matchedOptionValue(name, (String) null);
                if (value != null && written.put(option.property(), value) != null) {
                    throw new CommandException(option.longName() + " stands twice: leave one out.");
                }
            }
        }
        List<String> positions = CommandModel.positions(command.name());
        for (int i = 0; i < positions.size(); i++) {
            String value = parsed.matchedPositionalValue(i, (String) null);
            if (value != null && written.put(positions.get(i), value) != null) {
                throw new CommandException(CommandModel.label(positions.get(i)) + " and "
                        + OptionDescription.longName(positions.get(i)) + " are the same: leave one out.");
            }
        }
        for (OptionDescription option : command.options()) {
            if (option.required() && !written.containsKey(option.property())) {
                throw new CommandException(CommandModel.label(option.property()) + " is missing: " + option.text()
                        + " Try: aks-policy " + command.name() + " --help");
            }
        }
        return written;
    }

    private int run(Arguments arguments) throws CommandException, FindingsException {
        Invocation invocation = invocation(arguments);
        if (arguments.flag("aks-policy.skip")) {
            invocation.output().info("Skipped, because --skip is set.");
            return PASSED;
        }
        if (!Files.isDirectory(invocation.directory())
                && !arguments.command().name().equals("scan")) {
            throw new CommandException(OptionDescription.longName(OptionDescription.PREFIX + "directory") + ": folder "
                    + invocation.directory() + " not found; name the folder that holds aks-policy.yaml");
        }
        Command command = Commands.create(arguments, invocation);
        command.run();
        return PASSED;
    }

    private Invocation invocation(Arguments arguments) {
        Path named = arguments.path("aks-policy.directory");
        Path directory = named == null ? folder : named;
        boolean isAudit = arguments.command().name().equals("audit");
        Path reports = folder.resolve("target").resolve(isAudit ? "aks-policy-audit" : "aks-policy");
        return new Invocation(
                new ConsoleOutput(out, screen(directory)),
                SYNTAX,
                directory,
                folder,
                has(arguments, "reportDirectory")
                        ? otherwise(arguments.path("aks-policy.reportDirectory"), reports)
                        : reports,
                has(arguments, "configuration") ? below(directory, arguments.text("aks-policy.configuration")) : null,
                overrides(arguments),
                // the launcher has chosen the options of this JVM
                RequestEvaluator.here(CommandLineTool.class.getClassLoader()),
                isWatched());
    }

    private boolean isWatched() {
        return System.out == out && Terminal.isWatched();
    }

    private Screen screen(Path directory) {
        return new Screen(
                width(), hasColours() ? ConsoleOutput::painted : Screen.PLAIN.painter(), Terminal.files(directory));
    }

    private static boolean has(Arguments arguments, String name) {
        return arguments.command().options().stream()
                .anyMatch(option -> option.property().equals(OptionDescription.PREFIX + name));
    }

    private static Path otherwise(@Nullable Path path, Path usual) {
        return path == null ? usual : path;
    }

    private static @Nullable Path below(Path directory, @Nullable String path) {
        return path == null ? null : directory.resolve(path).normalize();
    }

    private static Overrides overrides(Arguments arguments) {
        return Overrides.NONE
                .profile(has(arguments, "profile") ? arguments.text("aks-policy.profile") : null)
                .failOn(has(arguments, "failOn") ? arguments.text("aks-policy.failOn") : null)
                .environments(has(arguments, "environments") ? arguments.list("aks-policy.environments") : List.of())
                .today(has(arguments, "today") ? arguments.text("aks-policy.today") : null)
                .require(has(arguments, "require") ? arguments.list("aks-policy.require") : List.of())
                .classLoader(CommandLineTool.class.getClassLoader());
    }
}
