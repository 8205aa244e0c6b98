package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.InputProblem;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceLocation;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * GitLab's Code Quality report. Source of the format: GitLab documentation, "Code Quality", implementing a custom tool.
 */
final class GitLabCodeQuality {
    /** GitLab needs a file for every entry; a problem without one concerns the configuration. */
    private static final SourceLocation NO_FILE =
            new SourceLocation("aks-policy.yaml", 1, 1, SourceLocation.Role.CONFIGURATION);

    private GitLabCodeQuality() {}

    /**
     * Writes the report.
     *
     * @param out receives the text; encode it as UTF-8
     * @throws IOException from {@code out}
     */
    public static void write(Evaluation evaluation, Writer out) throws IOException {
        try (var json = new JsonOutput(out)) {
            json.array(() -> {
                // what makes the gate weaker stands before everything else
                findings(evaluation, json, true);
                for (var problem : evaluation.problems()) {
                    String fingerprint = Fingerprints.hash("problem\0" + problem.problem());
                    json.object(() -> entry(json, Annotation.of(problem), fingerprint, "blocker"));
                }
                findings(evaluation, json, false);
                ListedFindings listed = ListedFindings.of(evaluation);
                if (!listed.areAll()) {
                    var problem = new InputProblem(Problem.of(listed.sentence()), List.of());
                    json.object(() -> entry(
                            json, Annotation.of(problem), Fingerprints.hash("left out"), severity(Severity.INFO)));
                }
            });
        }
    }

    private static void findings(Evaluation evaluation, JsonOutput json, boolean aboutGate) throws IOException {
        // old ones, too: GitLab itself compares with the target branch, and what is missing counts as resolved
        List<Finding> findings = ListedFindings.of(evaluation).findings().stream()
                .filter(Finding::isOpen)
                .toList();
        List<String> fingerprints = Fingerprints.of(findings);
        for (int i = 0; i < findings.size(); i++) {
            Finding finding = findings.get(i);
            String fingerprint = fingerprints.get(i);
            if (finding.isAboutGate() == aboutGate) {
                json.object(() -> entry(json, Annotation.of(finding), fingerprint, severity(finding.severity())));
            }
        }
    }

    private static void entry(JsonOutput json, Annotation annotation, String fingerprint, String severity)
            throws IOException {
        @Nullable SourceLocation at = annotation.at();
        SourceLocation shown = at == null ? NO_FILE : at;
        json.field("description", String.join(" | ", annotation.lines()));
        json.field("check_name", annotation.code());
        json.field("fingerprint", fingerprint);
        json.field("severity", severity);
        json.object("location", () -> {
            json.field("path", shown.path());
            json.object("lines", () -> json.field("begin", shown.line()));
        });
    }

    private static String severity(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "blocker";
            case HIGH -> "critical";
            case MEDIUM -> "major";
            case LOW -> "minor";
            case INFO -> "info";
        };
    }
}
