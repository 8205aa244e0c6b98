package io.github.akspolicy.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.EvaluationSamples;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.JsonTree;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reports stay of a size that can be written, and say what they leave out. */
class ListedFindingsTest {
    @Test
    void allAreListedOfAnyOrdinaryEvaluation() {
        for (Evaluation evaluation : new Evaluation[] {
            EvaluationSamples.store(), EvaluationSamples.debt(), EvaluationSamples.many(200), EvaluationSamples.drawn()
        }) {
            ListedFindings listed = ListedFindings.of(evaluation);
            assertThat(listed.areAll()).isTrue();
            assertThat(listed.findings()).isEqualTo(evaluation.findings());
            assertThat(listed.sentence()).isEmpty();
        }
    }

    @Test
    void theWorstAreListedAndTheOthersCounted() {
        Evaluation evaluation = EvaluationSamples.many(200);
        ListedFindings listed = ListedFindings.of(evaluation, 50_000);
        assertThat(listed.findings()).isNotEmpty().isSubsetOf(evaluation.findings());
        assertThat(listed.findings().get(0)).isEqualTo(evaluation.findings().get(0));
        int left =
                listed.leftOut().values().stream().mapToInt(Integer::intValue).sum();
        assertThat(left + listed.findings().size())
                .isEqualTo(evaluation.findings().size());
        assertThat(listed.sentence()).startsWith(left + " more findings are not described");
        assertThat(listed.failing()).isEqualTo((int) evaluation.findings().stream()
                .filter(Finding::fails)
                .filter(finding -> !listed.findings().contains(finding))
                .count());
    }

    @Test
    void theReportIsBoundedAndTellsItsOutcomeOfAll() throws IOException {
        Evaluation evaluation = EvaluationSamples.many(40_000);
        var text = new StringWriter();
        JsonReport.write(evaluation, text);
        assertThat(text.getBuffer().length()).isBetween(10_000_000, 45_000_000);
        Object report = JsonTree.parse(text.toString());
        assertThat(JsonTree.get(report, "outcome"))
                .isEqualTo(evaluation.outcome().toString());
        assertThat(String.valueOf(JsonTree.get(report, "leftOut", "message"))).contains("more findings");
        assertThat((Map<?, ?>) JsonTree.get(report, "leftOut", "findings")).isNotEmpty();
    }
}
