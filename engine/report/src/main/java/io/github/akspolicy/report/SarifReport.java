package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.InputProblem;
import io.github.akspolicy.evaluate.ProposedFix;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.ReleaseId;
import java.io.IOException;
import java.io.Writer;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The evaluation as SARIF 2.1.0, for code scanning on GitHub, Azure DevOps and in IDEs: a run for each environment, so that a
 * build that judges one environment does not close what was found in the others. A finding that occurs in several has one
 * fingerprint in all of their runs, which GitHub shows as one alert. Source of the format: OASIS Standard "Static Analysis
 * Results Interchange Format (SARIF) Version 2.1.0".
 */
public final class SarifReport {
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private static final Pattern SEMANTIC_VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.-]+)?");

    /** GitHub refuses a file with more. Source: its documentation, "SARIF support for code scanning". */
    private static final int MAX_RUNS = 20;

    private final Evaluation evaluation;
    private final Map<Finding, ProposedFix> fixes;
    private final List<String> environments;
    private final List<String> fingerprints;
    private final ListedFindings listed;
    private final SarifTaxonomies taxonomies;
    private final JsonOutput json;

    private SarifReport(Evaluation evaluation, Map<Finding, ProposedFix> fixes, JsonOutput json) {
        this.evaluation = evaluation;
        this.fixes = fixes;
        this.environments = evaluation.environments();
        this.fingerprints = Fingerprints.of(evaluation.findings());
        this.listed = ListedFindings.of(evaluation);
        this.taxonomies = new SarifTaxonomies(evaluation.policies());
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
            json.array("runs", () -> {
                if (environments.isEmpty() || environments.size() > MAX_RUNS) {
                    json.object(() -> run(null));
                    return;
                }
                for (String environment : environments) {
                    json.object(() -> run(environment));
                }
            });
        });
    }

    /** @param environment or null for a run of all */
    private void run(@Nullable String environment) throws IOException {
        json.object("tool", () -> json.object("driver", this::driver));
        taxonomies.write(json);
        json.object("automationDetails", () -> json.field("id", category(environment)));
        json.field("columnKind", "utf16CodeUnits");
        json.object(
                "originalUriBaseIds",
                () -> json.object(
                        SarifLocations.SOURCE_ROOT, () -> message("description", "The root of the repository.")));
        json.array("invocations", () -> json.object(() -> invocation(environment)));
        json.array("results", () -> results(environment));
    }

    /** The trailing slash makes it a category: GitHub replaces the results of the last run with the same one. */
    private static String category(@Nullable String environment) {
        return Tool.NAME + "/" + (environment == null ? "" : SafeText.line(environment) + "/");
    }

    /** Whether something belongs into a run; what belongs to no environment is told in every run. */
    private boolean isIn(@Nullable String environment, List<String> concerned) {
        return environment == null || concerned.contains(environment) || Collections.disjoint(concerned, environments);
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
        taxonomies.supported(json);
    }

    private void invocation(@Nullable String environment) throws IOException {
        List<InputProblem> problems = evaluation.problems().stream()
                .filter(problem -> isIn(
                        environment,
                        problem.releases().stream().map(ReleaseId::environment).toList()))
                .toList();
        json.field("executionSuccessful", problems.isEmpty());
        json.array("toolExecutionNotifications", () -> {
            for (InputProblem problem : problems) {
                json.object(() -> notification(problem));
            }
            if (!listed.areAll()) {
                json.object(() -> {
                    json.field("level", "warning");
                    message("message", listed.sentence());
                });
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

    private void results(@Nullable String environment) throws IOException {
        Map<String, Integer> rules = new HashMap<>();
        for (ActivePolicy policy : evaluation.policies()) {
            rules.put(policy.id(), rules.size());
        }
        List<Finding> findings = evaluation.findings();
        Set<Finding> described = Collections.newSetFromMap(new IdentityHashMap<>());
        described.addAll(listed.findings());
        for (int i = 0; i < findings.size(); i++) {
            Finding finding = findings.get(i);
            if (!described.contains(finding) || !isIn(environment, finding.environments())) {
                continue;
            }
            var result = new SarifResult(finding, environment, fingerprints.get(i), fixes.get(finding), json);
            Integer rule = rules.get(finding.policy().id());
            json.object(() -> result.write(rule));
        }
    }

    private void message(String name, String text) throws IOException {
        json.object(name, () -> json.field("text", text));
    }
}
