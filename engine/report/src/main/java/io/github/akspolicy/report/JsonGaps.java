package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.MissingInput;
import io.github.akspolicy.evaluate.OpenBranches;
import io.github.akspolicy.source.DeploymentCondition;
import io.github.akspolicy.source.NotEvaluated;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceLocation;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an evaluation lacks without failing for it: inputs that no source supplies, and what was passed over. */
final class JsonGaps {
    private JsonGaps() {}

    static void write(Evaluation evaluation, JsonOutput json) throws IOException {
        json.array("missing", () -> {
            for (MissingInput missing : evaluation.missing()) {
                json.object(() -> missing(missing, json));
            }
        });
        if (!evaluation.ledger().notEvaluated().isEmpty()) {
            json.array("notEvaluated", () -> {
                for (NotEvaluated passedOver : evaluation.ledger().notEvaluated()) {
                    json.object(() -> notEvaluated(passedOver, json));
                }
            });
        }
        if (!evaluation.ledger().notes().isEmpty()) {
            json.strings("notes", evaluation.ledger().notes());
        }
    }

    private static void missing(MissingInput missing, JsonOutput json) throws IOException {
        json.field("kind", missing.kind().toString());
        json.field("environment", missing.environment());
        json.field("resources", missing.resources());
        json.strings("policies", missing.policies());
        json.strings("examples", missing.examples());
    }

    private static void notEvaluated(NotEvaluated passedOver, JsonOutput json) throws IOException {
        json.field("message", passedOver.message());
        location(passedOver.at(), json);
        json.field("fix", passedOver.fix());
        json.array("subjects", () -> {
            for (NotEvaluated.Subject subject : passedOver.subjects()) {
                json.object(() -> {
                    json.field("name", subject.name());
                    location(subject.at(), json);
                });
            }
        });
    }

    private static void location(@Nullable SourceLocation at, JsonOutput json) throws IOException {
        if (at == null) {
            json.field("location", (String) null);
        } else {
            json.object("location", () -> JsonOccurrences.place(at, json));
        }
    }

    static void branches(List<OpenBranches> all, JsonOutput json) throws IOException {
        if (all.isEmpty()) {
            return;
        }
        json.array("branchesNotTaken", () -> {
            for (OpenBranches branches : all) {
                json.object(() -> {
                    json.field("source", branches.source());
                    json.strings(
                            "environments",
                            branches.releases().stream()
                                    .map(ReleaseId::environment)
                                    .distinct()
                                    .toList());
                    json.array("conditions", () -> {
                        for (DeploymentCondition condition : branches.conditions()) {
                            json.object(() -> {
                                json.field("path", condition.at().path());
                                json.field("line", condition.at().line());
                                json.field("column", condition.at().column());
                                json.strings(
                                        "inputs",
                                        condition.inputs().stream()
                                                .map(Object::toString)
                                                .toList());
                                json.field("secretData", condition.secretData());
                            });
                        }
                    });
                });
            }
        });
    }
}
