package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.OpenBranches;
import io.github.akspolicy.source.DeploymentCondition;
import io.github.akspolicy.source.DeploymentInput;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** The conditions of charts of which only one side was rendered. */
final class HtmlBranches {
    private final Evaluation evaluation;
    private final Html html;

    HtmlBranches(Evaluation evaluation, Html html) {
        this.evaluation = evaluation;
        this.html = html;
    }

    void write() throws IOException {
        html.text(
                "p",
                "A deployment may decide these conditions otherwise than the render did: the other side was not evaluated.",
                "class",
                "note");
        for (OpenBranches branches : evaluation.openBranches()) {
            html.element("details", () -> chart(branches), "class", "catalog");
        }
    }

    private void chart(OpenBranches branches) throws IOException {
        html.element("summary", () -> {
            html.text("b", branches.source());
            html.text("span", branches.conditions().size() + " ", "class", "count");
            html.text("span", String.join(", ", branches.inputs()));
        });
        html.table(List.of("Where", "Depends on", "Chooses"), () -> {
            for (DeploymentCondition condition : branches.conditions()) {
                html.element("tr", () -> {
                    html.element("td", () -> html.text("code", condition.at().toString(), "class", "path"));
                    html.text(
                            "td",
                            condition.inputs().stream()
                                    .map(DeploymentInput::toString)
                                    .collect(Collectors.joining(", ")));
                    html.text("td", condition.secretData() ? "data of a Secret" : "resources or fields");
                });
            }
        });
    }
}
