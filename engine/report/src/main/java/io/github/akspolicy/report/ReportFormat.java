package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Evaluation;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The formats that an evaluation can be written in. Each is a function of the evaluation and decides nothing. */
public enum ReportFormat {
    JSON("json", "aks-policy.json"),
    SARIF("sarif", "aks-policy.sarif"),
    HTML("html", "aks-policy.html"),
    MARKDOWN("markdown", "aks-policy.md"),
    GITHUB("github", null),
    AZURE_DEVOPS("azure-devops", null),
    GITLAB("gitlab", "gl-code-quality-report.json");

    private final String word;
    private final @Nullable String fileName;

    ReportFormat(String word, @Nullable String fileName) {
        this.word = word;
        this.fileName = fileName;
    }

    /** The file it is written to by default; empty for commands that the CI system reads from standard output. */
    public Optional<String> fileName() {
        return Optional.ofNullable(fileName);
    }

    /**
     * Writes an evaluation.
     *
     * @param out receives the text; a file must be encoded as UTF-8; it stays open
     * @throws IOException from {@code out}
     */
    public void write(Evaluation evaluation, Writer out) throws IOException {
        switch (this) {
            case JSON -> JsonReport.write(evaluation, out);
            case SARIF -> SarifReport.write(evaluation, out);
            case HTML -> HtmlReport.write(evaluation, Map.of(), Checkout.UNKNOWN, out);
            case MARKDOWN -> MarkdownSummary.write(evaluation, out);
            case GITHUB -> GitHubAnnotations.write(evaluation, out);
            case AZURE_DEVOPS -> AzureDevOpsAnnotations.write(evaluation, out);
            case GITLAB -> GitLabCodeQuality.write(evaluation, out);
        }
        out.flush();
    }

    /** The word used in configuration: {@code azure-devops}. */
    @Override
    public String toString() {
        return word;
    }
}
