package io.github.akspolicy.evaluate;

import io.github.akspolicy.source.NotEvaluated;
import io.github.akspolicy.source.SourceLocation;
import java.io.IOException;

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
        SourceLocation at = passedOver.at();
        if (at == null) {
            json.field("location", (String) null);
        } else {
            json.object("location", () -> JsonReport.place(at, json));
        }
        json.field("fix", passedOver.fix());
    }
}
