package io.github.akspolicy.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.EvaluationSamples;
import io.github.akspolicy.evaluate.JsonTree;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GitLabCodeQualityTest {
    private static final Object STORE = JsonTree.parse(Written.as(ReportFormat.GITLAB, EvaluationSamples.store()));

    @Test
    void hasEverythingThatGitLabAsksFor() {
        assertThat((List<?>) STORE).hasSize(7).allSatisfy(entry -> {
            assertThat((String) JsonTree.get(entry, "description")).isNotBlank();
            assertThat((String) JsonTree.get(entry, "check_name")).isNotBlank();
            assertThat((String) JsonTree.get(entry, "fingerprint")).matches("[0-9a-f]{64}");
            assertThat(JsonTree.get(entry, "severity")).isIn(Set.of("info", "minor", "major", "critical", "blocker"));
            assertThat((String) JsonTree.get(entry, "location", "path"))
                    .isNotBlank()
                    .doesNotStartWith("./");
            assertThat((int) JsonTree.get(entry, "location", "lines", "begin")).isPositive();
        });
    }

    @Test
    void pointsAtTheLine() {
        Object rbac = JsonTree.get(STORE, 2);
        assertThat(JsonTree.get(rbac, "check_name")).isEqualTo("rbac/wildcard-rules");
        assertThat(JsonTree.get(rbac, "severity")).isEqualTo("blocker");
        assertThat(JsonTree.get(rbac, "location", "path")).isEqualTo("k8s/rbac.yaml");
        assertThat(JsonTree.get(rbac, "location", "lines", "begin")).isEqualTo(9);
        assertThat(JsonTree.get(rbac, "description"))
                .isEqualTo("ClusterRole store-admin: rules[0].verbs contains \"*\" | in: prod | "
                        + "fix: list the verbs and resources that are needed");
    }

    @Test
    void aProblemWithoutFileIsShownAtTheConfiguration() {
        assertThat(JsonTree.get(STORE, 1, "check_name")).isEqualTo("problem");
        assertThat(JsonTree.get(STORE, 1, "location", "path")).isEqualTo("aks-policy.yaml");
    }

    /** GitLab drops the second of two entries with one fingerprint. */
    @Test
    void fingerprintsAreUnique() {
        for (var evaluation :
                List.of(EvaluationSamples.store(), EvaluationSamples.many(25), EvaluationSamples.hostile("a"))) {
            assertThat((List<?>) JsonTree.parse(Written.as(ReportFormat.GITLAB, evaluation)))
                    .extracting(entry -> JsonTree.get(entry, "fingerprint"))
                    .doesNotHaveDuplicates();
        }
    }

    /** GitLab compares with the report of the target branch: a finding that is left out would be shown as resolved. */
    @Test
    void oldFindingsAreThereWhenOnlyNewOnesFail() {
        Evaluation store = EvaluationSamples.store();
        Evaluation compared = store.against(store, "origin/main", "1a2b3c4", true);
        assertThat(compared.annotated()).hasSizeLessThan(store.open().size());
        assertThat((List<?>) JsonTree.parse(Written.as(ReportFormat.GITLAB, compared)))
                .hasSameSizeAs((List<?>) STORE);
    }

    @Test
    void nothingWrongIsAnEmptyList() {
        assertThat((List<?>) JsonTree.parse(Written.as(ReportFormat.GITLAB, EvaluationSamples.compliant())))
                .isEmpty();
    }
}
