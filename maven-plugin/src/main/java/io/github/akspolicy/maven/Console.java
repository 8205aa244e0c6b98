package io.github.akspolicy.maven;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.InputProblem;
import io.github.akspolicy.report.EvaluationText;
import io.github.akspolicy.report.FindingsOverview;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.logging.Log;

/**
 * Shows an evaluation in Maven's log. A block is one message: it stays together when modules are built in parallel, and
 * Maven marks its first line only.
 */
final class Console {
    private static final String LEVEL = "[ERROR] ";

    private final Log log;

    Console(Log log) {
        this.log = log;
    }

    /**
     * The open findings.
     *
     * @param inFull whether each finding is told in full, however many there are
     */
    void details(Evaluation evaluation, boolean inFull) {
        for (FindingsOverview.Block block : FindingsOverview.blocks(evaluation, inFull)) {
            if (block.fails()) {
                log.error(text(block.lines()));
            } else {
                log.warn(text(block.lines()));
            }
        }
    }

    /** Every problem. */
    void problems(Evaluation evaluation) {
        for (InputProblem problem : evaluation.problems()) {
            var block = new ArrayList<>(EvaluationText.problem(problem));
            String heading = block.get(0);
            // the text brings the level for consoles that know none
            block.set(0, heading.startsWith(LEVEL) ? heading.substring(LEVEL.length()) : heading);
            log.error(text(block));
        }
    }

    /** The numbers, every problem and the last sentence: what is at the end of a log is read first. */
    void summary(Evaluation evaluation) {
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
