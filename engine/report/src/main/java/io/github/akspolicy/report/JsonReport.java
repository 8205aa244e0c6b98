package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Comparison;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Finding.Elsewhere;
import io.github.akspolicy.evaluate.IdentityChain;
import io.github.akspolicy.evaluate.InputProblem;
import io.github.akspolicy.evaluate.Ledger.PolicyAccount;
import io.github.akspolicy.evaluate.Ledger.ReleaseAccount;
import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.evaluate.ProposedFix;
import io.github.akspolicy.evaluate.Suppression;
import io.github.akspolicy.evaluate.VendorDebt;
import io.github.akspolicy.evaluate.Verdict;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceLocation;
import java.io.IOException;
import java.io.Writer;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The evaluation as JSON: everything that any other format shows, for tools. Described by {@code
 * docs/report.schema.json}; within one {@code schemaVersion} fields are only added. It holds no time and no absolute
 * path of the machine, so that the same input gives the same bytes.
 */
public final class JsonReport {
    /** Raised when a field changes its meaning or goes. */
    public static final int SCHEMA_VERSION = 1;

    private final Evaluation evaluation;
    private final Map<Finding, ProposedFix> fixes;
    /** Whether it is for a page, which makes of the ledger and of the findings what else the report has. */
    private final boolean isEmbedded;

    private final ListedFindings listed;
    private final JsonOutput json;
    private final JsonOccurrences occurrences;

    private JsonReport(Evaluation evaluation, Map<Finding, ProposedFix> fixes, boolean isEmbedded, JsonOutput json) {
        this.evaluation = evaluation;
        this.fixes = fixes;
        this.isEmbedded = isEmbedded;
        this.listed = ListedFindings.of(evaluation);
        this.json = json;
        this.occurrences = new JsonOccurrences(json, isEmbedded);
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
            new JsonReport(evaluation, fixes, false, json).report();
        }
    }

    /** Writes the same report into a page: without counts that are zero, and the lines to edit. */
    static void embed(Evaluation evaluation, Map<Finding, ProposedFix> fixes, Writer out) throws IOException {
        try (var json = JsonOutput.embedded(out)) {
            new JsonReport(evaluation, fixes, true, json).report();
        }
    }

    private void report() throws IOException {
        json.object(() -> {
            json.field("schemaVersion", SCHEMA_VERSION);
            json.object("tool", () -> {
                json.field("name", Tool.NAME);
                json.field("version", Tool.version());
            });
            json.field("outcome", evaluation.outcome().toString());
            json.object("thresholds", () -> {
                json.field(
                        "failOn",
                        EvaluationText.threshold(evaluation.thresholds().failOn()));
                json.field(
                        "unknown",
                        EvaluationText.threshold(evaluation.thresholds().unknown()));
            });
            json.array("policies", () -> {
                for (ActivePolicy policy : evaluation.policies()) {
                    json.object(() -> policy(policy));
                }
            });
            json.array("findings", () -> {
                for (Finding finding : listed.findings()) {
                    json.object(() -> finding(finding));
                }
            });
            listed.write(json);
            if (!isEmbedded) {
                JsonLines.write(evaluation.linesToEdit(), json);
            }
            Comparison comparison = evaluation.comparison();
            if (comparison != null) {
                json.object("comparison", () -> comparison(comparison));
            }
            if (!evaluation.vendorDebt().isEmpty()) {
                json.array("vendorDebt", () -> {
                    for (VendorDebt debt : evaluation.vendorDebt()) {
                        json.object(() -> vendorDebt(debt));
                    }
                });
            }
            json.array("problems", () -> {
                for (InputProblem problem : evaluation.problems()) {
                    json.object(() -> problem(problem));
                }
            });
            JsonGaps.write(evaluation, json);
            if (!evaluation.identities().isEmpty()) {
                json.array("identities", () -> {
                    for (IdentityChain chain : evaluation.identities()) {
                        json.object(() -> identity(chain));
                    }
                });
            }
            JsonGaps.branches(evaluation.openBranches(), json);
            json.array("ledger", () -> {
                for (ReleaseAccount release : evaluation.ledger().releases()) {
                    json.object(() -> account(release));
                }
            });
        });
    }

    private void policy(ActivePolicy policy) throws IOException {
        json.field("id", policy.id());
        json.field("title", policy.info().title());
        json.field("severity", policy.severity().toString());
        json.field("documentation", policy.info().documentation());
        json.object("parameters", () -> {
            List<Map.Entry<Parameter<?>, Object>> settings = policy.parameters().explicit().entrySet().stream()
                    .sorted(Comparator.comparing(setting -> setting.getKey().name()))
                    .toList();
            for (Map.Entry<Parameter<?>, Object> setting : settings) {
                parameter(setting.getKey().name(), setting.getValue());
            }
        });
    }

    private void parameter(String name, Object value) throws IOException {
        if (value instanceof Boolean flag) {
            json.field(name, flag);
        } else if (value instanceof Long number) {
            json.field(name, number);
        } else if (value instanceof List<?> list) {
            json.strings(name, list.stream().map(String::valueOf).toList());
        } else if (value instanceof Collection<?> set) {
            json.strings(name, set.stream().map(String::valueOf).sorted().toList());
        } else {
            json.field(name, value.toString());
        }
    }

    private void finding(Finding finding) throws IOException {
        json.field("key", finding.key());
        json.field("policy", finding.policy().id());
        json.field("severity", finding.severity().toString());
        json.field("verdict", finding.unknown() == null ? "fail" : "unknown");
        if (finding.unknown() != null) {
            json.field("unknown", finding.unknown().name().toLowerCase(Locale.ROOT));
        }
        json.field("fails", finding.fails());
        suppression(finding.suppression());
        if (finding.change() != null) {
            json.field("change", finding.change().toString());
        }
        json.field("message", finding.message());
        json.field("remediation", finding.advice());
        json.field("documentation", finding.policy().documentation());
        fix(fixes.get(finding));
        occurrences.location("location", finding.location());
        List<String> owners =
                evaluation.owners().getOrDefault(finding.location().path(), List.of());
        if (!owners.isEmpty()) {
            json.strings("owners", owners);
        }
        json.array("occurrences", () -> {
            for (Occurrence occurrence : finding.occurrences()) {
                json.object(() -> occurrences.occurrence(occurrence));
            }
        });
        json.array("passesIn", () -> {
            for (Elsewhere right : finding.passesIn()) {
                json.object(() -> {
                    json.field("environment", right.environment());
                    occurrences.location("setAt", right.setAt());
                });
            }
        });
    }

    private void fix(@Nullable ProposedFix fix) throws IOException {
        if (fix == null) {
            return;
        }
        json.object("fix", () -> {
            json.field("path", fix.path());
            json.field("firstLine", fix.firstLine());
            json.field("lastLine", fix.lastLine());
            json.strings("lines", fix.lines());
        });
    }

    private void comparison(Comparison comparison) throws IOException {
        json.field("base", comparison.base());
        json.field("commit", comparison.commit());
        json.field("onlyNew", comparison.onlyNew());
        json.strings("incomparable", comparison.incomparable());
        json.array("fixed", () -> {
            for (Finding finding : comparison.fixed()) {
                json.object(() -> finding(finding));
            }
        });
    }

    private void suppression(@Nullable Suppression suppression) throws IOException {
        if (suppression == null) {
            return;
        }
        json.object("suppression", () -> {
            json.field("type", suppression.type().name().toLowerCase(Locale.ROOT));
            json.field(
                    "kind",
                    suppression.kind() == null ? null : suppression.kind().toString());
            json.field("reason", suppression.reason());
            json.field("owner", suppression.owner());
            json.field("approvedBy", suppression.approvedBy());
            json.field(
                    "until",
                    suppression.until() == null ? null : suppression.until().toString());
            occurrences.location("location", suppression.at());
        });
    }

    private void identity(IdentityChain chain) throws IOException {
        json.field("environment", chain.environment());
        json.object("workload", () -> occurrences.resource(chain.workload()));
        json.field("state", chain.state().name().toLowerCase(Locale.ROOT));
        json.field("fault", chain.fault());
        json.object("diagram", () -> occurrences.diagram(chain.diagram()));
    }

    private void vendorDebt(VendorDebt debt) throws IOException {
        json.field("chart", debt.chart());
        json.array("entries", () -> {
            for (SourceLocation entry : debt.entries()) {
                json.object(() -> JsonOccurrences.place(entry, json));
            }
        });
        json.field("worst", debt.worst().toString());
        json.strings("findings", debt.findings().stream().map(Finding::key).toList());
    }

    private void problem(InputProblem problem) throws IOException {
        json.field("message", problem.problem().message());
        occurrences.location("location", problem.problem().at());
        json.field("fix", problem.problem().fix());
        json.array("releases", () -> {
            for (ReleaseId release : problem.releases()) {
                json.object(() -> occurrences.release(release));
            }
        });
    }

    private void account(ReleaseAccount account) throws IOException {
        occurrences.release(account.id());
        json.field("complete", account.complete());
        json.field("resources", account.manifests());
        if (account.values() > 0) {
            json.field("values", account.values());
        }
        if (!account.renders().isEmpty()) {
            json.object("renders", () -> {
                for (Map.Entry<String, Integer> renders : account.renders().entrySet()) {
                    json.field(renders.getKey(), renders.getValue());
                }
            });
        }
        json.array("policies", () -> {
            for (ActivePolicy policy : evaluation.policies()) {
                PolicyAccount counts = account.policies().get(policy.id());
                if (counts != null && !(isEmbedded && counts.judgedCount() == 0)) {
                    json.object(() ->
                            counts(policy.id(), counts, account.resources().size()));
                }
            }
        });
    }

    private void counts(String policy, PolicyAccount counts, int resources) throws IOException {
        json.field("policy", policy);
        count("evaluated", counts.judgedCount());
        count("passed", counts.count(Verdict.PASS));
        count("failed", counts.count(Verdict.FAIL));
        count("unknown", counts.count(Verdict.UNKNOWN));
        count("exempt", counts.count(Verdict.EXEMPT));
        count("baselined", counts.count(Verdict.BASELINED));
        count("vendor", counts.count(Verdict.VENDOR));
        count("error", counts.count(Verdict.ERROR));
        count("notApplicable", isEmbedded ? 0 : resources - counts.judgedCount());
    }

    private void count(String name, int number) throws IOException {
        if (number > 0 || !isEmbedded) {
            json.field(name, number);
        }
    }
}
