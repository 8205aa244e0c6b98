package io.github.akspolicy.evaluator;

import io.github.akspolicy.changes.BaseException;
import io.github.akspolicy.changes.Changes;
import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.report.ReportFormat;
import io.github.akspolicy.report.Reports;
import io.github.akspolicy.source.Problem;
import java.io.IOException;
import java.io.Serializable;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is to be evaluated, in a form that another process can read.
 *
 * @param subject the absolute path of a configuration, or of a folder that is evaluated without one
 * @param isConfigured whether it is a configuration
 * @param base a branch, tag or commit that findings are compared with; null for none
 * @param onlyNew with a base: whether findings that were there before fail nothing
 * @param overrides what is said instead of a configuration
 * @param formats the reports that are written where the evaluation is made
 * @param directory the absolute path of the folder for them; empty for none
 * @param inFull whether each finding is shown in full, however many there are
 * @param tests the tests of the project, whose rules are evaluated, too
 */
public record EvaluationRequest(
        String subject,
        boolean isConfigured,
        @Nullable String base,
        boolean onlyNew,
        Overrides overrides,
        Set<ReportFormat> formats,
        String directory,
        boolean inFull,
        TestClasses tests)
        implements Serializable {
    private static EvaluationRequest of(Path subject, boolean isConfigured, Overrides overrides) {
        return new EvaluationRequest(
                subject.toAbsolutePath().toString(),
                isConfigured,
                null,
                false,
                overrides,
                Set.of(),
                "",
                false,
                TestClasses.NONE);
    }

    /**
     * What a configuration names.
     *
     * @param overrides what is said instead of it; class loader and edits belong to the process that asks, and do not count
     */
    public static EvaluationRequest ofConfiguration(Path file, Overrides overrides) {
        return of(file, true, overrides);
    }

    /** Every chart and every manifest below a folder, without a configuration. */
    public static EvaluationRequest ofFolder(Path folder, Overrides overrides) {
        return of(folder, false, overrides);
    }

    /** The same compared with a base. */
    public EvaluationRequest against(String commit, boolean failsOnlyNew) {
        return new EvaluationRequest(
                subject, isConfigured, commit, failsOnlyNew, overrides, formats, directory, inFull, tests);
    }

    /** The same with the rules of a project's tests. */
    public EvaluationRequest with(TestClasses compiled) {
        return new EvaluationRequest(
                subject, isConfigured, base, onlyNew, overrides, formats, directory, inFull, compiled);
    }

    /**
     * The same with reports.
     *
     * @param files formats that are files
     * @param folder where they go
     * @param showsInFull whether each finding is shown in full, however many there are
     */
    public EvaluationRequest writing(Set<ReportFormat> files, Path folder, boolean showsInFull) {
        return new EvaluationRequest(
                subject,
                isConfigured,
                base,
                onlyNew,
                overrides,
                files,
                folder.toAbsolutePath().toString(),
                showsInFull,
                tests);
    }

    /**
     * Evaluates it in this process.
     *
     * @param loader where policies and the chart renderer are looked up
     * @throws ConfigurationException when the configuration cannot be used
     */
    public Evaluation evaluate(ClassLoader loader, Progress progress) throws ConfigurationException {
        Path path = Path.of(subject);
        ClassLoader extended = tests.loader(loader);
        Overrides here = overrides.classLoader(extended);
        Verification verification = isConfigured ? Verification.load(path, here) : Verification.scan(path, here);
        var problems = new ArrayList<Problem>();
        UnaryOperator<Verification> extension = loaded -> {
            TestClasses.Extended added = tests.extend(loaded, path, extended);
            problems.addAll(added.problems());
            return added.verification();
        };
        Evaluation evaluation = evaluate(path, verification, here, extension, progress);
        for (Problem problem : problems) {
            evaluation = evaluation.withProblem(problem);
        }
        return evaluation;
    }

    private Evaluation evaluate(
            Path path,
            Verification verification,
            Overrides here,
            UnaryOperator<Verification> extension,
            Progress progress)
            throws ConfigurationException {
        if (base == null) {
            return extension.apply(verification).evaluate(progress);
        }
        try {
            return new Changes(base, onlyNew, here).evaluate(path, verification, progress, extension);
        } catch (BaseException unreadable) {
            return extension
                    .apply(verification)
                    .evaluate(progress)
                    .withProblem(Problem.of(String.valueOf(unreadable.getMessage())));
        }
    }

    /** Writes the reports of its evaluation; none where one cannot be written: the caller writes them again, and reports why. */
    Evaluated report(Evaluation evaluation) {
        if (formats.isEmpty()) {
            return Evaluated.of(evaluation, null, inFull);
        }
        try {
            return Evaluated.of(
                    evaluation,
                    Reports.write(evaluation, formats, Path.of(directory), Writer.nullWriter()).stream()
                            .map(Path::toString)
                            .toList(),
                    inFull);
        } catch (IOException unwritten) {
            return Evaluated.of(evaluation, null, inFull);
        }
    }
}
