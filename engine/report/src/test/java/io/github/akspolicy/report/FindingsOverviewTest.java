package io.github.akspolicy.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.EvaluationSamples;
import io.github.akspolicy.evaluate.ExemptionRules;
import io.github.akspolicy.evaluate.LineToEdit;
import io.github.akspolicy.report.FindingsOverview.Block;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Few findings are told in full, of many each line to edit. */
class FindingsOverviewTest {
    private static final ExemptionRules.Owners OWNERS = new ExemptionRules.Owners() {
        @Override
        public Optional<String> refusal(String path) {
            return Optional.empty();
        }

        @Override
        public List<String> of(String path) {
            return path.endsWith("-1.yaml") ? List.of("@contoso/web", "@ann") : List.of();
        }
    };

    private static List<String> lines(Evaluation evaluation, boolean inFull) {
        return FindingsOverview.blocks(evaluation, inFull).stream()
                .map(Block::lines)
                .flatMap(List::stream)
                .toList();
    }

    @Test
    void fewFindingsAreToldInFull() {
        Evaluation store = EvaluationSamples.store();

        assertThat(lines(store, false)).isEqualTo(lines(store, true));
        assertThat(FindingsOverview.blocks(store, false))
                .hasSameSizeAs(store.open())
                .allSatisfy(block -> assertThat(block.lines()).anyMatch(line -> line.contains("fix: ")));
    }

    @Test
    void ofManyEachLineToEditIsOneLine() {
        Evaluation many = EvaluationSamples.owned(7, OWNERS);

        List<Block> blocks = FindingsOverview.blocks(many, false);
        assertThat(blocks).hasSize(1);
        assertThat(blocks.get(0).fails()).isTrue();
        assertThat(blocks.get(0).lines())
                .hasSize(9)
                .startsWith(
                        "the lines to edit by chart and folder; every finding in full: the reports, or -Daks-policy.console=full",
                        "  deploy/store: 21 findings on 7 lines, 7 fail; owners: @contoso/web @ann",
                        "    k8s/service-0.yaml:1   critical pod/seccomp-profile (3 findings)");
        assertThat(FindingsOverview.blocks(many, true)).hasSize(21);
    }

    @Test
    void aLogHasAnEnd() {
        List<String> lines = lines(EvaluationSamples.many(500), false);

        assertThat(lines).hasSize(61);
        assertThat(lines.get(1)).isEqualTo("  deploy/store: 1500 findings on 500 lines, 500 fail");
    }

    @Test
    void theLineThatMostFindingsGoWithIsTheFirst() {
        Evaluation store = EvaluationSamples.store();
        List<LineToEdit> lines = store.linesToEdit();

        assertThat(lines.stream().mapToLong(line -> line.findings().size()).sum())
                .isEqualTo(store.open().size());
        assertThat(lines).isSortedAccordingTo(LineToEdit.ORDER);
        Evaluation many = EvaluationSamples.owned(3, OWNERS);
        assertThat(many.linesToEdit())
                .extracting(LineToEdit::place, line -> line.findings().size(), LineToEdit::failing)
                .containsExactly(
                        tuple("k8s/service-0.yaml:1", 3, 1L),
                        tuple("k8s/service-1.yaml:2", 3, 1L),
                        tuple("k8s/service-2.yaml:3", 3, 1L));
        assertThat(many.owners()).containsOnlyKeys("k8s/service-1.yaml");
    }
}
