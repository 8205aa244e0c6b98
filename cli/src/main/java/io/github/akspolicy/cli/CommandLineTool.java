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
import io.github.akspolicy.run.NeutralText;
import io.github.akspolicy.run.OptionDescription;
import io.github.akspolicy.run.Output;
import io.github.akspolicy.run.Terminal;
import io.github.akspolicy.run.TypedCommands;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Parses a command line, runs the command and gives its exit code. */
final class CommandLineTool {
    /** Everything was evaluated, and nothing fails. */
    static final int PASSED = 0;

    /** Findings fail. */
    static final int FINDINGS = 1;

    /** Options, input or a tool are at fault. */
    static final int ERROR = 2;

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

    /** @param folder the current one */
    CommandLineTool(PrintStream out, PrintStream err, Path folder) {
        this.out = out;
        this.err = err;
        this.folder = folder;
    }

    int run(String... arguments) {
        CommandCatalogue catalogue = CommandModel.catalogue();
        CommandLine line = new CommandLine(CommandModel.of(catalogue, Tool.version()));
        // a file of arguments would be read from wherever an argument says
        line.setExpandAtFiles(false);
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        try {
            ParseResult parsed = line.parseArgs(arguments);
            Integer answered = CommandLine.executeHelpRequest(parsed);
            if (answered != null) {
                return answered;
            }
            if (!parsed.hasSubcommand()) {
                line.usage(err);
                return ERROR;
            }
            ParseResult chosen = parsed.subcommand();
            String colour = chosen.matchedOptionValue("--color", parsed.matchedOptionValue("--color", (String) null));
            if (colour != null && !Terminal.WHEN.contains(colour)) {
                return refuse("--color: \"" + colour + "\" is none of " + String.join(", ", Terminal.WHEN));
            }
            if (colour != null) {
                System.setProperty(CommandModel.COLOUR, colour);
            }
            return run(catalogue.find(chosen.commandSpec().name()).orElseThrow(), chosen);
        } catch (ParameterException wrong) {
            return refuse(wrong.getMessage() + " Try: aks-policy "
                    + wrong.getCommandLine().getCommandSpec().qualifiedName().replaceFirst("^aks-policy ?", "")
                    + " --help");
        }
    }

    private int run(CommandDescription command, ParseResult parsed) {
        try {
            var written = new HashMap<String, String>();
            for (OptionDescription option : command.options()) {
                String value = parsed.matchedOptionValue(option.longName(), (String) null);
                if (value != null) {
                    written.put(option.property(), value);
                }
            }
            CommandCatalogue.ENGINE.forEach(option -> setProperty(option, parsed));
            var arguments = new Arguments(command, written, folder);
            arguments.check();
            return run(arguments);
        } catch (CommandException known) {
            return refuse(known.getMessage());
        } catch (FindingsException failed) {
            if (!failed.isSaid()) {
                typed(out).error(NeutralText.of(failed.getMessage()));
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

    private static Output typed(PrintStream stream) {
        return new TypedCommands(new ConsoleOutput(stream, Screen.PLAIN), SYNTAX);
    }

    private static void setProperty(OptionDescription option, ParseResult parsed) {
        String value = parsed.matchedOptionValue(option.longName(), (String) null);
        if (value != null) {
            System.setProperty(option.property(), value);
        }
    }

    private int run(Arguments arguments) throws CommandException, FindingsException {
        Invocation invocation = invocation(arguments);
        if (arguments.flag("aks-policy.skip")) {
            invocation.output().info("Skipped, because aks-policy.skip is set.");
            return PASSED;
        }
        if (!Files.isDirectory(invocation.directory())
                && !arguments.command().name().equals("scan")) {
            throw new CommandException("aks-policy.directory: folder " + invocation.directory()
                    + " not found; name the folder that holds aks-policy.yaml");
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
        Map<String, String> environment = System.getenv();
        boolean hasColours = Terminal.hasColours(System.getProperty(CommandModel.COLOUR), environment, isWatched());
        return new Screen(
                Terminal.width(environment, isWatched()),
                hasColours ? ConsoleOutput::painted : Screen.PLAIN.painter(),
                Terminal.files(directory));
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
                .profile(arguments.text("aks-policy.profile"))
                .failOn(arguments.text("aks-policy.failOn"))
                .environments(arguments.list("aks-policy.environments"))
                .today(arguments.text("aks-policy.today"))
                .require(arguments.list("aks-policy.require"))
                .classLoader(CommandLineTool.class.getClassLoader());
    }
}
