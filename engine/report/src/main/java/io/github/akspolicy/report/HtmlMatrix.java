package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Ledger.PolicyAccount;
import io.github.akspolicy.evaluate.Ledger.ReleaseAccount;
import io.github.akspolicy.evaluate.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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
            html.text("p", "Nothing was judged.");
            return;
        }
        html.element(
                "div", () -> html.element("table", () -> matrix(environments), "class", "matrix"), "class", "wide");
        html.text("h3", "What was read");
        html.element("div", () -> html.element("table", this::releases), "class", "wide");
    }

    private void matrix(List<String> environments) throws IOException {
        html.text("caption", "Resources that fail, of those that a policy applies to");
        html.element(
                "thead",
                () -> html.element("tr", () -> {
                    html.text("th", "Policy", "scope", "col");
                    html.text("th", "Severity", "scope", "col");
                    for (String environment : environments) {
                        html.text("th", environment, "scope", "col");
                    }
                }));
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
            rows.sort(Comparator.comparingInt(Row::rank));
            for (Row row : rows) {
                if (row.rank() < Row.IDLE) {
                    html.element("tr", () -> row(row.policy(), row.counts()));
                }
            }
            List<String> idle = rows.stream()
                    .filter(row -> row.rank() == Row.IDLE)
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
        private static final List<String> ORDER = List.of("error", "fail", "unknown", "accepted", "pass", "idle");
        private static final int IDLE = ORDER.size() - 1;

        /** Of its worst cell. */
        int rank() {
            return counts.stream()
                    .mapToInt(one -> ORDER.indexOf(one.state()))
                    .min()
                    .orElse(IDLE);
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
        html.element(
                "thead",
                () -> html.element("tr", () -> {
                    for (String title : List.of("Environment", "Source", "Release", "Resources", "Read")) {
                        html.text("th", title, "scope", "col");
                    }
                }));
        html.element("tbody", () -> {
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

    /**
     * The verdicts of a policy.
     *
     * @param judged how many resources it applies to
     * @param byVerdict how many of each
     */
    record Counts(int judged, Map<Verdict, Integer> byVerdict) {
        /** In one environment. */
        static Counts of(Evaluation evaluation, String policy, String environment) {
            return of(
                    evaluation.ledger().releases().stream()
                            .filter(release -> release.id().environment().equals(environment))
                            .toList(),
                    policy);
        }

        static Counts of(List<ReleaseAccount> releases, String policy) {
            var byVerdict = new EnumMap<Verdict, Integer>(Verdict.class);
            int judged = 0;
            for (ReleaseAccount release : releases) {
                PolicyAccount account = release.policies().get(policy);
                if (account != null) {
                    judged += account.judgedCount();
                    for (Verdict verdict : Verdict.values()) {
                        byVerdict.merge(verdict, account.count(verdict), Integer::sum);
                    }
                }
            }
            return new Counts(judged, byVerdict);
        }

        int count(Verdict verdict) {
            return byVerdict.getOrDefault(verdict, 0);
        }

        String state() {
            if (judged == 0) {
                return "idle";
            }
            if (count(Verdict.ERROR) > 0) {
                return "error";
            }
            if (count(Verdict.FAIL) > 0) {
                return "fail";
            }
            if (count(Verdict.UNKNOWN) > 0) {
                return "unknown";
            }
            return count(Verdict.EXEMPT) + count(Verdict.BASELINED) + count(Verdict.VENDOR) > 0 ? "accepted" : "pass";
        }

        String words() {
            return switch (state()) {
                case "idle" -> "–";
                case "error" -> "not judged";
                case "fail" -> "✗ " + count(Verdict.FAIL) + " of " + judged;
                case "unknown" -> "? " + count(Verdict.UNKNOWN) + " of " + judged;
                case "accepted" ->
                    "○ " + (count(Verdict.EXEMPT) + count(Verdict.BASELINED) + count(Verdict.VENDOR)) + " accepted";
                default -> "✓ " + judged;
            };
        }
    }
}
