package io.github.akspolicy.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.EvaluationSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobSummaryTest {
    @TempDir
    private Path folder;

    @Test
    void githubGetsItAppended() throws IOException {
        Path file = folder.resolve("summary");
        Files.writeString(file, "another tool");
        var console = new StringBuilder();
        JobSummary.publish(
                EvaluationSamples.store(),
                folder.resolve("aks-policy.md"),
                Map.of("GITHUB_ACTIONS", "true", "GITHUB_STEP_SUMMARY", file.toString()),
                console);
        assertThat(file)
                .content()
                .isEqualTo("another tool\n\n" + Written.as(ReportFormat.MARKDOWN, EvaluationSamples.store()));
        assertThat(console).isEmpty();
    }

    /** GitHub drops the summary of a step that is longer than a mebibyte, with all that others wrote. */
    @Test
    void theStepAsAWholeKeepsTheLimit() throws IOException {
        Path file = folder.resolve("summary");
        for (int i = 0; i < 3; i++) {
            JobSummary.publish(
                    EvaluationSamples.many(1_000),
                    folder.resolve("aks-policy.md"),
                    Map.of("GITHUB_STEP_SUMMARY", file.toString()),
                    new StringBuilder());
        }
        assertThat(Files.size(file)).isBetween(1_000_000L, (long) MarkdownSummary.LIMIT);
    }

    @Test
    void azureIsToldTheFile() throws IOException {
        var console = new StringBuilder();
        Path file = folder.resolve("aks-policy.md");
        JobSummary.publish(EvaluationSamples.store(), file, Map.of("TF_BUILD", "True"), console);
        assertThat(CiCommand.azure(console.toString()))
                .containsExactly(new CiCommand("task.uploadsummary", Map.of(), file.toString()));
    }

    @Test
    void elsewhereNothingHappens() throws IOException {
        var console = new StringBuilder();
        JobSummary.publish(EvaluationSamples.store(), folder.resolve("aks-policy.md"), Map.of("CI", "true"), console);
        assertThat(console).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }
}
