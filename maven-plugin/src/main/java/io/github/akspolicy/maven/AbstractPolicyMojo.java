package io.github.akspolicy.maven;

import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.ToolError;
import io.github.akspolicy.evaluator.RequestEvaluator;
import io.github.akspolicy.run.CommandException;
import io.github.akspolicy.run.EvaluatingCommand;
import io.github.akspolicy.run.FindingsException;
import io.github.akspolicy.run.Invocation;
import io.github.akspolicy.run.NeutralText;
import io.github.akspolicy.run.Terminal;
import io.github.akspolicy.source.Problem;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** What every goal can be told. Everything else stands in {@code aks-policy.yaml}, which all entry points read. */
@SuppressWarnings("NullAway.Init") // Maven sets the fields
abstract class AbstractPolicyMojo extends AbstractMojo {
    private static final String DIRECTORY = "aks-policy.directory";

    /** Does nothing when true. */
    @Parameter(property = "aks-policy.skip", defaultValue = "false")
    private boolean skip;

    /**
     * The folder that is evaluated, instead of that of the module or the current one. A CI job that evaluates changes of others
     * runs in an empty folder outside of the checkout and names the checkout here: nothing in the change then says how it runs.
     */
    @Parameter(property = DIRECTORY)
    private @Nullable File directory;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    private MojoExecution mojoExecution;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        try {
            if (skip) {
                skip();
                return;
            }
            CommandLineProperties.check(session, mojoExecution);
            Path named = namedDirectory();
            if (named != null && !Files.isDirectory(named) && !reportsMissingDirectory()) {
                throw new MojoExecutionException(
                        DIRECTORY + ": folder " + named + " not found; name the folder that holds aks-policy.yaml");
            }
            run();
        } catch (MojoExecutionException | CommandException known) {
            throw new MojoExecutionException(message(known), ToolError.neutral(known.getCause()));
        } catch (MojoFailureException | FindingsException known) {
            throw new MojoFailureException(message(known), ToolError.neutral(known.getCause()));
        } catch (Throwable unexpected) {
            // whatever it is, Maven would print its text as it stands
            throw failure(ToolError.problem(doing(), unexpected), unexpected);
        }
    }

    /** The one way in which text of an exception reaches Maven, which prints it. */
    static MojoExecutionException failure(Problem problem, @Nullable Throwable cause) {
        return new MojoExecutionException(
                NeutralText.of(sentence(problem.message()) + " " + sentence(problem.fix()))
                        .strip(),
                ToolError.neutral(cause));
    }

    private static String sentence(String text) {
        return text.isEmpty() || text.endsWith(".") ? text : text + ".";
    }

    private static String message(Exception known) {
        return NeutralText.of(known.getMessage());
    }

    /** What this goal does, for errors that name nothing else; without the machine's own paths. */
    String doing() {
        return "evaluating " + EvaluatingCommand.named(directory());
    }

    @Override
    public Log getLog() {
        return NeutralLog.of(super.getLog());
    }

    /** What is done instead where {@code aks-policy.skip} is set. */
    void skip() throws MojoExecutionException, MojoFailureException, CommandException, FindingsException {
        getLog().info("Skipped, because aks-policy.skip is set.");
    }

    /** A setting: what the command line says wins over the POM, which a change may have written. */
    @Nullable
    String onCommandLine(String property, @Nullable String configured) {
        String said = session.getUserProperties().getProperty(property);
        return said == null ? configured : said;
    }

    abstract void run() throws MojoExecutionException, MojoFailureException, CommandException, FindingsException;

    /** What every command is given: by this goal, with the usual configuration and reports. */
    final Invocation invocation() {
        return invocation(null);
    }

    /** @param reportDirectory where reports go; null for the usual place */
    Invocation invocation(@Nullable File reportDirectory) {
        return invocation(null, reportDirectory(reportDirectory));
    }

    final Invocation invocation(@Nullable File configuration, Path reports) {
        boolean isAlone = session.getRequest().getDegreeOfConcurrency() <= 1;
        return new Invocation(
                MavenOutput.of(getLog(), session, directory()),
                goal -> Goals.commandLine(project, goal),
                directory(),
                Path.of(session.getExecutionRootDirectory()),
                reports,
                configuration == null ? null : configurationFile(configuration),
                overrides(),
                evaluator(),
                isAlone && session.getRequest().isInteractiveMode() && Terminal.isWatched());
    }

    /** Where this goal evaluates. */
    RequestEvaluator evaluator() {
        return RequestEvaluator.here(AbstractPolicyMojo.class.getClassLoader());
    }

    MavenSession session() {
        return session;
    }

    MavenProject project() {
        return project;
    }

    /** Policies and the chart renderer come from the plugin and from the dependencies that a POM adds to it. */
    Overrides overrides() {
        return Overrides.NONE.classLoader(AbstractPolicyMojo.class.getClassLoader());
    }

    /** Whether the evaluation tells of a directory that is not there, in its reports, too. */
    boolean reportsMissingDirectory() {
        return false;
    }

    /** The folder that is evaluated: the one that was named, else that of the module, or the current one without POM. */
    Path directory() {
        Path named = namedDirectory();
        return named == null ? module() : named;
    }

    /** The folder that the setting names; null where none is named. A relative one is below that of the module. */
    @Nullable
    Path namedDirectory() {
        String named = onCommandLine(DIRECTORY, directory == null ? null : directory.getPath());
        return named == null || named.isEmpty()
                ? null
                : module().resolve(named).toAbsolutePath().normalize();
    }

    /** The folder of the module, or the current directory where there is no POM. */
    Path module() {
        File basedir = project.getBasedir();
        return basedir == null ? Path.of(session.getExecutionRootDirectory()) : basedir.toPath();
    }

    /** Where a configuration is: in the folder that was named, a relative one too, as Maven knows no other base than its own. */
    Path configurationFile(@Nullable File configured) {
        Path named = namedDirectory();
        if (configured == null) {
            return directory().resolve(Verification.FILE_NAME);
        }
        String said = session.getUserProperties().getProperty("aks-policy.configuration");
        return named == null || said == null ? configured.toPath() : named.resolve(said);
    }

    /** Where reports go: below what the module builds, or below {@code target} where there is no POM. */
    Path reportDirectory(@Nullable File configured) {
        if (configured != null) {
            return configured.toPath();
        }
        Path built = project.getBasedir() == null
                ? module().resolve("target")
                : Path.of(project.getBuild().getDirectory());
        return built.resolve("aks-policy");
    }
}
