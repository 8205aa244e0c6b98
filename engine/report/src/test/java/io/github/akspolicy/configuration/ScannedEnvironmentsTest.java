package io.github.akspolicy.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.source.ChartRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scan evaluates charts in the environments that the repository shows. */
class ScannedEnvironmentsTest {
    private static final String DEPLOY = ".github/workflows/deploy.yml";

    @TempDir
    private Path directory;

    private ConfigurationFolder folder;

    @BeforeEach
    void createFolder() {
        folder = ConfigurationFolder.in(directory);
        folder.file("repo/charts/cart/Chart.yaml", "name: cart\nversion: 1.0.0\n")
                .file("repo/charts/cart/values.yaml", "a: b\n")
                .file("repo/charts/cart/values-prod.yaml", "a: c\n")
                .file("repo/charts/cart/values-dev.yaml", "a: d\n");
    }

    private List<String> releases(Verification verification) {
        return verification.releases().stream()
                .map(release -> release.environment() + " " + release.source() + " " + release.name())
                .filter(release -> release.contains("charts/"))
                .sorted()
                .toList();
    }

    private static List<String> notes(Evaluation evaluation) {
        return evaluation.ledger().notes().stream()
                .filter(note -> note.contains(" · "))
                .toList();
    }

    private static String shown(ChartRequest request) {
        return request.releaseName()
                + " in " + request.namespace()
                + request.valuesFiles().stream()
                        .map(file -> " " + file.getFileName())
                        .collect(Collectors.joining())
                + request.setValues().stream()
                        .map(set -> " " + set.key() + "=" + set.value())
                        .collect(Collectors.joining());
    }

    @Test
    void eachEnvironmentIsRenderedAndNamedWithWhatShowsIt() {
        folder.file(
                DEPLOY,
                "on: push\njobs:\n  a:\n    steps:\n    - run: helm upgrade shop repo/charts/cart -n live -f repo/charts/cart/values-prod.yaml --set image.tag=$SHA\n");
        Verification verification = folder.scan("repo");

        assertThat(verification.environments()).containsExactly("dev", "prod");
        assertThat(releases(verification)).containsExactly("dev repo/charts/cart cart", "prod repo/charts/cart shop");
        assertThat(notes(verification.evaluate(Progress.NONE)))
                .containsExactly("repo/charts/cart · prod: values-prod.yaml (" + DEPLOY
                        + ":5 sets image.tag); dev: values-dev.yaml");
        assertThat(RecordingRenderer.requests(folder).stream()
                        .map(ScannedEnvironmentsTest::shown)
                        .distinct())
                .containsExactlyInAnyOrder(
                        "shop in live values-prod.yaml image.tag=${SHA}", "cart in default values-dev.yaml");
    }

    @Test
    void whatDiffersByNothingCountsInEach() {
        folder.file("repo/charts/plain/Chart.yaml", "name: plain\nversion: 1.0.0\n")
                .file("repo/k8s/map.yaml", ConfigurationFolder.CONFIG_MAP);
        Verification verification = folder.scan("repo");
        Evaluation evaluation = verification.evaluate(Progress.NONE);

        assertThat(releases(verification)).contains("dev repo/charts/plain plain", "prod repo/charts/plain plain");
        assertThat(evaluation.ledger().releases()).hasSize(6);
        assertThat(RecordingRenderer.requests(folder).stream()
                        .filter(request -> request.chart().endsWith("plain")))
                .as("rendered once")
                .hasSize(1);
        assertThat(evaluation.problems()).isEmpty();
    }

    @Test
    void prodAndProductionAreOne() {
        folder.file("repo/charts/web/Chart.yaml", "name: web\nversion: 1.0.0\n")
                .file("repo/charts/web/values-production.yaml", "a: c\n");
        Verification verification = folder.scan("repo");

        assertThat(verification.environments()).hasSize(2).contains("dev");
        assertThat(releases(verification)).hasSize(3);
    }

    @Test
    void oneCanBeChosen() throws ConfigurationException {
        Verification verification = Verification.scan(
                directory.resolve("repo"), ConfigurationFolder.EXAMPLES.environments(List.of("prod")));

        assertThat(releases(verification)).containsExactly("prod repo/charts/cart cart");
        assertThat(ConfigurationFolder.problemsOf(() -> Verification.scan(
                        directory.resolve("repo"), ConfigurationFolder.EXAMPLES.environments(List.of("prd")))))
                .singleElement()
                .asString()
                .contains("unknown environment \"prd\"");
    }

    @Test
    void valuesThatAreAskedForCountAlone() throws ConfigurationException {
        Verification verification = Verification.scan(
                directory.resolve("repo"), ConfigurationFolder.EXAMPLES.values(List.of("values-dev.yaml")));

        assertThat(releases(verification)).containsExactly("default repo/charts/cart cart");
    }

    @Test
    void aChartThatDoesNotTakePlaceholdersIsRenderedWithoutThem() {
        folder.file("repo/charts/typed/Chart.yaml", "name: typed\nversion: 1.0.0\n")
                .file(
                        DEPLOY,
                        "on: push\njobs: {a: {steps: [{run: helm upgrade t repo/charts/typed --set n=$N --set a=1}]}}\n");
        Evaluation evaluation = folder.scan("repo").evaluate(Progress.NONE);

        assertThat(evaluation.problems()).isEmpty();
        assertThat(RecordingRenderer.requests(folder).stream()
                        .filter(request -> request.chart().endsWith("typed"))
                        .map(ScannedEnvironmentsTest::shown)
                        .distinct())
                .containsExactlyInAnyOrder("t in default n=${N} a=1", "t in default a=1");
    }

    @Test
    void tenAreEvaluatedAndTheOthersNamed() {
        for (int i = 0; i < 12; i++) {
            folder.file("repo/charts/cart/values-dev" + i + ".yaml", "a: b\n");
        }
        Verification verification = folder.scan("repo");

        assertThat(verification.environments()).hasSize(10).contains("prod");
        assertThat(notes(verification.evaluate(Progress.NONE)))
                .singleElement()
                .asString()
                .endsWith("; not evaluated: dev6, dev7, dev8, dev9");
    }
}
