package io.github.akspolicy.run;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.InputProblem;
import io.github.akspolicy.report.EvaluationText;
import io.github.akspolicy.report.FindingsOverview;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows an evaluation, each block as one message: it stays together when modules are built in parallel, and the log marks its
 * first line only.
 */
public final class Console {
    private static final String LEVEL = "[ERROR] ";

    private final Output log;

    public Console(Output log) {
        this.log = log;
    }

    /**
     * The open findings.
     *
     * @param inFull whether each finding is told in full, however many there are
     */
    public void details(Evaluation evaluation, boolean inFull) {
        for (FindingsOverview.Block block : FindingsOverview.blocks(evaluation, inFull)) {
            if (block.fails()) {
                log.error(text(block.lines()));
            } else {
                log.warn(text(block.lines()));
            }
        }
    }

    /** Every problem. */
    public void problems(Evaluation evaluation) {
        for (InputProblem problem : evaluation.problems()) {
            var block = new ArrayList<>(EvaluationText.problem(problem));
            String heading = block.get(0);
            // the text brings the level for consoles that know none
            block.set(0, heading.startsWith(LEVEL) ? heading.substring(LEVEL.length()) : heading);
            log.error(text(block));
        }
    }

    /** The numbers, every problem and the last sentence: what is at the end of a log is read first. */
    public void summary(Evaluation evaluation) {
        log.info("");
        EvaluationText.numbers(evaluation).forEach(log::info);
        log.info("");
        problems(evaluation);
        log.info(EvaluationText.sentence(evaluation));
        log.info("");
    }

    private static String text(List<String> block) {
        return String.join(System.lineSeparator(), block) + System.lineSeparator();
    }
}
