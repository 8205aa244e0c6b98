package io.github.akspolicy.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.EvaluationSamples;
import io.github.akspolicy.evaluate.JsonTree;
import java.util.List;
import org.junit.jupiter.api.Test;

class SarifTaxonomiesTest {
    private static final Evaluation STORE = EvaluationSamples.store();
    private static final Object RUN = JsonTree.list(JsonTree.parse(Written.as(ReportFormat.SARIF, STORE)), "runs")
            .get(0);

    @Test
    void theControlsThatPoliciesAnswerAreTaxa() {
        assertThat(JsonTree.list(RUN, "taxonomies")).singleElement().satisfies(standard -> {
            assertThat(JsonTree.get(standard, "name")).isEqualTo("Pod Security Standards, restricted");
            assertThat(JsonTree.list(standard, "taxa")).singleElement().satisfies(control -> {
                assertThat(JsonTree.get(control, "id")).isEqualTo("seccomp-restricted");
                assertThat(JsonTree.get(control, "shortDescription", "text")).isEqualTo("Seccomp");
            });
        });
        assertThat(JsonTree.list(RUN, "tool", "driver", "supportedTaxonomies"))
                .extracting(standard -> JsonTree.get(standard, "name"))
                .containsExactly("Pod Security Standards, restricted");
    }

    /** A check of another tool is no control: the help of the rule names it, and nothing is grouped by it. */
    @Test
    void aRuleNamesItsControlsAlone() {
        List<String> ids = STORE.policies().stream().map(ActivePolicy::id).toList();
        for (String id : ids) {
            Object rule = JsonTree.list(RUN, "tool", "driver", "rules").get(ids.indexOf(id));
            if (id.equals("pod/seccomp-profile")) {
                assertThat(JsonTree.get(rule, "relationships", 0, "target", "id"))
                        .isEqualTo("seccomp-restricted");
                assertThat(JsonTree.get(rule, "relationships", 0, "target", "toolComponent", "name"))
                        .isEqualTo("Pod Security Standards, restricted");
            } else {
                assertThat(rule.toString()).as(id).doesNotContain("relationships");
            }
        }
    }
}
