package io.github.akspolicy.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is judged where no configuration says it. */
class DirectoryScanTest {
    @TempDir
    private Path directory;

    private ConfigurationFolder folder;

    @BeforeEach
    void createFolder() {
        folder = ConfigurationFolder.in(directory);
    }

    @Test
    void scanFindsChartsAndManifests() throws IOException {
        folder.file("deploy/store/charts/inner/Chart.yaml", "name: inner\n")
                .file("deploy/lib/Chart.yaml", "name: lib\ntype: library\n")
                .file("docs/config.json", "{\"a\": 1}")
                .file("docs/mkdocs.yml", "site: x\n")
                .file("ci/pipeline.yaml", "kind: Pipeline\n")
                .file(
                        "json/role.json",
                        "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"j\"}}")
                .file("target/classes/copy.yaml", ConfigurationFolder.CONFIG_MAP)
                .file("node_modules/x/y.yaml", ConfigurationFolder.CONFIG_MAP);
        Verification verification = folder.scan(".");
        assertThat(verification.environments()).containsExactly("default");
        assertThat(verification.releases().stream().map(release -> release.source() + " as " + release.name()))
                .hasSize(2)
                .contains("deploy/store as store")
                .anyMatch(release -> release.startsWith(". as "));
        var evaluation = verification.evaluate(Progress.NONE);
        assertThat(evaluation.problems()).isEmpty();
        assertThat(evaluation.ledger().releases().stream()
                        .flatMap(release -> release.resources().stream())
                        .map(resource -> resource.id().name()))
                .containsExactlyInAnyOrder("of-chart", "plain", "j");
        assertThat(verification.explain()).startsWith("configuration: none, . is scanned\n");
    }

    @Test
    void scanReportsWhatItCannotRead() throws IOException {
        folder.file("k8s/broken.yaml", "apiVersion: v1\nkind: Pod\n\tspec: {}\n")
                .file("k8s/other.yaml", "a: [\n");
        Files.write(folder.path("k8s/binary.yaml"), new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, (byte) 0xff});
        Files.createSymbolicLink(folder.path("k8s/loop"), folder.root());
        var evaluation = folder.scan("k8s").evaluate(Progress.NONE);
        assertThat(ConfigurationFolder.problemsOf(evaluation))
                .hasSize(3)
                .anyMatch(problem -> problem.startsWith("k8s/broken.yaml:3:1: "))
                .anyMatch(problem -> problem.startsWith("k8s/binary.yaml:1:"))
                .anyMatch(problem -> problem.startsWith("k8s/loop:1:1: the folder is a symbolic link"));
        assertThat(evaluation.ledger().releases().get(0).resources()).hasSize(1);
    }

    @Test
    void scanOfNothingIsAProblem() {
        folder.file("docs/readme.yaml", "a: b\n");
        assertThat(ConfigurationFolder.problemsOf(
                        () -> Verification.scan(folder.path("docs"), ConfigurationFolder.EXAMPLES)))
                .containsExactly("there is neither a Helm chart nor a Kubernetes manifest in docs"
                        + " (scan another directory)");
        assertThat(ConfigurationFolder.problemsOf(
                        () -> Verification.scan(folder.path("nowhere"), ConfigurationFolder.EXAMPLES)))
                .containsExactly("nowhere is no directory");
        assertThat(ConfigurationFolder.problemsOf(() -> Verification.scan(
                        folder.path("deploy"),
                        ConfigurationFolder.EXAMPLES.classLoader(ConfigurationFolder.without("ChartRenderer")))))
                .containsExactly("charts cannot be rendered: there is no Helm on the class path"
                        + " (add io.github.akspolicy:aks-policy-helm)");
    }
}
