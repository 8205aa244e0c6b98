package io.github.akspolicy.run;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.evaluate.ToolError;
import io.github.akspolicy.evaluator.Evaluated;
import io.github.akspolicy.evaluator.EvaluationRequest;
import io.github.akspolicy.report.ConsoleText;
import io.github.akspolicy.report.Reports;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A command whose result is an evaluation: it is shown, reported, and fails. */
public abstract class EvaluatingCommand extends Command {
    private final Presentation presentation;

    EvaluatingCommand(Invocation invocation, Presentation presentation) {
        super(invocation);
        this.presentation = presentation;
    }

    /** How the result is shown. */
    public final Presentation presentation() {
        return presentation;
    }

    /** The evaluation, whatever happens: without reports of this run, those of an earlier one would be looked for. */
    public final Evaluated evaluation() {
        try (ProgressLine progress = progress()) {
            return evaluate(progress);
        } catch (ConfigurationException invalid) {
            return Evaluated.of(Evaluations.broken(invalid));
        } catch (RuntimeException | Error unexpected) {
            return Evaluated.of(Evaluations.broken(List.of(ToolError.problem(doing(), unexpected))));
        }
    }

    /**
     * What is shown.
     *
     * @throws ConfigurationException when what the command was given cannot be used
     */
    abstract Evaluated evaluate(Progress progress) throws ConfigurationException;

    /** Evaluates a request where the entry point says. */
    final Evaluated evaluate(EvaluationRequest request, Progress progress) throws ConfigurationException {
        return invocation().evaluator().evaluate(presentation.reporting(request), progress);
    }

    /** What is evaluated, for errors that name nothing else. */
    Path subject() {
        return directory();
    }

    private String doing() {
        return "evaluating " + named(subject());
    }

    /** A path without what is the machine's. */
    public static String named(Path path) {
        Path folder = path.toAbsolutePath().getParent();
        return Workspace.of(folder == null ? path : folder).relative(path);
    }

    /** Evaluates one folder, from the removal of older reports to the verdict. */
    @Override
    public void run() throws CommandException, FindingsException {
        clearReports();
        show(evaluation());
    }

    /** Removes the reports of an earlier run. */
    final void clearReports() throws CommandException {
        try {
            Reports.clear(reports());
        } catch (IOException kept) {
            throw new CommandException(
                    "reports of an earlier run cannot be removed: " + SafeText.line(kept.toString())
                            + ". Remove the folder " + invocation().shown(reports()),
                    kept);
        }
    }

    /** Prints and reports an evaluation, and fails by it. */
    final void show(Evaluated evaluated) throws CommandException, FindingsException {
        presentation.details(evaluated);
        List<Path> written;
        try {
            written = presentation.writeFiles(evaluated);
        } catch (IOException unwritten) {
            Problem problem = Problem.of("reports in " + invocation().shown(reports()) + ": " + unwritten.getMessage());
            Evaluation unreported = evaluated.evaluation().withProblem(problem);
            output().print(ConsoleText.summary(unreported));
            throw new CommandException(problem.toString(), unwritten);
        }
        try {
            presentation.summary(evaluated, written);
        } catch (IOException unwritten) {
            throw new CommandException(String.valueOf(unwritten.getMessage()), unwritten);
        }
        announce(evaluated);
        presentation.finish(evaluated);
    }

    /** Reports the result to others before it fails. */
    void announce(Evaluated evaluated) throws CommandException {}
}
