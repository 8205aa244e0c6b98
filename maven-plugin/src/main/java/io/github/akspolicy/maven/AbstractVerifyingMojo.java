package io.github.akspolicy.maven;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Outcome;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.ToolError;
import io.github.akspolicy.files.PublishedPages;
import io.github.akspolicy.report.EvaluationText;
import io.github.akspolicy.report.ReportFormat;
import io.github.akspolicy.report.Reports;
import io.github.akspolicy.source.Problem;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** Evaluates, shows and fails. Which findings there are and which fail is the evaluation's business alone. */
@SuppressWarnings("NullAway.Init") // Maven sets the fields
abstract class AbstractVerifyingMojo extends AbstractPolicyMojo {
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

    @FunctionalInterface
    interface Configuration {
        Verification read() throws ConfigurationException;
    }

    void verify(Configuration configuration, Path reportDirectory) throws MojoExecutionException, MojoFailureException {
        Reactor.of(session(), getLog()).begin(module(), reportDirectory);
        Evaluation evaluation;
        try (var progress = ProgressLine.of(session(), getLog())) {
            evaluation = evaluation(configuration, progress);
        }
        show(evaluation, reportDirectory);
    }

    /** Prints and reports an evaluation, and fails by it. The reports of an earlier run are gone by then. */
    void show(Evaluation evaluation, Path reportDirectory) throws MojoExecutionException, MojoFailureException {
        Reactor reactor = Reactor.of(session(), getLog());
        Set<ReportFormat> formats = formats();
        new Console(getLog()).details(evaluation, isInFull());
        List<Path> written;
        try {
            written = Reports.write(evaluation, files(formats), reportDirectory, Writer.nullWriter());
        } catch (IOException e) {
            Problem unwritten = Problem.of("reports in " + reactor.shown(reportDirectory) + ": " + e.getMessage());
            // the reports of the whole must not be better than those of the module
            reactor.add(evaluation.withProblem(unwritten), formats, module(), reportDirectory);
            throw failure(unwritten, e);
        }
        reactor.add(evaluation, formats, module(), reportDirectory);
        reactor.wrote(written);
        renders(evaluation).forEach(getLog()::debug);
        finish(evaluation, reactor, written);
    }

    /** How often Helm was called for each release, and why. */
    private static List<String> renders(Evaluation evaluation) {
        return evaluation.ledger().releases().stream()
                .filter(release -> !release.renders().isEmpty())
                .map(release -> "calls to Helm for " + release.id() + " of "
                        + release.id().source() + ": " + new TreeMap<>(release.renders()))
                .toList();
    }

    private boolean isInFull() throws MojoExecutionException {
        if (!console.equals("auto") && !console.equals("full")) {
            throw new MojoExecutionException("aks-policy.console: \"" + console + "\" is neither auto nor full");
        }
        return console.equals("full");
    }

    /** Reports are written whatever happens: without one, that of an earlier run would be looked for. */
    private Evaluation evaluation(Configuration configuration, Progress progress) {
        try {
            return evaluate(configuration.read(), progress);
        } catch (ConfigurationException invalid) {
            return Evaluations.broken(invalid);
        } catch (RuntimeException | Error unexpected) {
            return Evaluations.broken(List.of(ToolError.problem(doing(), unexpected)));
        }
    }

    /**
     * What is shown.
     *
     * @throws ConfigurationException when what the goal was told cannot be used
     */
    Evaluation evaluate(Verification verification, Progress progress) throws ConfigurationException {
        return verification.evaluate(progress);
    }

    private void finish(Evaluation evaluation, Reactor reactor, List<Path> reports)
            throws MojoExecutionException, MojoFailureException {
        String sentence = EvaluationText.sentence(evaluation);
        String report = reports.isEmpty() ? "" : " Report: " + reactor.shown(reports.get(0));
        if (evaluation.outcome() == Outcome.ERROR) {
            throw new MojoExecutionException(sentence + " Fix the errors above first." + report);
        }
        if (evaluation.outcome() == Outcome.FAILED) {
            if (evaluation.findings().stream().anyMatch(finding -> finding.isAboutGate() && finding.fails())) {
                throw new MojoFailureException(sentence
                        + " This change makes the gate weaker: undo that, or have it merged" + " by those who may. See "
                        + PublishedPages.address("pull-requests.md") + "." + report);
            }
            throw new MojoFailureException(
                    sentence + " Fix the lines named above; why and how: " + Command.of(project(), "explain")
                            + " -Daks-policy.policy=" + firstFailing(evaluation) + "." + report);
        }
        if (reactor.hasSeveralModules()) {
            getLog().info(sentence);
        }
    }

    private static String firstFailing(Evaluation evaluation) {
        return evaluation.findings().stream()
                .filter(Finding::fails)
                .map(finding -> finding.policy().id())
                .findFirst()
                .orElseThrow();
    }

    private Set<ReportFormat> formats() throws MojoExecutionException {
        try {
            return Reports.select(reports, System.getenv());
        } catch (IllegalArgumentException unknown) {
            throw new MojoExecutionException("aks-policy.reports: " + unknown.getMessage(), unknown);
        }
    }

    /** Annotations are printed once, at the end of the build. */
    private static Set<ReportFormat> files(Set<ReportFormat> formats) {
        return formats.stream().filter(format -> format.fileName().isPresent()).collect(Collectors.toUnmodifiableSet());
    }
}
