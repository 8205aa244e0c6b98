package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Ledger.ReleaseAccount;
import io.github.akspolicy.report.Counts.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What every policy says of every environment, and what was read: the ledger as tables. */
final class HtmlMatrix {
    private final Evaluation evaluation;
    private final Html html;

    HtmlMatrix(Evaluation evaluation, Html html) {
        this.evaluation = evaluation;
        this.html = html;
    }

    static List<String> environments(Evaluation evaluation) {
        return evaluation.ledger().releases().stream()
                .map(release -> release.id().environment())
                .distinct()
                .sorted()
                .toList();
    }

    void write() throws IOException {
        List<String> environments = environments(evaluation);
        if (environments.isEmpty()) {
            html.text("p", "Nothing was evaluated.");
            return;
        }
        html.element(
                "div", () -> html.element("table", () -> matrix(environments), "class", "matrix"), "class", "wide");
        html.text("h3", "What was read");
        releases();
    }

    private void matrix(List<String> environments) throws IOException {
        html.text("caption", "Resources that fail, of those that a policy applies to");
        var titles = new ArrayList<>(List.of("Policy", "Severity"));
        titles.addAll(environments);
        html.titles(titles);
        html.element("tbody", () -> {
            var rows = new ArrayList<Row>();
            for (ActivePolicy policy : evaluation.policies()) {
                rows.add(new Row(
                        policy,
                        environments.stream()
                                .map(environment -> Counts.of(evaluation, policy.id(), environment))
                                .toList()));
            }
            // what needs work first, else by name
            rows.sort(Comparator.comparing(Row::state));
            for (Row row : rows) {
                if (row.state() != State.IDLE) {
                    html.element("tr", () -> row(row.policy(), row.counts()));
                }
            }
            List<String> idle = rows.stream()
                    .filter(row -> row.state() == State.IDLE)
                    .map(row -> row.policy().id())
                    .toList();
            if (!idle.isEmpty()) {
                html.element(
                        "tr",
                        () -> html.text(
                                "td",
                                idle.size() + " more apply to nothing here: " + String.join(", ", idle),
                                "colspan",
                                String.valueOf(environments.size() + 2),
                                "class",
                                "note"));
            }
        });
    }

    private record Row(ActivePolicy policy, List<Counts> counts) {
        /** Of its worst cell. */
        State state() {
            return counts.stream()
                    .map(Counts::state)
                    .min(Comparator.naturalOrder())
                    .orElse(State.IDLE);
        }
    }

    private void row(ActivePolicy policy, List<Counts> counts) throws IOException {
        html.element(
                "th",
                () -> html.text("span", policy.id(), "title", policy.info().title()),
                "scope",
                "row");
        html.element(
                "td", () -> html.text("span", policy.severity().toString(), "class", "badge " + policy.severity()));
        for (Counts one : counts) {
            html.text("td", one.words(), "class", "cell " + one.state());
        }
    }

    private void releases() throws IOException {
        html.table(List.of("Environment", "Source", "Release", "Resources", "Read"), () -> {
            for (ReleaseAccount release : evaluation.ledger().releases()) {
                html.element("tr", () -> {
                    html.text("td", release.id().environment());
                    html.element("td", () -> html.text("code", release.id().source()));
                    html.text("td", release.id().name());
                    html.text("td", String.valueOf(release.manifests()));
                    html.text(
                            "td",
                            release.complete() ? "in full" : "in part: see the problems",
                            "class",
                            release.complete() ? "cell pass" : "cell error");
                });
            }
        });
    }
}
