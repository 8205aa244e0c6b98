package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.SafeText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * Hands the summary to the CI system that shows it on the page of the job. Sources: GitHub's documentation, "Workflow
 * commands", adding a job summary; Azure Pipelines' documentation, "Logging commands", {@code UploadSummary}.
 */
public final class JobSummary {
    /** The file to which steps of GitHub Actions append Markdown. */
    private static final String GITHUB_FILE = "GITHUB_STEP_SUMMARY";

    private JobSummary() {}

    /**
     * Hands it over, or does nothing where no CI system asks for it.
     *
     * @param written the file of {@link ReportFormat#MARKDOWN}
     * @param environment such as {@link System#getenv()}
     * @param console standard output itself, from which Azure Pipelines reads commands
     * @throws IOException when the file of GitHub Actions or the console cannot be written
     */
    public static void publish(Evaluation evaluation, Path written, Map<String, String> environment, Appendable console)
            throws IOException {
        String file = environment.getOrDefault(GITHUB_FILE, "");
        if (!file.isBlank()) {
            append(evaluation, Path.of(file), SourceLinks.of(environment));
        }
        if (CiEnvironment.detect(environment)
                .filter(CiEnvironment.AZURE_PIPELINES::equals)
                .isPresent()) {
            console.append("##vso[task.uploadsummary]")
                    .append(SafeText.line(written.toAbsolutePath().toString()))
                    .append('\n');
        }
    }

    /** The whole step has one limit, and other tools may have written before. */
    private static void append(Evaluation evaluation, Path file, SourceLinks links) throws IOException {
        long before = Files.exists(file) ? Files.size(file) : 0;
        String text = MarkdownSummary.of(evaluation, links, (int)
                Math.max(0, MarkdownSummary.LIMIT - Math.min(before, MarkdownSummary.LIMIT)));
        // what stands there may lack its line end
        String separator = before == 0 || text.isEmpty() ? "" : "\n\n";
        Files.writeString(
                file, separator + text, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
