package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Change;
import io.github.akspolicy.evaluate.Comparison;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.InputProblem;
import io.github.akspolicy.evaluate.OpenBranches;
import io.github.akspolicy.evaluate.Outcome;
import io.github.akspolicy.evaluate.Suppression;
import io.github.akspolicy.evaluate.VendorDebt;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.source.NotEvaluated;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.ReleaseId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is said of a whole evaluation: the numbers, every problem and one last sentence. */
public final class EvaluationText {
    private static final int INDENT = 2;

    /** Lines about what was not evaluated: the log of a large repository stays readable, the reports have all. */
    private static final int SHOWN = 10;

    /** A page wraps lines itself. */
    private static final Screen PAGE = new Screen(Integer.MAX_VALUE, Screen.PLAIN.painter(), Screen.PLAIN.files());

    private EvaluationText() {}

    /** The block of one problem: {@code path:line:column message}, the fix and the releases it concerns. */
    static List<ConsolePart> problem(InputProblem problem) {
        var parts = new ArrayList<ConsolePart>();
        Problem what = problem.problem();
        // Helm's messages have several lines; indented they cannot pass for a line of ours
        List<String> message = what.message().lines().toList();
        Row first = what.at() == null
                ? Row.of(0, "")
                : Row.of(0, TextStyle.PATH, what.at().toString()).plain(" ");
        parts.add(first.plain(message.isEmpty() ? "" : message.get(0)));
        message.stream().skip(1).forEach(line -> parts.add(Row.of(2 * INDENT, line)));
        if (!what.fix().isEmpty()) {
            parts.add(Row.of(INDENT, "fix: " + what.fix()));
        }
        if (!problem.releases().isEmpty()) {
            parts.add(Row.of(
                    INDENT,
                    "not evaluated in: "
                            + problem.releases().stream()
                                    .map(ReleaseId::toString)
                                    .collect(Collectors.joining(", "))));
        }
        return parts;
    }

    /** The table of environments, what was not evaluated, and the last sentence. */
    public static List<String> summary(Evaluation evaluation) {
        var lines = new ArrayList<>(PAGE.lines(numbers(evaluation)));
        lines.add("");
        lines.add(sentence(evaluation));
        return lines;
    }

    /** The table of environments, and what was not evaluated: the summary without its last sentence. */
    static List<ConsolePart> numbers(Evaluation evaluation) {
        var parts = new ArrayList<>(SummaryTable.parts(evaluation));
        evaluation.missing().stream()
                .filter(missing -> !missing.isNamed())
                .forEach(missing -> parts.add(Row.of(INDENT, missing.line())));
        OpenBranches.lines(evaluation.openBranches()).forEach(line -> parts.add(Row.of(INDENT, line)));
        first(evaluation.ledger().notEvaluated(), EvaluationText::notEvaluated, "not evaluated", parts);
        first(evaluation.ledger().notes(), note -> "note: " + note, "note", parts);
        if (!evaluation.suppressed().isEmpty()) {
            parts.add(Row.of(0, suppressed(evaluation)));
        }
        for (VendorDebt debt : evaluation.vendorDebt()) {
            parts.add(Row.of(INDENT, "third-party chart " + debt.text()));
        }
        Comparison comparison = evaluation.comparison();
        if (comparison != null) {
            parts.add(Row.of(0, compared(evaluation, comparison)));
            comparison.incomparable().forEach(reason -> parts.add(Row.of(INDENT, "cannot compare: " + reason)));
        }
        return parts;
    }

    /** As many as a log takes; reports have all. */
    private static <T> void first(List<T> all, Function<T, String> text, String what, List<ConsolePart> parts) {
        all.stream().limit(SHOWN).forEach(one -> parts.add(Row.of(INDENT, text.apply(one))));
        if (all.size() > SHOWN) {
            parts.add(Row.of(INDENT, what + ": " + (all.size() - SHOWN) + " more; the reports list them"));
        }
    }

    /** The one line that says that something was passed over: {@code not evaluated: path:line:column: what and why}. */
    public static String notEvaluated(NotEvaluated passedOver) {
        return "not evaluated: " + passedOver;
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
        long all = evaluation.open().size();
        String threshold = evaluation.thresholds().isInForce()
                ? " (failOn: " + threshold(evaluation.thresholds().failOn()) + ")"
                : "";
        String findings = failing(failing, all) + " the build" + threshold;
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
                (gaps.isEmpty() ? "PASSED: " : "PASSED what was evaluated: ") + resources + ", " + findings + gaps
                        + ".";
            case FAILED -> "FAILED: " + resources + ", " + findings + gaps + ".";
            case ERROR ->
                "ERROR: " + count(evaluation.problems().size(), "problem", "problems") + ", the result is incomplete: "
                        + resources + ", " + findings + left + ".";
        };
    }

    private static String failing(long failing, long all) {
        if (failing == 0) {
            return all == 0
                    ? "no finding fails"
                    : all == 1 ? "1 finding does not fail" : "none of " + all + " findings fails";
        }
        String fail = failing == 1 ? " fails" : " fail";
        return failing == all
                ? count(failing, "finding", "findings") + fail
                : failing + " of " + all + " findings" + fail;
    }

    /** The word for a threshold in configuration and reports. */
    static String threshold(@Nullable Severity severity) {
        return severity == null ? "never" : severity.toString();
    }

    private static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
