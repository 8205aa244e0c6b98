package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.LineToEdit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The lines that most findings go with. */
final class HtmlLines {
    private static final int MOST = 10;

    private final List<LineToEdit> lines;
    private final Html html;

    HtmlLines(Evaluation evaluation, Html html) {
        this.lines = evaluation.linesToEdit().stream()
                .filter(line -> line.findings().size() > 1)
                .limit(MOST)
                .toList();
        this.html = html;
    }

    /** Whether there is a line that more than one finding goes with. */
    boolean isEmpty() {
        return lines.isEmpty();
    }

    void write() throws IOException {
        boolean hasOwners = lines.stream().anyMatch(line -> !line.owners().isEmpty());
        html.text("p", "One edit, and all findings that name the line go.", "class", "note");
        var titles = new ArrayList<>(List.of("Line", "Findings", "Fail", "Worst"));
        if (hasOwners) {
            titles.add("Owners");
        }
        html.table(titles, () -> {
            for (LineToEdit line : lines) {
                html.element("tr", () -> {
                    html.element("td", () -> html.text("code", line.place(), "class", "path"));
                    html.text("td", String.valueOf(line.findings().size()));
                    html.text("td", String.valueOf(line.failing()));
                    html.text("td", line.worst().toString());
                    if (hasOwners) {
                        html.text("td", String.join(" ", line.owners()));
                    }
                });
            }
        });
    }
}
