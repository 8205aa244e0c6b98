package io.github.akspolicy.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.source.ChartRelease;
import io.github.akspolicy.source.ChartRenderer;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.KnownApis;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.OriginMap;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceLocation.Role;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An object that one release holds twice: Helm cannot install it, and of a folder only the last one counts. */
class DuplicateObjectsTest {
    private static final ReleaseId ID = new ReleaseId("prod", "deploy/store", "store");
    private static final ChartRequest REQUEST = new ChartRequest(
            Path.of("deploy/store"),
            "store",
            "shop",
            "v1.32.0",
            KnownApis.ofHelm(List.of()),
            List.of(),
            List.of(),
            true,
            false,
            List.of(),
            new Workspace(Path.of("")));

    private static final String BUDGET = "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: proxy}\n";

    private static Evaluation evaluate(Release release) {
        return new Evaluator(List.of(), Thresholds.DEFAULT).evaluate(List.of(release), Progress.NONE);
    }

    private static Evaluation chart(String first, String second) {
        return evaluate(new ChartRelease(
                ID,
                "shop",
                List.of(),
                REQUEST,
                request -> new ChartRenderer.Rendered(
                        List.of(file("templates/a.yaml", first), file("templates/b.yaml", second)), List.of())));
    }

    private static ManifestFile file(String path, String text) {
        return new ManifestFile(path, text, OriginMap.identity(path, Role.TEMPLATE));
    }

    @Test
    void aChartThatMakesAnObjectTwiceIsAProblemAtTheSecond() {
        assertThat(chart(BUDGET, "# comment\n" + BUDGET).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.problem().toString())
                        .isEqualTo("templates/b.yaml:2:1: PodDisruptionBudget proxy is in the release twice, first at"
                                + " templates/a.yaml:1:1: helm install fails or keeps the last"
                                + " (remove one of them, or give it another name)"));
    }

    /** The API server stores one object for all versions of a group, and the release's namespace is the default. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: {name: proxy}\n",
                "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: proxy, namespace: shop}\n",
                "apiVersion: v1\nkind: List\nitems: [{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: proxy}}]\n"
            })
    void theSameObjectWrittenOtherwise(String second) {
        assertThat(chart(BUDGET, second).problems()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: other}\n",
                "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: proxy, namespace: other}\n",
                "apiVersion: example.com/v1\nkind: PodDisruptionBudget\nmetadata: {name: proxy}\n",
                "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: proxy, annotations: {helm.sh/hook: pre-install}}\n"
            })
    void otherObjectsAndHooksAreNone(String second) {
        assertThat(chart(BUDGET, second).problems()).isEmpty();
    }

    @Test
    void objectsWithoutANameOfTheirOwnAreNone() {
        String job = "apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: migrate-}\n";

        assertThat(chart(job, job).problems()).isEmpty();
    }

    /** Two clusters have a diagnostic setting each, of the same name. */
    @Test
    void resourcesOfAzureAreNoObjectsOfACluster() {
        String setting =
                "apiVersion: Microsoft.Insights/2021-05-01-preview\nkind: diagnosticSettings\nmetadata: {name: logs}\n";
        Evaluation evaluation =
                evaluate(new TextRelease("prod", "k8s").file("k8s/a.yaml", setting + "---\n" + setting));

        assertThat(evaluation.ledger().notes()).isEmpty();
    }

    @Test
    void ofAFolderItIsANote() {
        Evaluation evaluation = evaluate(new TextRelease("prod", "k8s").file("k8s/a.yaml", BUDGET + "---\n" + BUDGET));

        assertThat(evaluation.problems()).isEmpty();
        assertThat(evaluation.ledger().notes())
                .singleElement()
                .asString()
                .startsWith("1 object is in ")
                .contains("PodDisruptionBudget proxy at ")
                .endsWith(": kubectl apply keeps the last one");
    }
}
