package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Outcome;
import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.report.ConsoleLine.Level;
import java.util.ArrayList;
import java.util.List;

/**
 * What a console shows of an evaluation, each block as one message: it stays together when modules are built in parallel, and the
 * log marks its first line only.
 */
public final class ConsoleText {
    private ConsoleText() {}

    /**
     * The open findings.
     *
     * @param inFull whether each finding is described in full, however many there are
     */
    public static List<ConsoleLine> details(Evaluation evaluation, boolean inFull) {
        return FindingsOverview.blocks(evaluation, inFull);
    }

    /** Every problem. */
    public static List<ConsoleLine> problems(Evaluation evaluation) {
        Level level = evaluation.outcome() == Outcome.ERROR ? Level.ERROR : Level.WARNING;
        return evaluation.problems().stream()
                .map(problem -> {
                    var parts = new ArrayList<>(EvaluationText.problem(problem));
                    parts.add(Row.BLANK);
                    return new ConsoleLine(level, parts);
                })
                .toList();
    }

    /** The numbers, every problem, the verdict and what can be done: what is at the end of a log is read first. */
    public static List<ConsoleLine> summary(Evaluation evaluation) {
        var lines = new ArrayList<ConsoleLine>();
        // a message of its own for each: a log marks every one
        EvaluationText.numbers(evaluation).forEach(number -> lines.add(new ConsoleLine(Level.INFO, List.of(number))));
        lines.add(ConsoleLine.info(Row.BLANK));
        lines.addAll(problems(evaluation));
        List<String> first = Urgency.first(evaluation);
        if (!first.isEmpty()) {
            var parts = new ArrayList<ConsolePart>();
            parts.add(Row.of(0, "What to do first:"));
            first.forEach(line -> parts.add(Row.of(2, line)));
            parts.add(Row.BLANK);
            lines.add(new ConsoleLine(Level.INFO, parts));
        }
        lines.add(verdict(evaluation));
        List<Finding> failing =
                evaluation.findings().stream().filter(Finding::fails).toList();
        failing.stream()
                .filter(finding -> !finding.isAboutGate())
                .findFirst()
                .map(worst -> "Read why and how: " + CommandText.command("explain") + " " + CommandText.option("policy")
                        + "=" + worst.policy().id())
                .ifPresent(hint -> lines.add(ConsoleLine.info(Row.of(0, hint))));
        long fixable = failing.stream().filter(Finding::mayBeFixed).count();
        // No promise. How many are fixed takes the renders of fix, one to seven times as long as the evaluation. In ten
        // repositories 61 had an edit and 60 were fixed: 4 fewer in one, and 3 more in another, by edits for other
        // findings.
        if (fixable > 0) {
            lines.add(ConsoleLine.info(Row.of(
                    0,
                    fixable + " of " + failing.size()
                            + (fixable == 1 ? " has" : " have")
                            + " an edit to try: " + CommandText.command("fix") + " (it keeps only what it proves)")));
        }
        return List.copyOf(lines);
    }

    private static ConsoleLine verdict(Evaluation evaluation) {
        String sentence = EvaluationText.sentence(evaluation);
        int end = sentence.indexOf(':');
        boolean passes = evaluation.outcome() == Outcome.PASSED;
        Row word = Row.of(0, passes ? TextStyle.PASSED : TextStyle.FAILED, sentence.substring(0, end));
        return ConsoleLine.info(word.plain(sentence.substring(end).replace("(failOn: ", "(failOn:" + Row.GLUE)));
    }
}
