package io.github.akspolicy.policy.fluent;

import static io.github.akspolicy.policy.fluent.Conditions.haveField;
import static io.github.akspolicy.policy.fluent.Conditions.haveLabel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Evaluator;
import io.github.akspolicy.evaluate.Ledger.ReleaseAccount;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Thresholds;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.source.ChartValues;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.ManifestTexts;
import io.github.akspolicy.source.ReleaseId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Values of charts among the manifests of a release: who sees them, and who does not. */
class ChartValuesTest {
    private static final Policy TAG =
            Policies.valuesOf("store", "redis*").must(haveField("tag")).as("t/tag");
    private static final Policy LABEL =
            Policies.resources().must(haveLabel("team")).as("t/label");

    private static Evaluation judge(String manifest, String values, Policy... policies) {
        var release = new ManifestTexts(
                new ReleaseId("prod", "store", "store"),
                null,
                List.of(ManifestFile.asWritten("a.yaml", manifest)),
                List.of(
                        new ChartValues("store", "store", ManifestFile.asWritten("values.yaml", values)),
                        new ChartValues(
                                "redis-ha", "store/cache", ManifestFile.asWritten("cache.json", "{\"tag\": 1}")),
                        new ChartValues("other", "store/other", ManifestFile.asWritten("other.yaml", "[broken"))));
        return new Evaluator(Stream.of(policies).map(ActivePolicy::of).toList(), Thresholds.DEFAULT)
                .evaluate(List.of(release), Progress.NONE);
    }

    @Test
    void onlyThePolicyThatNamesTheChartSeesThem() {
        Evaluation evaluation =
                judge("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n", "port: 1\n", TAG, LABEL);

        // the chart that nobody names is not even read
        assertThat(evaluation.problems()).isEmpty();
        assertThat(evaluation.findings().stream()
                        .map(finding -> finding.policy().id() + " " + finding.subjects() + " " + finding.location()))
                .containsExactlyInAnyOrder("t/label [ConfigMap a] a.yaml:3:1", "t/tag [Values store] values.yaml:1:1");
        ReleaseAccount account = evaluation.ledger().releases().get(0);
        assertThat(account.charts()).containsExactlyInAnyOrder("store", "redis-ha", "other");
        assertThat(account.manifests()).isEqualTo(1);
        assertThat(account.values()).isEqualTo(2);
        assertThat(account.policies().get("t/tag").judgedCount()).isEqualTo(2);
        assertThat(account.policies().get("t/label").judgedCount()).isEqualTo(1);
    }

    @Test
    void withoutSuchAPolicyTheyAreNotThere() {
        Evaluation evaluation = judge("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n", "[broken", LABEL);

        assertThat(evaluation.problems()).isEmpty();
        assertThat(evaluation.ledger().values()).isZero();
    }

    @Test
    void aManifestCannotPretendToBeValues() {
        Evaluation evaluation =
                judge("apiVersion: helm.sh/v1\nkind: Values\nmetadata: {name: store}\n", "tag: 1\n", TAG, LABEL);

        assertThat(evaluation.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.policy().id()).isEqualTo("t/label"));
        assertThat(evaluation.ledger().resources()).isEqualTo(1);
        assertThat(evaluation.ledger().values()).isEqualTo(2);
    }

    @Test
    void valuesCannotExemptThemselves() {
        Evaluation evaluation = judge(
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n",
                "metadata: {annotations: {akspolicy.github.io/exempt.t.tag: 'reason=no; owner=me; until=2999-01-01'}}\n",
                TAG);

        assertThat(evaluation.suppressed()).isEmpty();
        assertThat(evaluation.open()).hasSize(1);
    }

    @Test
    void whatCannotBeReadIsAProblemAndTheReleaseIncomplete() {
        for (String values : List.of("[broken", "- a\n", "text\n", "a: 1\n---\nb: 2\n", "a: 1\na: 2\n")) {
            Evaluation evaluation = judge("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n", values, TAG);
            assertThat(evaluation.problems())
                    .as(values)
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.problem().toString())
                            .startsWith("values.yaml:")
                            .contains("the values of chart store cannot be evaluated: "));
            assertThat(evaluation.ledger().releases().get(0).complete()).isFalse();
        }
    }

    @Test
    void eachThingThatIsMissingAtOneLineIsAFinding() {
        Policy both = Policies.valuesOf("store")
                .must(haveField("image.tag").and(haveField("image.digest")))
                .as("t/both");
        Evaluation evaluation = judge("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n", "image: {}\n", both);

        assertThat(evaluation.findings().stream()
                        .map(finding -> finding.occurrences().get(0).key()))
                .containsExactly(
                        "t/both|store|Values/{release}|image.digest|digest",
                        "t/both|store|Values/{release}|image.tag|tag");
    }

    @Test
    void chartsAreNamed() {
        assertThatIllegalArgumentException().isThrownBy(Policies::valuesOf);
        Kinds kinds = Kinds.valuesOf(java.util.Set.of("b", "a"), "a"::equals).or(Kinds.ALL);
        assertThat(kinds.requiredCharts()).containsExactly("a", "b");
        assertThat(kinds.includeValuesOf("a")).isTrue();
        assertThat(kinds.includeValuesOf("b")).isFalse();
        assertThat(Kinds.ALL.includeValuesOf("a")).isFalse();
        assertThat(TAG.info().title()).startsWith("Values of chart store or redis* must have tag");
    }
}
