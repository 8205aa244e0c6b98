package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.policy.Reference;
import io.github.akspolicy.report.Counts.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The controls of standards and of Azure Policy that the policies of this run speak for. */
final class HtmlCompliance {
    private final Evaluation evaluation;
    private final Html html;

    HtmlCompliance(Evaluation evaluation, Html html) {
        this.evaluation = evaluation;
        this.html = html;
    }

    void write() throws IOException {
        html.text(
                "p",
                "Controls checked by at least one policy in this run. A control that is missing was not evaluated: a pass"
                        + " here is not a certificate.",
                "class",
                "note");
        for (Map.Entry<String, Map<String, List<ActivePolicy>>> standard :
                controls().entrySet()) {
            standard(standard.getKey(), standard.getValue());
        }
    }

    /** The policies that answer each control, by the title of its standard and by its id and title. */
    private Map<String, Map<String, List<ActivePolicy>>> controls() {
        Map<String, Map<String, List<ActivePolicy>>> controls = new TreeMap<>();
        for (ActivePolicy policy : evaluation.policies()) {
            for (Reference reference : policy.references()) {
                if (reference.isControl()) {
                    controls.computeIfAbsent(reference.standard(), title -> new TreeMap<>())
                            .computeIfAbsent(
                                    reference.id() + (reference.title().isEmpty() ? "" : "  " + reference.title()),
                                    id -> new ArrayList<>())
                            .add(policy);
                }
            }
        }
        return controls;
    }

    private void standard(String title, Map<String, List<ActivePolicy>> controls) throws IOException {
        Map<String, State> states = new HashMap<>();
        controls.forEach((control, policies) -> states.put(control, state(policies)));
        long failed = states.values().stream()
                .filter(state -> state != State.PASS && state != State.IDLE)
                .count();
        html.element(
                "details",
                () -> {
                    html.element("summary", () -> {
                        html.text("b", title);
                        html.text(" ");
                        html.text(
                                "span",
                                failed == 0
                                        ? "all " + states.size() + " met or not applicable"
                                        : failed + " of " + states.size() + " not met",
                                "class",
                                failed == 0 ? "tag pass" : "tag fails");
                    });
                    html.table(List.of("Control", "State", "Evaluated by"), () -> {
                        for (Map.Entry<String, List<ActivePolicy>> control : controls.entrySet()) {
                            html.element(
                                    "tr",
                                    () -> row(
                                            control.getKey(),
                                            states.getOrDefault(control.getKey(), State.IDLE),
                                            control.getValue()));
                        }
                    });
                },
                "class",
                "catalog");
    }

    private void row(String control, State state, List<ActivePolicy> policies) throws IOException {
        html.text("th", control, "scope", "row");
        html.text("td", words(state), "class", "cell " + state);
        html.text(
                "td", String.join(", ", policies.stream().map(ActivePolicy::id).toList()));
    }

    /** The worst of what its policies say. */
    private State state(List<ActivePolicy> policies) {
        return policies.stream()
                .map(policy ->
                        Counts.of(evaluation.ledger().releases(), policy.id()).state())
                .min(Comparator.naturalOrder())
                .orElse(State.IDLE);
    }

    private static String words(State state) {
        return switch (state) {
            case ERROR -> "not evaluated";
            case FAIL -> "✗ not met";
            case UNKNOWN -> "? unknown";
            case ACCEPTED -> "○ accepted deviation";
            case PASS -> "✓ met";
            case IDLE -> "– not applicable";
        };
    }
}
