package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Excerpt;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.IdentityChain;
import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.evaluate.Occurrence.LocatedStep;
import io.github.akspolicy.policy.Diagram;
import io.github.akspolicy.source.ChartLine;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.SourceLocation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The open findings with their filters. Each is closed until it is opened; what is needed to evaluate it is on its one line. */
final class HtmlFindings {
    /** A page of everything would not be read: a helper's finding may occur in hundreds of places. */
    private static final int MOST_PLACES = 50;

    /** What the picture of an identity explains. */
    private static final Set<String> OF_IDENTITIES = Set.of("identity", "secrets");

    private final Evaluation evaluation;
    private final Html html;
    private final HtmlDiagram diagrams;
    private final List<Finding> findings;
    private final HtmlFilters filters;

    /** @param listed the findings to show, those that are open */
    HtmlFindings(Evaluation evaluation, List<Finding> listed, Html html, HtmlDiagram diagrams) {
        this.evaluation = evaluation;
        this.html = html;
        this.diagrams = diagrams;
        this.findings = listed.stream().filter(Finding::isOpen).toList();
        this.filters = new HtmlFilters(evaluation, findings, html);
    }

    void write() throws IOException {
        if (findings.isEmpty()) {
            html.text("p", "No open finding.", "class", "good");
            return;
        }
        html.element("form", filters::write, "id", "filters", "hidden", "", "aria-label", "Filter the findings");
        html.text("p", "", "id", "shown", "role", "status", "class", "note");
        html.element(
                "div",
                () -> {
                    for (Finding finding : findings) {
                        finding(finding);
                    }
                },
                "id",
                "list");
    }

    private void finding(Finding finding) throws IOException {
        html.element(
                "details",
                () -> {
                    html.element("summary", () -> summary(finding));
                    html.element("div", () -> body(finding), "class", "body");
                },
                "class",
                "finding " + finding.severity(),
                "data-severity",
                finding.severity().toString(),
                "data-group",
                filters.groups(finding),
                "data-environment",
                filters.environments(finding),
                "data-source",
                filters.sources(finding),
                "data-owner",
                filters.owners(finding),
                "data-new",
                String.valueOf(finding.change() != null && finding.change().isNew()),
                "data-fails",
                String.valueOf(finding.fails()));
    }

    private void summary(Finding finding) throws IOException {
        html.text("span", finding.severity().toString(), "class", "badge " + finding.severity());
        // a heading: readers of the screen go from finding to finding by it
        html.element(
                "h3",
                () -> {
                    html.text("b", finding.policy().id());
                    html.text(" ");
                    html.text("span", FindingText.subject(finding), "class", "subject");
                },
                "class",
                "what");
        html.element(
                "span",
                () -> {
                    for (String environment : finding.environments()) {
                        html.text("span", environment, "class", "tag");
                    }
                    if (finding.change() != null) {
                        html.text("span", finding.change().toString(), "class", "tag change");
                    }
                    if (finding.unknown() != null) {
                        html.text(
                                "span",
                                "unknown: " + finding.unknown().name().toLowerCase(Locale.ROOT),
                                "class",
                                "tag");
                    }
                    html.text(
                            "span",
                            finding.fails() ? "fails" : "does not fail",
                            "class",
                            finding.fails() ? "tag fails" : "tag");
                },
                "class",
                "tags");
        html.text("span", FindingText.statement(finding), "class", "statement");
        html.text("code", finding.location().toString(), "class", "path");
    }

    private void body(Finding finding) throws IOException {
        SourceLocation at = finding.location();
        Excerpt excerpt = evaluation.excerpts().get(at);
        if (excerpt != null) {
            excerpt(excerpt, at.line());
        }
        html.element(
                "p",
                () -> {
                    html.text("b", "Fix: ");
                    html.text(finding.advice());
                    html.text(". ");
                    html.text("span", "Why: ", "class", "note");
                    String page = finding.policy().documentation();
                    if (page.startsWith("https://")) {
                        html.text("a", finding.policy().id(), "class", "note", "href", page, "rel", "noreferrer");
                    } else {
                        html.text("code", page, "class", "note");
                    }
                },
                "class",
                "fix");
        String environments = FindingText.environments(finding);
        if (!finding.passesIn().isEmpty()) {
            html.text("p", environments.substring(0, 1).toUpperCase(Locale.ROOT) + environments.substring(1));
        }
        way(finding);
        picture(finding);
        places(finding);
        html.element(
                "p",
                () -> {
                    html.text("Key ");
                    html.text("code", finding.key());
                },
                "class",
                "note");
    }

    private void excerpt(Excerpt excerpt, int marked) throws IOException {
        html.element(
                "pre",
                () -> {
                    int number = excerpt.firstLine();
                    for (String line : excerpt.lines()) {
                        boolean here = number == marked;
                        String shown = String.valueOf(number++);
                        html.element(
                                "span",
                                () -> {
                                    html.text("span", (here ? "> " : "  ") + shown, "class", "number");
                                    html.text("span", line.replace("\t", "    "));
                                },
                                "class",
                                here ? "line here" : "line");
                    }
                },
                "tabindex",
                "0",
                "role",
                "group",
                "aria-label",
                "Excerpt, line " + marked + " is the line to edit");
    }

    /** From the line that supplies the value through the templates to the field. */
    private void way(Finding finding) throws IOException {
        Occurrence occurrence = finding.occurrences().get(0);
        Origin origin = occurrence.origin();
        var steps = new ArrayList<Map.Entry<String, String>>();
        for (SourceLocation frame : SarifResult.steps(origin)) {
            steps.add(Map.entry(frame.role().toString(), frame.toString()));
        }
        if (steps.size() < 2) {
            return;
        }
        html.text("h4", "How it comes about");
        html.element(
                "ol",
                () -> {
                    for (Map.Entry<String, String> step : steps) {
                        html.element("li", () -> {
                            html.text("span", step.getKey(), "class", "tag");
                            html.text(" ");
                            html.text("code", step.getValue(), "class", "path");
                        });
                    }
                    html.element("li", () -> {
                        html.text("span", "field", "class", "tag");
                        html.text(" ");
                        html.text("code", occurrence.fieldPath());
                    });
                },
                "class",
                "way");
    }

    /** How a subject gets on, or how the pods that the finding is about reach Azure. */
    private void picture(Finding finding) throws IOException {
        Occurrence first = finding.occurrences().get(0);
        Diagram<LocatedStep> diagram = first.diagram();
        if (diagram != null) {
            picture(diagram);
        } else if (!first.steps().isEmpty()) {
            html.text("h4", "How it gets there");
            html.element(
                    "ol",
                    () -> {
                        for (LocatedStep step : first.steps()) {
                            html.text("li", step.toString());
                        }
                    },
                    "class",
                    "way");
        } else if (OF_IDENTITIES.contains(finding.policy().group())) {
            Optional<IdentityChain> chain = evaluation.identities().stream()
                    .filter(one -> one.leadsThrough(first))
                    .findFirst();
            if (chain.isPresent()) {
                picture(chain.get().diagram());
            }
        }
    }

    private void picture(Diagram<LocatedStep> diagram) throws IOException {
        html.text("h4", diagram.title(), "class", "named");
        diagrams.write(diagram);
    }

    private void places(Finding finding) throws IOException {
        Map<String, List<Occurrence>> bySubject = new LinkedHashMap<>();
        finding.occurrences()
                .forEach(occurrence -> bySubject
                        .computeIfAbsent(occurrence.subject() + "\0" + occurrence.fieldPath(), key -> new ArrayList<>())
                        .add(occurrence));
        ChartLine line = finding.occurrences().get(0).origin().chart();
        for (String note : FindingText.notes(finding)) {
            html.text("p", note);
        }
        if (line != null && !line.unproven()) {
            html.element("p", () -> {
                html.text("b", line.vendor() ? "In a third-party chart: " : "One line of a shared chart: ");
                html.text("code", line.toString(), "class", "path");
                html.text(line.vendor() ? "" : ", in " + FindingText.releases(finding));
                String keys =
                        String.join(", ", finding.occurrences().get(0).origin().valuesKeys());
                html.text(line.vendor() && !keys.isEmpty() ? ": a values file can set " + keys : "");
            });
        }
        html.text("h4", bySubject.size() == 1 ? "Where it shows" : "Where it shows: " + bySubject.size() + " places");
        html.table(List.of("Resource", "Field", "Environments", "Namespaces"), () -> {
            for (List<Occurrence> same :
                    bySubject.values().stream().limit(MOST_PLACES).toList()) {
                html.element("tr", () -> place(same));
            }
        });
        if (bySubject.size() > MOST_PLACES) {
            html.text(
                    "p", "and " + (bySubject.size() - MOST_PLACES) + " more: the JSON report has all", "class", "note");
        }
    }

    private void place(List<Occurrence> same) throws IOException {
        html.text("td", same.get(0).subject());
        html.element("td", () -> html.text("code", same.get(0).fieldPath()));
        html.text("td", joined(same, occurrence -> occurrence.release().environment()));
        html.text("td", joined(same, occurrence -> {
            String namespace = occurrence.resource().namespace();
            return namespace == null ? "" : namespace;
        }));
    }

    private static String joined(List<Occurrence> occurrences, Function<Occurrence, String> value) {
        return occurrences.stream()
                .map(value)
                .filter(text -> !text.isEmpty())
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
