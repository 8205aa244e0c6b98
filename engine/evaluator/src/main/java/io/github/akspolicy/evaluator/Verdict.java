package io.github.akspolicy.evaluator;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Outcome;
import io.github.akspolicy.report.ConsoleLine;
import io.github.akspolicy.report.ConsoleText;
import io.github.akspolicy.report.EvaluationText;
import java.io.Serializable;
import java.util.List;
import java.util.TreeMap;

/**
 * What a console shows of an evaluation, and whether the build fails: a build of one module needs nothing else of it.
 *
 * @param outcome whether it passed
 * @param sentence the last sentence
 * @param resources how many resources were evaluated
 * @param weakensGate whether a finding that fails is one about the gate itself
 * @param details the open findings
 * @param summary the numbers, the problems and the last sentence
 * @param calls the calls to Helm, a line for each release
 */
public record Verdict(
        Outcome outcome,
        String sentence,
        int resources,
        boolean weakensGate,
        List<ConsoleLine> details,
        List<ConsoleLine> summary,
        List<String> calls)
        implements Serializable {
    /** @param inFull whether each finding is shown in full, however many there are */
    static Verdict of(Evaluation evaluation, boolean inFull) {
        List<Finding> failing =
                evaluation.findings().stream().filter(Finding::fails).toList();
        return new Verdict(
                evaluation.outcome(),
                EvaluationText.sentence(evaluation),
                evaluation.ledger().resources(),
                failing.stream().anyMatch(Finding::isAboutGate),
                ConsoleText.details(evaluation, inFull),
                ConsoleText.summary(evaluation),
                evaluation.ledger().releases().stream()
                        .filter(release -> !release.renders().isEmpty())
                        .map(release -> "calls to Helm for " + release.id() + " of "
                                + release.id().source() + ": " + new TreeMap<>(release.renders()))
                        .toList());
    }
}
