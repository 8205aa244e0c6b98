package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.InputProblem;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.source.NotEvaluated;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.ReleaseId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The evaluation as one page that a browser opens from disk: no other file, no network. The page is complete without its
 * script, which only filters; a content security policy allows this very style and script, by hash, and nothing else.
 */
final class HtmlReport {
    private static final String STYLE = asset("report.css");
    private static final String SCRIPT = asset("report.js");

    private final Evaluation evaluation;
    private final Html html;
    private final HtmlDiagram diagrams;

    private HtmlReport(Evaluation evaluation, Html html) {
        this.evaluation = evaluation;
        this.html = html;
        this.diagrams = new HtmlDiagram(html);
    }

    /**
     * Writes the page.
     *
     * @param out receives the text; encode it as UTF-8
     * @throws IOException from {@code out}
     */
    public static void write(Evaluation evaluation, Appendable out) throws IOException {
        new HtmlReport(evaluation, new Html(out)).page();
    }

    private void page() throws IOException {
        html.doctype();
        html.element(
                "html",
                () -> {
                    html.element("head", this::head);
                    html.element("body", this::body, "class", outcome());
                },
                "lang",
                "en");
    }

    private String outcome() {
        return evaluation.outcome().toString().toLowerCase(Locale.ROOT);
    }

    private void head() throws IOException {
        html.start("meta", "charset", "utf-8");
        html.start(
                "meta",
                "http-equiv",
                "Content-Security-Policy",
                "content",
                "default-src 'none'; style-src " + hash(STYLE) + "; script-src " + hash(SCRIPT)
                        + "; base-uri 'none'; form-action 'none'");
        html.start("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.start("meta", "name", "color-scheme", "content", "light dark");
        html.text("title", "aks-policy: " + outcome());
        html.asset("style", STYLE);
    }

    private void body() throws IOException {
        html.text("a", "Skip to the findings", "class", "skip", "href", "#findings");
        html.element("header", this::header);
        html.element("main", () -> {
            if (!evaluation.problems().isEmpty()) {
                section("problems", "Could not be evaluated", this::problems);
            }
            if (!evaluation.ledger().notEvaluated().isEmpty()) {
                section("not-evaluated", "Not evaluated", this::notEvaluated);
            }
            var lines = new HtmlLines(evaluation, html);
            if (!lines.isEmpty()) {
                section("lines", "Lines to edit first", lines::write);
            }
            section("findings", "Findings", this::findings);
            if (!evaluation.identities().isEmpty()) {
                section("identities", "Identities", () -> new HtmlIdentities(evaluation, html, diagrams).write());
            }
            section("environments", "Environments", () -> new HtmlMatrix(evaluation, html).write());
            if (!evaluation.openBranches().isEmpty()) {
                section("branches", "Branches not taken", () -> new HtmlBranches(evaluation, html).write());
            }
            section("compliance", "Compliance", () -> new HtmlCompliance(evaluation, html).write());
            section("debt", "Exemptions and baseline", () -> new HtmlDebt(evaluation, html).write());
            if (!evaluation.ledger().notes().isEmpty()) {
                section("notes", "Notes", this::notes);
            }
        });
        html.element(
                "footer",
                () -> html.text(Tool.NAME + " " + Tool.version()
                        + ". This page holds no values that could be secret: they" + " are masked in the excerpts."));
        html.asset("script", SCRIPT);
    }

    private void findings() throws IOException {
        ListedFindings listed = ListedFindings.of(evaluation);
        if (!listed.areAll()) {
            html.text("p", listed.sentence(), "class", "note");
        }
        new HtmlFindings(evaluation, listed.findings(), html, diagrams).write();
    }

    private void section(String id, String title, Html.Content content) throws IOException {
        html.element(
                "section",
                () -> {
                    html.text("h2", title, "id", id + "-title");
                    content.write();
                },
                "id",
                id,
                "aria-labelledby",
                id + "-title");
    }

    private void header() throws IOException {
        html.element(
                "div",
                () -> {
                    html.text("p", Tool.NAME, "class", "brand");
                    html.text("h1", heading());
                    List<String> summary = EvaluationText.summary(evaluation);
                    html.text(
                            "p",
                            summary.get(summary.size() - 1).replaceFirst("^[A-Z]+[a-z ]*: ", ""),
                            "class",
                            "sentence");
                },
                "class",
                "title");
        html.element("ul", this::tiles, "class", "tiles", "aria-label", "Open findings by severity");
        html.element(
                "nav",
                () -> {
                    if (!evaluation.problems().isEmpty()) {
                        link("problems", "Problems", evaluation.problems().size());
                    }
                    if (!evaluation.ledger().notEvaluated().isEmpty()) {
                        link(
                                "not-evaluated",
                                "Not evaluated",
                                evaluation.ledger().notEvaluatedCount());
                    }
                    link("findings", "Findings", evaluation.open().size());
                    if (!evaluation.identities().isEmpty()) {
                        link("identities", "Identities", evaluation.identities().size());
                    }
                    link(
                            "environments",
                            "Environments",
                            HtmlMatrix.environments(evaluation).size());
                    link("compliance", "Compliance", -1);
                    link(
                            "debt",
                            "Exemptions and baseline",
                            evaluation.suppressed().size());
                    if (!evaluation.ledger().notes().isEmpty()) {
                        link("notes", "Notes", evaluation.ledger().notes().size());
                    }
                },
                "aria-label",
                "Parts of the report");
    }

    private String heading() {
        return switch (evaluation.outcome()) {
            case PASSED -> evaluation.ledger().notEvaluated().isEmpty() ? "Passed" : "Passed what was evaluated";
            case FAILED -> "Failed";
            case ERROR -> "Failed with errors";
        };
    }

    private void tiles() throws IOException {
        for (Severity severity : Severity.values()) {
            List<Finding> findings = evaluation.open().stream()
                    .filter(finding -> finding.severity() == severity)
                    .toList();
            html.element(
                    "li",
                    () -> {
                        html.text("b", String.valueOf(findings.size()));
                        html.text("span", severity.toString());
                    },
                    "class",
                    "tile " + severity + (findings.isEmpty() ? " none" : ""));
        }
        judged(evaluation.ledger().resources(), "resources evaluated");
        if (evaluation.ledger().values() > 0) {
            judged(evaluation.ledger().values(), "charts' values evaluated");
        }
    }

    private void judged(int number, String what) throws IOException {
        html.element(
                "li",
                () -> {
                    html.text("b", String.valueOf(number));
                    html.text("span", what);
                },
                "class",
                "tile");
    }

    private void link(String id, String title, int count) throws IOException {
        html.element(
                "a",
                () -> {
                    html.text(title);
                    if (count >= 0) {
                        html.text("span", String.valueOf(count), "class", "count");
                    }
                },
                "href",
                "#" + id);
    }

    private void problems() throws IOException {
        html.text("p", "What could not be read, rendered or evaluated may hide findings. Fix this first.");
        html.element(
                "ul",
                () -> {
                    for (InputProblem problem : evaluation.problems()) {
                        html.element("li", () -> problem(problem));
                    }
                },
                "class",
                "problems");
    }

    private void problem(InputProblem problem) throws IOException {
        Problem what = problem.problem();
        if (what.at() != null) {
            html.text("code", what.at().toString(), "class", "path");
        }
        for (String line : what.message().lines().toList()) {
            html.text("p", line);
        }
        if (!what.fix().isEmpty()) {
            html.text("p", "Fix: " + what.fix(), "class", "fix");
        }
        if (!problem.releases().isEmpty()) {
            html.text(
                    "p",
                    "Not evaluated in: "
                            + problem.releases().stream()
                                    .map(ReleaseId::toString)
                                    .collect(Collectors.joining(", ")),
                    "class",
                    "note");
        }
    }

    private void notEvaluated() throws IOException {
        html.text(
                "p",
                "Skipped. These files were not checked and do not fail the build, unless the configuration says require:"
                        + " [all-evaluated].");
        html.element(
                "ul",
                () -> {
                    for (NotEvaluated passedOver : evaluation.ledger().notEvaluated()) {
                        html.element("li", () -> {
                            if (passedOver.at() != null) {
                                html.text("code", passedOver.at().toString(), "class", "path");
                            }
                            html.text("p", passedOver.message());
                            subjects(passedOver);
                            if (!passedOver.fix().isEmpty()) {
                                html.text("p", "Fix: " + passedOver.fix(), "class", "fix");
                            }
                        });
                    }
                },
                "class",
                "problems quiet");
    }

    private void subjects(NotEvaluated passedOver) throws IOException {
        // the message names the first three
        if (passedOver.subjects().size() > 3) {
            html.text(
                    "p",
                    "All: "
                            + passedOver.subjects().stream()
                                    .map(NotEvaluated.Subject::name)
                                    .distinct()
                                    .collect(Collectors.joining(", ")),
                    "class",
                    "note");
        }
    }

    private void notes() throws IOException {
        html.text("p", "What is worth knowing about the sources, and nothing is wrong with.");
        html.element(
                "ul",
                () -> {
                    for (String note : evaluation.ledger().notes()) {
                        html.element("li", () -> html.text("p", note));
                    }
                },
                "class",
                "problems quiet");
    }

    private static String asset(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the artifact");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JVM has SHA-256", impossible);
        }
    }
}
