package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.policy.Severity;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the list of findings can be filtered by, and where each finding stands among it. */
final class HtmlFilters {
    private final Evaluation evaluation;
    private final Html html;
    private final Choice groups;
    private final Choice environments;
    private final Choice sources;
    private final Choice owners;

    /** What there is to choose, and what of it a finding has. */
    private record Choice(List<String> all, Function<Finding, List<String>> values) {
        static Choice of(List<Finding> findings, Function<Finding, List<String>> values) {
            List<String> all = findings.stream()
                    .flatMap(finding -> values.apply(finding).stream())
                    .distinct()
                    .sorted()
                    .toList();
            return new Choice(all, values);
        }

        /** The positions of what a finding has. */
        String positions(Finding finding) {
            return values.apply(finding).stream()
                    .map(value -> String.valueOf(all.indexOf(value)))
                    .collect(Collectors.joining(" "));
        }
    }

    HtmlFilters(Evaluation evaluation, List<Finding> findings, Html html) {
        this.evaluation = evaluation;
        this.html = html;
        this.groups = Choice.of(findings, finding -> List.of(finding.policy().group()));
        this.environments = Choice.of(findings, Finding::environments);
        this.sources = Choice.of(
                findings,
                finding -> finding.occurrences().stream()
                        .map(occurrence -> occurrence.release().source())
                        .distinct()
                        .toList());
        this.owners = Choice.of(
                findings,
                finding -> evaluation.owners().getOrDefault(finding.location().path(), List.of()));
    }

    String groups(Finding finding) {
        return groups.positions(finding);
    }

    String environments(Finding finding) {
        return environments.positions(finding);
    }

    String sources(Finding finding) {
        return sources.positions(finding);
    }

    String owners(Finding finding) {
        return owners.positions(finding);
    }

    void write() throws IOException {
        html.element("label", () -> {
            html.text("Search ");
            html.start("input", "type", "search", "id", "q", "placeholder", "policy, resource, file, words");
        });
        html.element("fieldset", () -> {
            html.text("legend", "Severity");
            for (Severity severity : Severity.values()) {
                html.element(
                        "label",
                        () -> {
                            html.start(
                                    "input",
                                    "type",
                                    "checkbox",
                                    "name",
                                    "severity",
                                    "value",
                                    severity.toString(),
                                    "checked",
                                    "");
                            html.text("span", severity.toString());
                        },
                        "class",
                        "chip " + severity);
            }
        });
        choice("group", "Group", groups);
        choice("environment", "Environment", environments);
        choice("source", "Chart or folder", sources);
        choice("owner", "Owner", owners);
        html.element("label", () -> {
            html.start("input", "type", "checkbox", "id", "failing");
            html.text(" failing only");
        });
        if (evaluation.comparison() != null) {
            html.element("label", () -> {
                html.start("input", "type", "checkbox", "id", "new");
                html.text(" new only");
            });
        }
        html.text("button", "Reset", "type", "reset");
    }

    private void choice(String id, String title, Choice choice) throws IOException {
        List<String> all = choice.all();
        if (all.isEmpty()) {
            return;
        }
        html.element("label", () -> {
            html.text(title + " ");
            html.element(
                    "select",
                    () -> {
                        html.text("option", "all", "value", "");
                        for (String value : all) {
                            // the value is the position: a name may be anything
                            html.text("option", value, "value", String.valueOf(all.indexOf(value)));
                        }
                    },
                    "id",
                    id);
        });
    }
}
