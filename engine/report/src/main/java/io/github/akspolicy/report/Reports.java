package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.InputProblem;
import io.github.akspolicy.evaluate.Ledger;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.evaluate.ToolError;
import io.github.akspolicy.files.AtomicFile;
import io.github.akspolicy.source.Problem;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the reports that a door was asked for. */
public final class Reports {
    /** The word for the formats that the CI system at hand reads; nothing outside of one. */
    public static final String AUTO = "auto";

    private Reports() {}

    /**
     * The formats with these names.
     *
     * @param names words of {@link ReportFormat}, or {@link #AUTO}
     * @param environment such as {@link System#getenv()}, to find out the CI system
     * @throws IllegalArgumentException when a name is unknown; the message lists the known ones
     */
    public static Set<ReportFormat> select(Collection<String> names, Map<String, String> environment) {
        var selected = EnumSet.noneOf(ReportFormat.class);
        for (String name : names) {
            if (name.equals(AUTO)) {
                CiEnvironment.detect(environment).map(CiEnvironment::formats).ifPresent(selected::addAll);
            } else {
                selected.add(format(name));
            }
        }
        return selected;
    }

    private static ReportFormat format(String name) {
        for (ReportFormat format : ReportFormat.values()) {
            if (format.toString().equals(name)) {
                return format;
            }
        }
        String known =
                Arrays.stream(ReportFormat.values()).map(ReportFormat::toString).collect(Collectors.joining(", "));
        throw new IllegalArgumentException(
                "no report format is called \"" + name + "\"; there are " + known + ", " + AUTO);
    }

    /**
     * Deletes the reports of an earlier run, all formats and what a killed process left of them, so that none of them is
     * taken for a result of the run that begins.
     *
     * @param directory where files go; it may be missing
     * @throws IOException when one cannot be deleted
     */
    public static void clear(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        AtomicFile.deleteLeftovers(directory);
        for (ReportFormat format : ReportFormat.values()) {
            if (format.fileName().isPresent()) {
                Files.deleteIfExists(directory.resolve(format.fileName().get()));
            }
        }
    }

    /**
     * Writes reports: those that are files into a folder, those that a CI system reads from the log to the console. No file
     * is seen before all are complete. When one cannot be written, the others say so and are those of a run that failed.
     *
     * @param formats what to write
     * @param directory where files go; made when it is missing
     * @param console standard output itself: a prefix such as {@code [INFO]} would hide the commands from the CI system
     * @return the files written, in the order of the formats
     * @throws IOException when a file or the console cannot be written
     */
    public static List<Path> write(Evaluation evaluation, Set<ReportFormat> formats, Path directory, Writer console)
            throws IOException {
        List<ReportFormat> files = Arrays.stream(ReportFormat.values())
                .filter(formats::contains)
                .filter(format -> format.fileName().isPresent())
                .toList();
        List<Path> written = new ArrayList<>();
        if (!files.isEmpty()) {
            try {
                written = publish(evaluation, files, directory);
            } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError broken) {
                Problem problem = broken instanceof IOException
                        ? Problem.of("the reports cannot be written: " + SafeText.line(broken.toString()))
                        : ToolError.problem("writing the reports", broken);
                writeFailed(evaluation, problem, files, directory);
                throw new IOException(problem.toString(), ToolError.neutral(broken));
            }
        }
        for (ReportFormat format : ReportFormat.values()) {
            if (formats.contains(format) && format.fileName().isEmpty()) {
                format.write(evaluation, console);
            }
        }
        return written;
    }

    private static List<Path> publish(Evaluation evaluation, List<ReportFormat> formats, Path directory)
            throws IOException {
        var pending = new ArrayList<AtomicFile>();
        var files = new ArrayList<Path>();
        try {
            for (ReportFormat format : formats) {
                Path file = directory.resolve(format.fileName().orElseThrow());
                AtomicFile written = AtomicFile.create(file);
                pending.add(written);
                try (Writer out = written.writer()) {
                    if (format == ReportFormat.HTML) {
                        HtmlReport.write(evaluation, Map.of(), System.getenv(), directory, out);
                    } else {
                        format.write(evaluation, out);
                    }
                }
                files.add(file);
            }
            for (AtomicFile file : pending) {
                file.publish();
            }
            return files;
        } finally {
            for (AtomicFile file : pending) {
                file.close();
            }
        }
    }

    /** Whatever can be written says that the run failed: in full, else without findings. What cannot is not there. */
    private static void writeFailed(
            Evaluation evaluation, Problem problem, List<ReportFormat> formats, Path directory) {
        Evaluation full = evaluation.withProblem(problem);
        var bare = new Evaluation(
                List.of(),
                List.of(new InputProblem(problem, List.of())),
                new Ledger(List.of()),
                List.of(),
                evaluation.thresholds());
        for (ReportFormat format : formats) {
            if (!isPublished(full, format, directory) && !isPublished(bare, format, directory)) {
                try {
                    Files.deleteIfExists(directory.resolve(format.fileName().orElseThrow()));
                } catch (IOException kept) {
                    // the build fails all the same
                }
            }
        }
    }

    private static boolean isPublished(Evaluation evaluation, ReportFormat format, Path directory) {
        try {
            publish(evaluation, List.of(format), directory);
            return true;
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError broken) {
            return false;
        }
    }
}
