package io.github.akspolicy.maven;

import io.github.akspolicy.evaluator.Evaluated;
import io.github.akspolicy.report.ReportFormat;
import io.github.akspolicy.run.CommandException;
import io.github.akspolicy.run.EvaluatingCommand;
import io.github.akspolicy.run.FindingsException;
import io.github.akspolicy.run.Invocation;
import io.github.akspolicy.run.Presentation;
import io.github.akspolicy.source.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Parameter;

/** Evaluates, shows and fails. Which findings there are and which fail is the evaluation's business alone. */
@SuppressWarnings("NullAway.Init") // Maven sets the fields
abstract class AbstractVerifyingMojo extends AbstractOverridingMojo {
    /**
     * The reports to write, separated by commas: <code>json</code>, <code>sarif</code>, <code>html</code>,
     * <code>markdown</code> and <code>gitlab</code> are files in <code>target/aks-policy</code>; <code>github</code> and
     * <code>azure-devops</code> are printed as annotations; <code>auto</code> are those that the CI system at hand reads. GitHub
     * Actions and Azure Pipelines show <code>markdown</code> as the summary of the job.
     */
    @Parameter(property = "aks-policy.reports", defaultValue = "json,sarif,html,auto")
    private List<String> reports;

    /**
     * What the log holds: <code>full</code> is every finding in full; <code>auto</code> is that for up to 20 findings, and for
     * more of them each line to edit with the findings that go with it. Reports always hold all.
     */
    @Parameter(property = "aks-policy.console", defaultValue = "auto")
    private String console;

    /** How a result is shown. */
    final Presentation presentation(Invocation invocation) throws CommandException {
        return Presentation.of(invocation, reports, console);
    }

    /** Evaluates the module and shows it. */
    final void verify(EvaluatingCommand command, Path reportDirectory)
            throws MojoExecutionException, CommandException, FindingsException {
        Reactor.of(session(), getLog()).begin(module(), reportDirectory);
        show(command.evaluation(), command.presentation(), reportDirectory);
    }

    /** Prints and reports an evaluation, and fails by it. The reports of an earlier run are gone by then. */
    final void show(Evaluated evaluated, Presentation presentation, Path reportDirectory)
            throws MojoExecutionException, CommandException, FindingsException {
        Reactor reactor = Reactor.of(session(), getLog());
        Set<ReportFormat> formats = presentation.formats();
        presentation.details(evaluated);
        List<Path> written;
        try {
            written = presentation.writeFiles(evaluated);
        } catch (IOException e) {
            Problem unwritten = Problem.of("reports in " + reactor.shown(reportDirectory) + ": " + e.getMessage());
            // the reports of the whole must not be better than those of the module
            reactor.add(
                    Evaluated.of(evaluated.evaluation().withProblem(unwritten)), formats, module(), reportDirectory);
            throw failure(unwritten, e);
        }
        reactor.add(evaluated, formats, module(), reportDirectory);
        reactor.wrote(written);
        if (reactor.hasSeveralModules()) {
            invocation(null).output().info(presentation.verdict(evaluated).sentence());
        }
        presentation.finish(evaluated);
    }
}
