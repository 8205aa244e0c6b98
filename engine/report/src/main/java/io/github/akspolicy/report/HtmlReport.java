package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Comparison;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.InputProblem;
import io.github.akspolicy.evaluate.LineToEdit;
import io.github.akspolicy.evaluate.ProposedFix;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceLocation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The evaluation as one page that a browser opens from disk: no other file, no network. It holds the report in JSON, which its
 * script shows; without scripts it has the verdict, the problems and the lines to edit. A content security policy allows
 * this very style and script, by hash, and nothing else.
 */
public final class HtmlReport {
    private static final String STYLE = asset("report.css");
    private static final String SCRIPT = asset("report.js");

    /** In the list for browsers without scripts. */
    private static final int MOST_LINES = 1_000;

    private final Evaluation evaluation;
    private final Map<Finding, ProposedFix> fixes;
    private final Checkout checkout;
    private final ListedFindings listed;
    private final HtmlHeading heading;
    private final Writer out;
    private final Html html;

    private HtmlReport(Evaluation evaluation, Map<Finding, ProposedFix> fixes, Checkout checkout, Writer out) {
        this.evaluation = evaluation;
        this.fixes = fixes;
        this.checkout = checkout;
        this.listed = ListedFindings.of(evaluation);
        this.heading = new HtmlHeading(evaluation);
        this.out = out;
        this.html = new Html(out);
    }

    /**
     * Writes the page with the diffs of what would fix some of its findings.
     *
     * @param fixes by finding of the evaluation
     * @param environment such as {@link System#getenv()}, to find out repository and commit
     * @param folder a folder of the repository
     * @param out receives the text; encode it as UTF-8; it is flushed and stays open
     * @throws IOException from {@code out}
     */
    public static void write(
            Evaluation evaluation,
            Map<Finding, ProposedFix> fixes,
            Map<String, String> environment,
            Path folder,
            Writer out)
            throws IOException {
        write(evaluation, fixes, Checkout.of(environment, folder), out);
        out.flush();
    }

    /**
     * Writes the page.
     *
     * @param fixes by finding of the evaluation
     * @param checkout where the evaluation comes from
     * @param out receives the text; encode it as UTF-8
     * @throws IOException from {@code out}
     */
    static void write(Evaluation evaluation, Map<Finding, ProposedFix> fixes, Checkout checkout, Writer out)
            throws IOException {
        new HtmlReport(evaluation, fixes, checkout, out).page();
    }

    private void page() throws IOException {
        html.doctype();
        html.element(
                "html",
                () -> {
                    html.element("head", this::head);
                    html.element("body", this::body, "class", heading.look().toString());
                },
                "lang",
                "en");
    }

    private void head() throws IOException {
        html.start("meta", "charset", "utf-8");
        html.start(
                "meta",
                "http-equiv",
                "Content-Security-Policy",
                "content",
                "default-src 'none'; style-src " + hash(STYLE) + "; script-src " + hash(SCRIPT)
                        + "; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script';"
                        + " trusted-types 'none'");
        html.start("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.start("meta", "name", "color-scheme", "content", "light dark");
        html.text(
                "title",
                Tool.NAME + ": " + heading.words()
                        + (checkout.repository().isEmpty() ? "" : ", " + checkout.repository()));
        html.asset("style", STYLE);
    }

    private void body() throws IOException {
        html.text("a", "Skip to the findings", "class", "skip", "href", "#findings");
        html.element("header", this::header);
        html.element("main", () -> {
            if (!evaluation.problems().isEmpty()) {
                section("problems", "Could not be evaluated", this::problems);
            }
            section("findings", "Findings", this::findings);
            parts();
        });
        html.element(
                "footer",
                () -> html.text(Tool.NAME + " " + Tool.version()
                        + ". This page holds no values that could be secret: they are masked in the excerpts."));
        html.text("p", "", "id", "spoken", "class", "sr", "role", "status");
        html.data("report", () -> JsonReport.embed(evaluation, fixes, out));
        html.data("page", () -> PageData.write(evaluation, listed.findings(), checkout.links(), out));
        html.asset("script", SCRIPT);
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
                    html.element("dl", this::facts, "class", "facts-of-run");
                },
                "class",
                "run");
        html.element(
                "div",
                () -> {
                    html.element("div", () -> {
                        html.text("h1", heading.words());
                        html.text("p", heading.sentence(), "class", "sentence");
                    });
                    html.element("ul", this::tiles, "class", "tiles", "aria-label", "Open findings by severity");
                },
                "class",
                "verdict");
    }

    /** Where the evaluation comes from. */
    private void facts() throws IOException {
        var facts = new ArrayList<>(checkout.facts());
        Comparison comparison = evaluation.comparison();
        if (comparison != null) {
            facts.add(Map.entry("Base", comparison.base() + " (" + comparison.commit() + ")"));
        }
        if (!evaluation.context().profile().isEmpty()) {
            facts.add(Map.entry("Profile", evaluation.context().profile()));
        }
        if (!evaluation.policies().isEmpty()) {
            facts.add(Map.entry("Date", PageData.day(evaluation).toString()));
        }
        for (Map.Entry<String, String> fact : facts) {
            html.element("div", () -> {
                html.text("dt", fact.getKey());
                html.text("dd", fact.getValue());
            });
        }
    }

    private void tiles() throws IOException {
        for (Severity severity : Severity.values()) {
            int number = heading.open().getOrDefault(severity, 0);
            Html.Content content = () -> {
                html.text("b", String.valueOf(number));
                html.text(severity.toString());
            };
            html.element(
                    "li",
                    () -> {
                        if (number == 0) {
                            html.element("span", content);
                        } else {
                            html.element("a", content, "href", "#severity=" + severity);
                        }
                    },
                    "class",
                    number == 0 ? "none" : severity.toString());
        }
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
            path(what.at(), what.at().toString());
        }
        for (String line : what.message().lines().toList()) {
            html.text("p", line);
        }
        if (!what.fix().isEmpty()) {
            html.element("p", () -> {
                html.text("b", "Fix: ");
                html.text(what.fix());
            });
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

    private void findings() throws IOException {
        if (evaluation.open().isEmpty()) {
            html.text("p", "No open finding.", "class", "good");
        }
        if (!listed.areAll()) {
            html.text("p", listed.sentence(), "class", "note");
        }
        html.element("form", () -> html.text(""), "id", "filters", "hidden", "", "aria-label", "Filter the findings");
        html.text("p", "", "id", "shown", "role", "status", "class", "note");
        html.element("noscript", this::linesToEdit);
        html.element("div", () -> html.text(""), "id", "list");
    }

    /** What a browser without scripts shows. */
    private void linesToEdit() throws IOException {
        List<LineToEdit> lines = evaluation.linesToEdit();
        if (!lines.isEmpty()) {
            html.text("p", "Lines to edit, those first that most findings go with:");
        }
        html.element("ul", () -> {
            for (LineToEdit line : lines.subList(0, Math.min(lines.size(), MOST_LINES))) {
                html.element("li", () -> lineToEdit(line));
            }
        });
        if (lines.size() > MOST_LINES) {
            html.text("p", "and " + (lines.size() - MOST_LINES) + " more lines");
        }
    }

    private void lineToEdit(LineToEdit line) throws IOException {
        path(line.at(), line.place());
        html.text(" " + String.join(" ", line.owners()));
        var said = new HashSet<String>();
        for (Finding finding : line.findings()) {
            if (said.add(finding.policy().id() + finding.advice())) {
                html.element("p", () -> {
                    html.text("span", finding.severity().toString(), "class", "badge " + finding.severity());
                    html.text(" " + finding.policy().title() + ". ");
                    html.text("b", "Fix: ");
                    html.text(finding.advice());
                });
            }
        }
    }

    /** A link to the commit where one is known. */
    private void path(SourceLocation at, String text) throws IOException {
        String address = checkout.links().of(at).orElse("");
        if (address.isEmpty()) {
            html.text("code", text);
        } else {
            html.text("a", text, "class", "path", "href", address);
        }
    }

    /** What is folded, each with its number; the script makes what is inside. */
    private void parts() throws IOException {
        part("not-evaluated", "Not evaluated", evaluation.ledger().notEvaluatedCount());
        long missing =
                evaluation.missing().stream().filter(input -> !input.isNamed()).count();
        part("missing", "Missing inputs", (int) missing);
        part("environments", "Environments", Counts.environments(evaluation).size());
        part("identities", "Identities", evaluation.identities().size());
        part("branches", "Branches not taken", evaluation.openBranches().size());
        boolean hasControls = evaluation.policies().stream()
                .flatMap(policy -> policy.references().stream())
                .anyMatch(reference -> reference.isControl());
        part("compliance", "Compliance", hasControls ? -1 : 0);
        int suppressed = evaluation.suppressed().size();
        part("exemptions", "Exemptions and baseline", suppressed);
        part("notes", "Notes", evaluation.ledger().notes().size());
    }

    /** @param count 0 for nothing to show, -1 for what has no number */
    private void part(String id, String title, int count) throws IOException {
        if (count == 0) {
            return;
        }
        html.element(
                "details",
                () -> html.element("summary", () -> {
                    html.text("h2", title);
                    if (count > 0) {
                        html.text("span", String.valueOf(count), "class", "count");
                    }
                }),
                "id",
                id,
                "class",
                "part",
                "hidden",
                "");
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
