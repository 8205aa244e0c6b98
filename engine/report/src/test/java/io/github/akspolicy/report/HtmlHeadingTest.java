package io.github.akspolicy.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.EvaluationSamples;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Ledger;
import io.github.akspolicy.evaluate.Thresholds;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.report.HtmlHeading.Look;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A page is green where nothing of weight is open, and nowhere else. */
class HtmlHeadingTest {
    private static final Evaluation STORE = EvaluationSamples.store();

    private static HtmlHeading heading(List<Finding> findings, Thresholds thresholds) {
        return new HtmlHeading(new Evaluation(findings, List.of(), STORE.ledger(), STORE.policies(), thresholds));
    }

    private static List<Finding> thatPass(Severity severity) {
        return EvaluationSamples.many(8).findings().stream()
                .map(finding -> new Finding(
                        finding.policy(), severity, null, finding.message(), finding.occurrences(), List.of(), false))
                .distinct()
                .toList();
    }

    @Test
    void criticalFindingsThatNothingFailsForAreNotAPass() {
        HtmlHeading never = heading(thatPass(Severity.CRITICAL), new Thresholds(null, null));
        assertThat(never.words()).isEqualTo("Not enforced: 8 critical findings open");
        assertThat(never.look()).isEqualTo(Look.WARNS);
        assertThat(never.sentence())
                .isEqualTo("72 resources evaluated. None of 8 open findings fails the build (failOn: never).");
    }

    @ParameterizedTest
    @EnumSource(names = {"CRITICAL", "HIGH"})
    void neitherAreThoseThatABaseOrASettingLetsPass(Severity severity) {
        HtmlHeading tolerated = heading(thatPass(severity), Thresholds.DEFAULT);
        assertThat(tolerated.words()).isEqualTo("Passed with 8 " + severity + " findings open");
        assertThat(tolerated.look()).isEqualTo(Look.WARNS);
    }

    @Test
    void whatIsBelowTheThresholdPasses() {
        HtmlHeading low = heading(thatPass(Severity.LOW), Thresholds.DEFAULT);
        assertThat(low.words()).isEqualTo("Passed");
        assertThat(low.look()).isEqualTo(Look.PASSES);
        assertThat(heading(thatPass(Severity.LOW), new Thresholds(null, null)).words())
                .isEqualTo("Not enforced: 8 findings");
        assertThat(heading(thatPass(Severity.LOW), new Thresholds(null, null)).look())
                .isEqualTo(Look.WARNS);
    }

    @Test
    void nothingOpenPassesWhateverFails() {
        assertThat(new HtmlHeading(EvaluationSamples.compliant()).words()).isEqualTo("Passed");
        assertThat(new HtmlHeading(EvaluationSamples.compliant()).look()).isEqualTo(Look.PASSES);
        assertThat(heading(List.of(), new Thresholds(null, null)).look()).isEqualTo(Look.PASSES);
    }

    @Test
    void whatWasNotEvaluatedIsNoPassOfAll() {
        var passedOver = new HtmlHeading(EvaluationSamples.passedOver());
        assertThat(passedOver.words()).isEqualTo("Passed what was evaluated");
        assertThat(passedOver.look()).isEqualTo(Look.WARNS);
        assertThat(passedOver.sentence()).endsWith("1 input was not evaluated.");
    }

    @Test
    void neitherIsWhatLacksAnInput() {
        var lacking = new HtmlHeading(EvaluationSamples.lacking());
        assertThat(lacking.words()).isEqualTo("Passed what was evaluated");
        assertThat(lacking.look()).isEqualTo(Look.WARNS);
        assertThat(lacking.sentence()).endsWith("2 resources lack inputs that some policies need.");
    }

    @Test
    void failuresAndErrorsAreRed() {
        HtmlHeading failed = heading(STORE.findings(), Thresholds.DEFAULT);
        assertThat(failed.words()).isEqualTo("Failed: 2 findings fail the build");
        assertThat(failed.look()).isEqualTo(Look.FAILS);
        assertThat(failed.sentence()).contains("2 of 5 open findings fail the build (failOn: high).");
        assertThat(new HtmlHeading(STORE).words()).isEqualTo("Failed with errors");
        assertThat(new HtmlHeading(STORE).sentence()).contains("2 problems make the result incomplete.");
        var bare = new HtmlHeading(
                new Evaluation(List.of(), STORE.problems(), new Ledger(List.of()), List.of(), Thresholds.NONE));
        assertThat(bare.sentence()).isEqualTo("2 problems. Nothing was evaluated.");
    }

    @Test
    void anEmptyFolderIsNoPass() {
        var empty = new HtmlHeading(
                new Evaluation(List.of(), List.of(), new Ledger(List.of()), List.of(), Thresholds.DEFAULT));
        assertThat(empty.words()).isEqualTo("Nothing to evaluate");
        assertThat(empty.look()).isEqualTo(Look.WARNS);
    }
}
