package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Change;
import io.github.akspolicy.evaluate.Comparison;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.InputProblem;
import io.github.akspolicy.evaluate.LineToEdit;
import io.github.akspolicy.evaluate.MissingInput;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.evaluate.Suppression;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.report.Counts.State;
import io.github.akspolicy.source.SourceLocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The evaluation as Markdown for the summary of a job: what fails, where, in which environments. It shows the worst first
 * and, where the CI system would show no more, how many the rest are. Nothing of the input is markup: see {@link Markdown}.
 */
public final class MarkdownSummary {
    /** Bytes of a summary: GitHub refuses what is longer. Source: GitHub's documentation, "Workflow commands", job summaries. */
    public static final int LIMIT = 1 << 20;

    /** Kept for the lines that count what is left out. */
    private static final int RESERVE = 2048;

    private static final int LONGEST_TEXT = 500;
    private static final int MOST_LINES = 10;

    private final Evaluation evaluation;
    private final SourceLinks links;
    private final StringBuilder out = new StringBuilder();
    private int room;

    private MarkdownSummary(Evaluation evaluation, SourceLinks links, int limit) {
        this.evaluation = evaluation;
        this.links = links;
        this.room = limit - RESERVE;
    }

    /**
     * Writes the summary, {@link #LIMIT} bytes of UTF-8 at most.
     *
     * @throws IOException from {@code out}
     */
    public static void write(Evaluation evaluation, Appendable out) throws IOException {
        out.append(of(evaluation, SourceLinks.NONE, LIMIT));
    }

    /**
     * The summary with links to the lines where the variables of a CI system say where the repository is.
     *
     * @param environment such as {@link System#getenv()}
     * @param limit the bytes of UTF-8 that it may have
     */
    public static String of(Evaluation evaluation, Map<String, String> environment, int limit) {
        return of(evaluation, SourceLinks.of(environment), limit);
    }

    /**
     * The summary.
     *
     * @param links what makes a place a link
     * @param limit the bytes of UTF-8 that it may have
     * @return the empty string when {@code limit} leaves no room for anything
     */
    static String of(Evaluation evaluation, SourceLinks links, int limit) {
        if (limit <= RESERVE) {
            return "";
        }
        return new MarkdownSummary(evaluation, links, limit).text();
    }

    private String text() {
        add("## aks-policy: " + evaluation.outcome().toString() + "\n\n");
        add(EvaluationText.sentence(evaluation) + "\n\n");
        gate();
        compared();
        environments();
        problems();
        findings();
        lines();
        matrix();
        fixed();
        vendorDebt();
        rest();
        notes();
        return out.toString();
    }

    /** Whether there was room. */
    private boolean add(String block) {
        int length = block.getBytes(StandardCharsets.UTF_8).length;
        if (length > room) {
            return false;
        }
        room -= length;
        out.append(block);
        return true;
    }

    /** As many blocks as there is room for, below a heading, and a line that counts the others. */
    private void list(String heading, List<String> blocks, String whatIsLeft) {
        if (blocks.isEmpty()) {
            return;
        }
        int written = 0;
        if (add("### " + heading + "\n\n")) {
            while (written < blocks.size() && add(blocks.get(written))) {
                written++;
            }
        }
        if (written < blocks.size()) {
            // from the reserve
            out.append("- and ")
                    .append(blocks.size() - written)
                    .append(' ')
                    .append(whatIsLeft)
                    .append('\n');
        }
        out.append('\n');
    }

    /** Before all tables: what it lets pass is in none of them. */
    private void gate() {
        List<Finding> weaker =
                evaluation.annotated().stream().filter(Finding::isAboutGate).toList();
        list(
                "This change makes the gate weaker",
                weaker.stream().map(this::finding).toList(),
                "more that make the gate weaker: the log has all");
    }

    private void compared() {
        Comparison comparison = evaluation.comparison();
        if (comparison == null) {
            return;
        }
        String counts = Arrays.stream(Change.values())
                .map(change -> evaluation.open().stream()
                                .filter(finding -> finding.change() == change)
                                .count()
                        + " " + change)
                .collect(Collectors.joining(", "));
        add("Compared with " + Markdown.code(comparison.base()) + " (" + Markdown.code(comparison.commit()) + "): **"
                + counts + ", " + comparison.fixed().size() + " fixed**"
                + (comparison.onlyNew() ? "; only new and incomparable ones fail and are listed" : "") + ".\n\n");
        comparison
                .incomparable()
                .forEach(reason -> add("- cannot compare: " + Markdown.text(shortened(reason)) + "\n"));
        add("\n");
    }

    private void environments() {
        List<List<String>> table = EvaluationText.table(evaluation);
        var text = new StringBuilder(Markdown.row(table.get(0)));
        text.append(Markdown.row(table.get(0).stream()
                .map(title -> title.equals(table.get(0).get(0)) ? "---" : "---:")
                .toList()));
        for (List<String> row : table.subList(1, table.size())) {
            text.append(Markdown.row(row.stream().map(Markdown::text).toList()));
        }
        add(text.append('\n').toString());
    }

    private void problems() {
        list(
                "Problems: the result is incomplete",
                evaluation.problems().stream().map(this::problem).toList(),
                "more problems: the log has all");
        list(
                "Not evaluated for want of input",
                evaluation.missing().stream()
                        .filter(missing -> !missing.isNamed())
                        .map(MissingInput::line)
                        .map(line -> "- " + Markdown.text(shortened(line)) + "\n")
                        .toList(),
                "more");
        list(
                "Branches not taken",
                evaluation.openBranches().stream()
                        .map(branches -> "- " + Markdown.text(shortened(branches.text())) + "\n")
                        .toList(),
                "more");
        list(
                "Not evaluated",
                evaluation.ledger().notEvaluated().stream()
                        .map(passedOver -> "- " + Markdown.text(shortened(passedOver.toString())) + "\n")
                        .toList(),
                "more: the reports have all");
    }

    /** How Helm ran, what it warned of: nothing is wrong with it, and a reader may want to know. */
    private void notes() {
        list(
                "Notes",
                evaluation.ledger().notes().stream()
                        .map(note -> "- " + Markdown.text(shortened(note)) + "\n")
                        .toList(),
                "more notes: the reports have all");
    }

    private String problem(InputProblem problem) {
        SourceLocation at = problem.problem().at();
        String fix = problem.problem().fix();
        return "- " + (at == null ? "" : place(at) + " ")
                + Markdown.text(shortened(problem.problem().message().replace('\n', ' ')))
                + (fix.isEmpty() ? "" : "; fix: " + Markdown.text(shortened(fix)))
                + "\n";
    }

    private void findings() {
        List<Finding> shown = evaluation.annotated().stream()
                .filter(finding -> !finding.isAboutGate())
                .toList();
        for (Severity severity : Severity.values()) {
            List<Finding> some = shown.stream()
                    .filter(finding -> finding.severity() == severity)
                    .toList();
            list(some.size() + " " + severity, some.stream().map(this::finding).toList(), "more " + severity + " ones");
        }
    }

    /** Where one edit makes several findings go. */
    private void lines() {
        List<LineToEdit> lines = evaluation.linesToEdit().stream()
                .filter(line -> line.findings().size() > 1)
                .limit(MOST_LINES)
                .toList();
        if (lines.isEmpty()) {
            return;
        }
        boolean hasOwners = lines.stream().anyMatch(line -> !line.owners().isEmpty());
        var titles = new ArrayList<>(List.of("line to edit", "findings that go"));
        if (hasOwners) {
            titles.add("owners");
        }
        var text = new StringBuilder("### Lines to edit first\n\n" + Markdown.row(titles)
                + Markdown.row(titles.stream().map(title -> "---").toList()));
        for (LineToEdit line : lines) {
            var cells =
                    new ArrayList<>(List.of(place(line.at()), line.findings().size() + ", the worst " + line.worst()));
            if (hasOwners) {
                // as code: a name with @ would notify its owner
                cells.add(Markdown.code(shortened(String.join(" ", line.owners()))));
            }
            text.append(Markdown.row(cells));
        }
        add(text.append('\n').toString());
    }

    private String finding(Finding finding) {
        Change change = finding.change();
        String where = FindingText.environments(finding);
        return "- " + (finding.fails() ? "**fails** " : "") + (change == null ? "" : change + ": ")
                + Markdown.code(finding.policy().id()) + " at " + place(finding.location()) + "  \n  "
                + Markdown.text(shortened(FindingText.subject(finding))) + ": "
                + Markdown.text(shortened(FindingText.statement(finding)))
                + (where.isEmpty() ? "" : "  \n  " + Markdown.text(shortened(where)))
                + "  \n  fix: " + Markdown.text(shortened(finding.advice())) + "\n";
    }

    /** The line to edit, as a link where there is an address. */
    private String place(SourceLocation at) {
        String code = Markdown.code(shortened(at.path()) + ":" + at.line());
        return links.of(at).map(address -> "[" + code + "](" + address + ")").orElse(code);
    }

    /** Policies that do not simply pass, in each environment. */
    private void matrix() {
        List<String> environments = Counts.environments(evaluation);
        var rows = new ArrayList<String>();
        for (var policy : evaluation.policies()) {
            List<Counts> counts = environments.stream()
                    .map(environment -> Counts.of(evaluation, policy.id(), environment))
                    .toList();
            if (counts.stream().anyMatch(one -> one.state() != State.IDLE && one.state() != State.PASS)) {
                var cells = new ArrayList<String>();
                cells.add(Markdown.code(policy.id()));
                counts.forEach(one -> cells.add(one.words()));
                rows.add(Markdown.row(cells));
            }
        }
        if (rows.isEmpty()) {
            return;
        }
        var header = new ArrayList<String>(List.of("policy"));
        environments.forEach(name -> header.add(Markdown.text(shortened(name))));
        if (!add("### Where: resources that fail, of those that a policy applies to\n\n" + Markdown.row(header)
                + Markdown.row(header.stream().map(name -> "---").toList()))) {
            return;
        }
        long left = rows.stream().filter(row -> !add(row)).count();
        out.append(left == 0 ? "\n" : "\nand " + left + " more policies: the reports have all\n\n");
    }

    private void fixed() {
        Comparison comparison = evaluation.comparison();
        if (comparison != null) {
            list(
                    comparison.fixed().size() + " fixed",
                    comparison.fixed().stream()
                            .map(finding ->
                                    "- " + Markdown.code(finding.policy().id()) + " "
                                            + Markdown.text(shortened(FindingText.subject(finding))) + "\n")
                            .toList(),
                    "more fixed ones");
        }
    }

    private void vendorDebt() {
        list(
                "In third-party charts",
                evaluation.vendorDebt().stream()
                        .map(debt -> "- " + Markdown.text(shortened(debt.text())) + "\n")
                        .toList(),
                "more charts");
    }

    private void rest() {
        int before = evaluation.open().size() - evaluation.annotated().size();
        if (before > 0) {
            out.append(before).append(" more were there before: the reports list them.\n\n");
        }
        long accepted = evaluation.suppressed().stream()
                .map(Finding::suppression)
                .filter(one -> one != null && one.type() != Suppression.Type.VENDOR)
                .count();
        if (accepted > 0) {
            out.append(accepted).append(" are exempt or in the baseline: the reports list them.\n\n");
        }
    }

    /** Readable text is far shorter; one hostile name may not take the room of all findings. */
    private static String shortened(String text) {
        String safe = SafeText.line(text);
        if (safe.length() <= LONGEST_TEXT) {
            return safe;
        }
        int end = Character.isHighSurrogate(safe.charAt(LONGEST_TEXT - 1)) ? LONGEST_TEXT - 1 : LONGEST_TEXT;
        return safe.substring(0, end) + "...";
    }
}
