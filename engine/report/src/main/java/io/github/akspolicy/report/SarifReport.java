package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.InputProblem;
import io.github.akspolicy.evaluate.JsonOutput;
import io.github.akspolicy.evaluate.Outcome;
import io.github.akspolicy.evaluate.ProposedFix;
import io.github.akspolicy.evaluate.Tool;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.ReleaseId;
import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The evaluation as SARIF 2.1.0, for code scanning on GitHub, Azure DevOps and in IDEs. Source of the format: OASIS
 * Standard "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".
 */
public final class SarifReport {
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private static final Pattern SEMANTIC_VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.-]+)?");

    private final Evaluation evaluation;
    private final Map<Finding, ProposedFix> fixes;
    private final JsonOutput json;

    private SarifReport(Evaluation evaluation, Map<Finding, ProposedFix> fixes, JsonOutput json) {
        this.evaluation = evaluation;
        this.fixes = fixes;
        this.json = json;
    }

    /**
     * Writes the report.
     *
     * @param out receives the text; encode it as UTF-8; it is flushed and stays open
     * @throws IOException from {@code out}
     */
    public static void write(Evaluation evaluation, Writer out) throws IOException {
        write(evaluation, Map.of(), out);
    }

    /**
     * Writes the report with what would mend some of its findings.
     *
     * @param fixes by finding of the evaluation
     * @param out as for {@link #write(Evaluation, Writer)}
     * @throws IOException from {@code out}
     */
    public static void write(Evaluation evaluation, Map<Finding, ProposedFix> fixes, Writer out) throws IOException {
        try (var json = new JsonOutput(out)) {
            new SarifReport(evaluation, fixes, json).log();
        }
    }

    private void log() throws IOException {
        json.object(() -> {
            json.field("$schema", SCHEMA);
            json.field("version", "2.1.0");
            json.array("runs", () -> json.object(this::run));
        });
    }

    private void run() throws IOException {
        json.object("tool", () -> json.object("driver", this::driver));
        // the trailing slash makes it a category: GitHub replaces the results of the last run with the same one
        json.object("automationDetails", () -> json.field("id", Tool.NAME + "/"));
        json.field("columnKind", "utf16CodeUnits");
        json.object(
                "originalUriBaseIds",
                () -> json.object(
                        SarifLocations.SOURCE_ROOT, () -> message("description", "The root of the repository.")));
        json.array("invocations", () -> json.object(this::invocation));
        json.array("results", this::results);
    }

    private void driver() throws IOException {
        json.field("name", Tool.NAME);
        json.field("fullName", Tool.NAME + " " + Tool.version());
        json.field("organization", Tool.NAME);
        json.field("version", Tool.version());
        if (SEMANTIC_VERSION.matcher(Tool.version()).matches()) {
            json.field("semanticVersion", Tool.version());
        }
        json.field("informationUri", Tool.INFORMATION);
        json.array("rules", () -> {
            for (ActivePolicy policy : evaluation.policies()) {
                json.object(() -> SarifRule.write(policy, json));
            }
        });
    }

    private void invocation() throws IOException {
        json.field("executionSuccessful", evaluation.outcome() != Outcome.ERROR);
        json.array("toolExecutionNotifications", () -> {
            for (InputProblem problem : evaluation.problems()) {
                json.object(() -> notification(problem));
            }
        });
    }

    private void notification(InputProblem problem) throws IOException {
        Problem what = problem.problem();
        json.field("level", "error");
        message("message", SarifText.sentences(Annotation.of(problem).lines()));
        var at = what.at();
        if (at != null) {
            json.array("locations", () -> json.object(() -> new SarifLocations(json).physical(at)));
        }
        json.object(
                "properties",
                () -> json.strings(
                        "releases",
                        problem.releases().stream().map(ReleaseId::toString).toList()));
    }

    private void results() throws IOException {
        Map<String, Integer> rules = new HashMap<>();
        for (ActivePolicy policy : evaluation.policies()) {
            rules.put(policy.id(), rules.size());
        }
        List<Finding> findings = evaluation.findings();
        List<String> fingerprints = Fingerprints.of(findings);
        for (int i = 0; i < findings.size(); i++) {
            var result = new SarifResult(findings.get(i), fingerprints.get(i), fixes.get(findings.get(i)), json);
            Integer rule = rules.get(findings.get(i).policy().id());
            json.object(() -> result.write(rule));
        }
    }

    private void message(String name, String text) throws IOException {
        json.object(name, () -> json.field("text", text));
    }
}
