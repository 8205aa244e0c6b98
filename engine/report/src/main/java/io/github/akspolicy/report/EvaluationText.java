package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Change;
import io.github.akspolicy.evaluate.Comparison;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.InputProblem;
import io.github.akspolicy.evaluate.Ledger;
import io.github.akspolicy.evaluate.OpenBranches;
import io.github.akspolicy.evaluate.Outcome;
import io.github.akspolicy.evaluate.Suppression;
import io.github.akspolicy.evaluate.VendorDebt;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.source.NotEvaluated;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.ReleaseId;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A whole evaluation for a console: every finding, every problem, a table and one last sentence. */
public final class EvaluationText {
    private static final String INDENT = "  ";

    /** Lines about what was not evaluated: the log of a large repository stays readable, the reports have all. */
    private static final int SHOWN = 10;

    private EvaluationText() {}

    /**
     * Writes everything, each line with a line feed.
     *
     * @throws IOException from {@code out}
     */
    static void write(Evaluation evaluation, Appendable out) throws IOException {
        for (String line : lines(evaluation)) {
            out.append(line).append('\n');
        }
    }

    /**
     * Findings, then the numbers, then problems and the last sentence, so that what matters most stands at the end of a log. Many
     * findings are told in short.
     */
    public static List<String> lines(Evaluation evaluation) {
        return lines(evaluation, false);
    }

    /**
     * The same.
     *
     * @param inFull whether each finding is told in full, however many there are
     */
    public static List<String> lines(Evaluation evaluation, boolean inFull) {
        var lines = new TextLines();
        for (FindingsOverview.Block block : FindingsOverview.blocks(evaluation, inFull)) {
            lines.add(
                    "", (block.fails() ? "[ERROR] " : "[WARN] ") + block.lines().get(0));
            lines.addAll(block.lines().subList(1, block.lines().size()));
            lines.blank();
        }
        lines.addAll(numbers(evaluation));
        lines.blank();
        String level = evaluation.outcome() == Outcome.ERROR ? "[ERROR] " : "[WARN] ";
        for (InputProblem problem : evaluation.problems()) {
            List<String> block = problem(problem);
            lines.add("", level + block.get(0));
            lines.addAll(block.subList(1, block.size()));
            lines.blank();
        }
        lines.add("", sentence(evaluation));
        return lines.lines();
    }

    /** The block of one problem: {@code path:line:column message}, the fix and the releases it concerns. */
    static List<String> problem(InputProblem problem) {
        var lines = new TextLines();
        Problem what = problem.problem();
        String at = what.at() == null ? "" : what.at() + " ";
        // Helm's messages have several lines; indented they cannot pass for a line of ours
        List<String> message = what.message().lines().toList();
        lines.add("", at + (message.isEmpty() ? "" : message.get(0)));
        message.stream().skip(1).forEach(line -> lines.add(INDENT + INDENT, line));
        if (!what.fix().isEmpty()) {
            lines.add(INDENT, "fix: " + what.fix());
        }
        if (!problem.releases().isEmpty()) {
            lines.add(
                    INDENT,
                    "not evaluated in: "
                            + problem.releases().stream()
                                    .map(ReleaseId::toString)
                                    .collect(Collectors.joining(", ")));
        }
        return lines.lines();
    }

    /** The table of environments, what the policies did, and the last sentence. */
    public static List<String> summary(Evaluation evaluation) {
        var lines = new TextLines();
        lines.addAll(numbers(evaluation));
        lines.blank();
        lines.add("", sentence(evaluation));
        return lines.lines();
    }

    /** The table of environments, what was not evaluated, and what the policies did: the summary without its last sentence. */
    public static List<String> numbers(Evaluation evaluation) {
        var lines = new TextLines();
        lines.addAll(SummaryTable.lines(evaluation));
        evaluation.missing().stream()
                .filter(missing -> !missing.isNamed())
                .forEach(missing -> lines.add(INDENT, missing.line()));
        OpenBranches.lines(evaluation.openBranches()).forEach(line -> lines.add(INDENT, line));
        first(evaluation.ledger().notEvaluated(), EvaluationText::notEvaluated, "not evaluated", lines);
        first(evaluation.ledger().notes(), note -> "note: " + note, "note", lines);
        lines.add("", policies(evaluation));
        if (!evaluation.suppressed().isEmpty()) {
            lines.add("", suppressed(evaluation));
        }
        for (VendorDebt debt : evaluation.vendorDebt()) {
            lines.add(INDENT, "third-party chart " + debt.text());
        }
        Comparison comparison = evaluation.comparison();
        if (comparison != null) {
            lines.add("", compared(evaluation, comparison));
            comparison.incomparable().forEach(reason -> lines.add(INDENT, "cannot compare: " + reason));
        }
        return lines.lines();
    }

    /** As many as a log takes; reports have all. */
    private static <T> void first(List<T> all, Function<T, String> text, String what, TextLines lines) {
        all.stream().limit(SHOWN).forEach(one -> lines.add(INDENT, text.apply(one)));
        if (all.size() > SHOWN) {
            lines.add(INDENT, what + ": " + (all.size() - SHOWN) + " more; the reports list them");
        }
    }

    /** The one line that says that something was passed over: {@code not evaluated: path:line:column: what and why}. */
    public static String notEvaluated(NotEvaluated passedOver) {
        return "not evaluated: " + passedOver;
    }

    private static String policies(Evaluation evaluation) {
        long judging = evaluation.policies().stream()
                .filter(policy -> judged(evaluation, policy.id()) > 0)
                .count();
        long judgements = evaluation.policies().stream()
                .mapToLong(policy -> judged(evaluation, policy.id()))
                .sum();
        long all = evaluation.policies().stream()
                .filter(ActivePolicy::judgesResources)
                .count();
        long idle = all - judging;
        return count(all, "policy", "policies") + " made " + count(judgements, "evaluation", "evaluations")
                + (idle == 0 ? "" : "; " + idle + " of them " + (idle == 1 ? "applies" : "apply") + " to no resource");
    }

    /** {@code Compared with origin/main (1a2b3c4): 1 new, 0 incomparable, 2 moved, 20 unchanged, 3 fixed}. */
    private static String compared(Evaluation evaluation, Comparison comparison) {
        var text = new StringBuilder("Compared with " + comparison.base() + " (" + comparison.commit() + "): ");
        for (Change change : Change.values()) {
            text.append(evaluation.open().stream()
                            .filter(finding -> finding.change() == change)
                            .count())
                    .append(' ')
                    .append(change)
                    .append(", ");
        }
        text.append(comparison.fixed().size()).append(" fixed");
        return text + (comparison.onlyNew() ? "; only new and incomparable ones fail" : "");
    }

    /** {@code 3 findings are suppressed: 2 exempt (the next ends on 2027-01-31), 1 in the baseline}. */
    private static String suppressed(Evaluation evaluation) {
        List<Suppression> all = evaluation.suppressed().stream()
                .map(Finding::suppression)
                .filter(Objects::nonNull)
                .toList();
        long exempt = all.stream()
                .filter(one -> one.type() == Suppression.Type.EXEMPTION)
                .count();
        String next = all.stream()
                .map(Suppression::until)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .map(day -> " (the next ends on " + day + ")")
                .orElse("");
        long vendor = all.stream()
                .filter(one -> one.type() == Suppression.Type.VENDOR)
                .count();
        return count(all.size(), "finding is", "findings are") + " suppressed: " + exempt + " exempt" + next + ", "
                + (all.size() - exempt - vendor) + " in the baseline"
                + (vendor == 0 ? "" : ", " + vendor + " in third-party charts") + "; the reports list them";
    }

    private static long judged(Evaluation evaluation, String policyId) {
        return evaluation.ledger().releases().stream()
                .flatMap(release -> Optional.ofNullable(release.policies().get(policyId)).stream())
                .mapToLong(Ledger.PolicyAccount::judgedCount)
                .sum();
    }

    /** The numbers of each environment: a header, then rows, the first cell a neutralised name. */
    public static List<List<String>> table(Evaluation evaluation) {
        return SummaryTable.rows(evaluation);
    }

    /** {@code FAILED: 40 resources, 3 findings fail the build (failOn: high).} */
    public static String sentence(Evaluation evaluation) {
        if (evaluation.outcome() == Outcome.ERROR
                && evaluation.findings().isEmpty()
                && evaluation.ledger().releases().isEmpty()) {
            return "ERROR: " + count(evaluation.problems().size(), "problem", "problems") + ", nothing was evaluated.";
        }
        long failing = evaluation.findings().stream().filter(Finding::fails).count();
        long others = evaluation.open().size() - failing;
        String threshold = evaluation.thresholds().isInForce()
                ? " (failOn: " + threshold(evaluation.thresholds().failOn()) + ")"
                : "";
        String findings = failing == 0
                ? "no finding fails the build" + threshold
                : count(failing, "finding fails", "findings fail") + " the build" + threshold;
        String below = others == 0 ? "" : ", " + count(others, "does", "do") + " not";
        int passedOver = evaluation.ledger().notEvaluatedCount();
        String left = passedOver == 0 ? "" : "; " + passedOver + " not evaluated";
        int unread = evaluation.problems().size();
        String gaps = (unread == 0 ? "" : "; " + count(unread, "problem", "problems") + ", named above") + left;
        int values = evaluation.ledger().values();
        String resources = count(evaluation.ledger().resources(), "resource", "resources")
                + (values == 0 ? "" : " and the values of " + count(values, "chart", "charts"));
        if (evaluation.outcome() == Outcome.PASSED
                && evaluation.thresholds().isTolerant()
                && evaluation.ledger().resources() + values == 0) {
            return "NOTHING TO EVALUATE: no chart, no manifest and no definition of a cluster.";
        }
        return switch (evaluation.outcome()) {
            case PASSED ->
                (gaps.isEmpty() ? "PASSED: " : "PASSED what was evaluated: ") + resources + ", " + findings + below
                        + gaps + ".";
            case FAILED -> "FAILED: " + resources + ", " + findings + below + gaps + ".";
            case ERROR ->
                "ERROR: " + count(evaluation.problems().size(), "problem", "problems") + ", the result is incomplete: "
                        + resources + ", " + findings + below + left + ".";
        };
    }

    /** The word for a threshold in configuration and reports. */
    static String threshold(@Nullable Severity severity) {
        return severity == null ? "never" : severity.toString();
    }

    private static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
