package io.github.akspolicy.maven;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.InputProblem;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.report.EvaluationText;
import io.github.akspolicy.report.FindingsOverview;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.maven.plugin.logging.Log;

/**
 * Shows an evaluation in Maven's log. A block is one message: it stays together when modules are built in parallel, and
 * Maven marks its first line only.
 */
final class Console {
    private static final String LEVEL = "[ERROR] ";
    private static final long QUIET_NANOS = Duration.ofSeconds(2).toNanos();

    private final Log log;

    Console(Log log) {
        this.log = log;
    }

    /**
     * The open findings and every problem.
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
        problems(evaluation);
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

    /** The table and the last sentence. */
    void summary(Evaluation evaluation) {
        log.info("");
        EvaluationText.summary(evaluation).forEach(log::info);
        log.info("");
    }

    /** Speaks up when an evaluation takes long. */
    Progress progress() {
        return progress(System::nanoTime);
    }

    Progress progress(LongSupplier nanoTime) {
        long[] spoke = {nanoTime.getAsLong()};
        return (release, index, total) -> {
            long now = nanoTime.getAsLong();
            if (now - spoke[0] > QUIET_NANOS) {
                spoke[0] = now;
                log.info("release " + index + " of " + total + ": " + release);
            }
        };
    }

    private static String text(List<String> block) {
        return String.join(System.lineSeparator(), block) + System.lineSeparator();
    }
}
