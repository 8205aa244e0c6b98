package io.github.akspolicy.run;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Outcome;
import io.github.akspolicy.evaluator.Evaluated;
import io.github.akspolicy.evaluator.EvaluationRequest;
import io.github.akspolicy.evaluator.Verdict;
import io.github.akspolicy.files.PublishedPages;
import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.report.ConsoleLine;
import io.github.akspolicy.report.JobSummary;
import io.github.akspolicy.report.ReportFormat;
import io.github.akspolicy.report.Reports;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Shows an evaluation and fails by it. Which findings there are and which fail is the evaluation's business alone. */
public final class Presentation {
    private final Invocation invocation;
    private final Set<ReportFormat> formats;
    private final boolean isInFull;

    private Presentation(Invocation invocation, Set<ReportFormat> formats, boolean isInFull) {
        this.invocation = invocation;
        this.formats = formats;
        this.isInFull = isInFull;
    }

    /**
     * @param reports names of formats, or {@code auto} for those that the CI system at hand reads
     * @param console {@code auto} or {@code full}
     * @throws CommandException when either is unknown
     */
    public static Presentation of(Invocation invocation, List<String> reports, String console) throws CommandException {
        if (!console.equals("auto") && !console.equals("full")) {
            throw new CommandException(
                    CommandText.option("console") + ": \"" + console + "\" is neither auto nor full");
        }
        try {
            return new Presentation(invocation, Reports.select(reports, System.getenv()), console.equals("full"));
        } catch (IllegalArgumentException unknown) {
            throw new CommandException(CommandText.option("reports") + ": " + unknown.getMessage(), unknown);
        }
    }

    /** What is written, annotations of CI systems included. */
    public Set<ReportFormat> formats() {
        return formats;
    }

    /** What is shown of an evaluation. */
    public Verdict verdict(Evaluated evaluated) {
        return evaluated.verdict(isInFull);
    }

    /** Prints the open findings. */
    public void details(Evaluated evaluated) {
        invocation.output().print(verdict(evaluated).details());
    }

    /**
     * Writes the reports that are files, unless they are there.
     *
     * @throws IOException when one cannot be written; the others then say so
     */
    public List<Path> writeFiles(Evaluated evaluated) throws IOException {
        List<Path> written = evaluated.written();
        if (written == null) {
            written = Reports.write(evaluated.evaluation(), files(), invocation.reports(), Writer.nullWriter());
        }
        verdict(evaluated).calls().forEach(invocation.output()::debug);
        return written;
    }

    private Set<ReportFormat> files() {
        return formats.stream().filter(format -> format.fileName().isPresent()).collect(Collectors.toUnmodifiableSet());
    }

    /** The same request, with the reports that are files. */
    EvaluationRequest reporting(EvaluationRequest request) {
        return request.writing(files(), invocation.reports(), isInFull);
    }

    /** Prints numbers, problems and the last sentence, and what CI systems read from the log. */
    void summary(Evaluated evaluated, List<Path> written) throws IOException {
        invocation.output().print(verdict(evaluated).summary());
        Set<ReportFormat> annotations =
                formats.stream().filter(format -> format.fileName().isEmpty()).collect(Collectors.toUnmodifiableSet());
        publish(evaluated::evaluation, annotations, formats, invocation.reports());
        invocation
                .output()
                .print(reports(written.stream().map(invocation::shown).toList()));
    }

    /**
     * Where the result is written, the page that people read first.
     *
     * @param files as messages show them; maybe none
     */
    public static List<ConsoleLine> reports(List<String> files) {
        if (files.isEmpty()) {
            return List.of();
        }
        String page = files.stream()
                .filter(file -> file.endsWith(".html"))
                .findFirst()
                .orElse(files.get(0));
        String others = files.stream()
                .filter(file -> !file.equals(page))
                .map(file -> file.substring(file.lastIndexOf('/') + 1))
                .collect(Collectors.joining(", "));
        return List.of(ConsoleLine.report(page, others.isEmpty() ? "" : "; beside it " + others));
    }

    /**
     * Writes formats of the whole, and the summary of the job where one is wanted.
     *
     * @param whole asked for where there is something to write
     * @param remaining formats that are not written yet
     * @param all formats that are wanted
     * @return the files written
     */
    public static List<Path> publish(
            Supplier<Evaluation> whole, Set<ReportFormat> remaining, Set<ReportFormat> all, Path directory)
            throws IOException {
        if (remaining.isEmpty() && !all.contains(ReportFormat.MARKDOWN)) {
            return List.of();
        }
        // standard output itself: a prefix such as [INFO] would hide annotations from the CI system, which reads UTF-8
        Writer console = new OutputStreamWriter(System.out, StandardCharsets.UTF_8);
        List<Path> files = Reports.write(whole.get(), remaining, directory, console);
        if (all.contains(ReportFormat.MARKDOWN)) {
            Path summary = directory.resolve(ReportFormat.MARKDOWN.fileName().orElseThrow());
            JobSummary.publish(whole.get(), summary, System.getenv(), console);
        }
        console.flush();
        return files;
    }

    /** Fails where the evaluation does; the verdict is said by then. */
    public void finish(Evaluated evaluated) throws CommandException, FindingsException {
        Verdict verdict = verdict(evaluated);
        if (verdict.outcome() == Outcome.ERROR) {
            throw new CommandException("Fix the errors above first.");
        }
        if (verdict.outcome() == Outcome.FAILED) {
            if (verdict.weakensGate()) {
                throw new FindingsException(
                        "This change makes the gate weaker: undo that, or have it merged by those who may. See "
                                + PublishedPages.address("pull-requests.md") + ".");
            }
            throw new FindingsException("Fix the lines named above.", true);
        }
    }
}
