package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Outcome;
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
     * @param inFull whether each finding is told in full, however many there are
     */
    public static List<ConsoleLine> details(Evaluation evaluation, boolean inFull) {
        return FindingsOverview.blocks(evaluation, inFull).stream()
                .map(block -> line(block.fails() ? Level.ERROR : Level.WARNING, block.lines()))
                .toList();
    }

    /** Every problem. */
    public static List<ConsoleLine> problems(Evaluation evaluation) {
        Level level = evaluation.outcome() == Outcome.ERROR ? Level.ERROR : Level.WARNING;
        return evaluation.problems().stream()
                .map(problem -> line(level, EvaluationText.problem(problem)))
                .toList();
    }

    /** The numbers, every problem and the last sentence: what is at the end of a log is read first. */
    public static List<ConsoleLine> summary(Evaluation evaluation) {
        var lines = new ArrayList<ConsoleLine>();
        lines.add(info(""));
        EvaluationText.numbers(evaluation).forEach(number -> lines.add(info(number)));
        lines.add(info(""));
        lines.addAll(problems(evaluation));
        List<String> first = Urgency.first(evaluation);
        if (!first.isEmpty()) {
            var block = new TextLines();
            block.add("", "What to do first:");
            first.forEach(line -> block.add("  ", line));
            lines.add(line(Level.INFO, block.lines()));
        }
        lines.add(info(EvaluationText.sentence(evaluation)));
        lines.add(info(""));
        return List.copyOf(lines);
    }

    private static ConsoleLine info(String text) {
        return new ConsoleLine(Level.INFO, text);
    }

    private static ConsoleLine line(Level level, List<String> block) {
        return new ConsoleLine(level, String.join(System.lineSeparator(), block) + System.lineSeparator());
    }
}
