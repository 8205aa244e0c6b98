package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.LineToEdit;
import java.io.IOException;
import java.util.List;

/** The lines whose edit makes most findings go. */
final class JsonLines {
    /** In a report: those that most findings go with. */
    private static final int MOST = 100;

    private JsonLines() {}

    static void write(List<LineToEdit> lines, JsonOutput json) throws IOException {
        if (lines.isEmpty()) {
            return;
        }
        json.array("linesToEdit", () -> {
            for (LineToEdit line : lines.subList(0, Math.min(lines.size(), MOST))) {
                json.object(() -> {
                    json.object("location", () -> JsonOccurrences.place(line.at(), json));
                    json.field("source", line.source());
                    json.field("findings", line.findings().size());
                    json.field("failing", (int) line.failing());
                    json.field("worst", line.worst().toString());
                    json.strings("owners", line.owners());
                });
            }
        });
    }
}
