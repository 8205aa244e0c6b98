package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.policy.Reference;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.report.HtmlMatrix.Counts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The controls of standards and of Azure Policy that the policies of this run speak for. */
final class HtmlCompliance {
    private static final List<Catalog> CATALOGS = List.of(
            Catalog.PSS_BASELINE,
            Catalog.PSS_RESTRICTED,
            Catalog.CIS_AKS,
            Catalog.CIS_KUBERNETES,
            Catalog.AZURE_POLICY);

    private final Evaluation evaluation;
    private final Html html;

    HtmlCompliance(Evaluation evaluation, Html html) {
        this.evaluation = evaluation;
        this.html = html;
    }

    void write() throws IOException {
        html.text(
                "p",
                "Controls that at least one policy of this run speaks for. A control that is missing was not judged: a pass"
                        + " here is no certificate.",
                "class",
                "note");
        for (Catalog catalog : CATALOGS) {
            Map<String, List<ActivePolicy>> controls = controls(catalog);
            if (!controls.isEmpty()) {
                catalog(catalog, controls);
            }
        }
    }

    /** The policies that speak for each control, by its id and title. */
    private Map<String, List<ActivePolicy>> controls(Catalog catalog) {
        Map<String, List<ActivePolicy>> controls = new TreeMap<>();
        for (ActivePolicy policy : evaluation.policies()) {
            for (Reference reference : policy.info().references()) {
                if (reference.catalog() == catalog) {
                    controls.computeIfAbsent(
                                    reference.id() + (reference.title().isEmpty() ? "" : "  " + reference.title()),
                                    id -> new ArrayList<>())
                            .add(policy);
                }
            }
        }
        return controls;
    }

    private void catalog(Catalog catalog, Map<String, List<ActivePolicy>> controls) throws IOException {
        var states = new LinkedHashMap<String, String>();
        controls.forEach((control, policies) -> states.put(control, state(policies)));
        long failed = states.values().stream()
                .filter(state -> !state.equals("pass") && !state.equals("idle"))
                .count();
        html.element(
                "details",
                () -> {
                    html.element("summary", () -> {
                        html.text("b", catalog.toString());
                        html.text(" ");
                        html.text(
                                "span",
                                failed == 0
                                        ? "all " + states.size() + " met or not applicable"
                                        : failed + " of " + states.size() + " not met",
                                "class",
                                failed == 0 ? "tag pass" : "tag fails");
                    });
                    html.element(
                            "div",
                            () -> html.element("table", () -> {
                                html.element(
                                        "thead",
                                        () -> html.element("tr", () -> {
                                            for (String title : List.of("Control", "State", "Judged by")) {
                                                html.text("th", title, "scope", "col");
                                            }
                                        }));
                                html.element("tbody", () -> {
                                    for (Map.Entry<String, List<ActivePolicy>> control : controls.entrySet()) {
                                        String state = states.getOrDefault(control.getKey(), "idle");
                                        html.element("tr", () -> {
                                            html.text("th", control.getKey(), "scope", "row");
                                            html.text("td", words(state), "class", "cell " + state);
                                            html.text(
                                                    "td",
                                                    String.join(
                                                            ", ",
                                                            control.getValue().stream()
                                                                    .map(ActivePolicy::id)
                                                                    .toList()));
                                        });
                                    }
                                });
                            }),
                            "class",
                            "wide");
                },
                "class",
                "catalog");
    }

    /** The worst of what its policies say. */
    private String state(List<ActivePolicy> policies) {
        List<String> states = policies.stream()
                .map(policy ->
                        Counts.of(evaluation.ledger().releases(), policy.id()).state())
                .toList();
        return List.of("error", "fail", "unknown", "accepted", "pass").stream()
                .filter(states::contains)
                .findFirst()
                .orElse("idle");
    }

    private static String words(String state) {
        return switch (state) {
            case "error" -> "not judged";
            case "fail" -> "✗ not met";
            case "unknown" -> "? unknown";
            case "accepted" -> "○ accepted deviation";
            case "pass" -> "✓ met";
            default -> "– not applicable";
        };
    }
}
