package io.github.akspolicy.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Outcome;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.report.EvaluationText;
import io.github.akspolicy.source.NotEvaluated;
import io.github.akspolicy.source.ReleaseId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThat(verification.environments()).containsExactly("dev", "prod");
        assertThat(verification.releases().stream()
                        .map(release -> release.source() + " as " + release.name())
                        .distinct())
                .hasSize(2)
                .contains("deploy/store as store")
                .anyMatch(release -> release.startsWith(". as "));
        var evaluation = verification.evaluate(Progress.NONE);
        assertThat(evaluation.problems()).isEmpty();
        assertThat(evaluation.ledger().releases().stream()
                        .flatMap(release -> release.resources().stream())
                        .map(resource -> resource.id().name()))
                .containsExactlyInAnyOrder("of-chart", "plain", "j", "of-chart", "plain", "j");
        assertThat(verification.explain()).startsWith("configuration: none, . is scanned\n");
    }

    @Test
    void scanReportsWhatItCannotRead() throws IOException {
        folder.file("k8s/broken.yaml", "apiVersion: v1\nkind: Pod\n\tspec: {}\n")
                .file("k8s/other.yaml", "a: [\n");
        Files.write(folder.path("k8s/binary.yaml"), new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, (byte) 0xff});
        Files.createSymbolicLink(folder.path("k8s/loop"), folder.path("k8s"));
        Files.createSymbolicLink(folder.path("k8s/out"), folder.root());
        var evaluation = folder.scan("k8s").evaluate(Progress.NONE);
        assertThat(ConfigurationFolder.problemsOf(evaluation))
                .hasSize(2)
                .anyMatch(problem -> problem.startsWith("k8s/broken.yaml:3:1: "))
                .anyMatch(problem -> problem.startsWith("k8s/out:1:1: the folder is a symbolic link"));
        assertThat(evaluation.ledger().notEvaluated())
                .extracting(NotEvaluated::toString)
                .containsExactly(
                        "k8s/binary.yaml:1:1: the file is neither text nor a manifest",
                        "k8s/loop/binary.yaml:1:1: k8s/loop (3 manifests): a linked folder is passed over (if it is"
                                + " deployed, name k8s/loop as a source, or scan it by itself)");
        assertThat(evaluation.ledger().releases().get(0).resources()).hasSize(1);
    }

    private static List<String> names(Evaluation evaluation) {
        return evaluation.ledger().releases().stream()
                .flatMap(release -> release.resources().stream())
                .map(resource -> resource.id().name())
                .toList();
    }

    @Test
    void aChartHidesNothingThatLiesBesideItsParts() throws IOException {
        String other = ConfigurationFolder.CONFIG_MAP.replace("plain", "beside");
        folder.file("repo/Chart.yaml", "apiVersion: v2\nname: repo\nversion: 1.0.0\n")
                .file("repo/templates/map.yaml", ConfigurationFolder.CONFIG_MAP)
                .file("repo/k8s/pod.yaml", other)
                .file("repo/pod.yaml", other.replace("beside", "top"))
                .file("repo/files/dashboard.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {{ .Values.x }}\n");

        Evaluation evaluation = folder.scan("repo").evaluate(Progress.NONE);

        assertThat(names(evaluation)).contains("beside", "top");
        assertThat(evaluation.ledger().notEvaluated())
                .singleElement()
                .asString()
                .startsWith("repo/files/dashboard.yaml:1:1:");
    }

    @Test
    void hiddenAndGeneratedFoldersAreNamed() throws IOException {
        folder.file("repo/k8s/map.yaml", ConfigurationFolder.CONFIG_MAP)
                .file("repo/.deploy/a/pod.yaml", ConfigurationFolder.CONFIG_MAP)
                .file("repo/.deploy/b.yaml", ConfigurationFolder.CONFIG_MAP)
                .file("repo/.github/workflows/ci.yml", "on: push\n")
                .file("repo/target/k8s/map.yaml", ConfigurationFolder.CONFIG_MAP)
                .file("repo/.git/x.yaml", ConfigurationFolder.CONFIG_MAP);

        Evaluation evaluation = folder.scan("repo").evaluate(Progress.NONE);

        assertThat(evaluation.ledger().notEvaluated())
                .extracting(NotEvaluated::toString)
                .containsExactly(
                        ".deploy/b.yaml:1:1: .deploy (2 manifests): a hidden folder is passed over (if it is"
                                + " deployed, name .deploy as a source, or scan it by itself)",
                        "target/k8s/map.yaml:1:1: target (1 manifest): a generated folder is passed over (if"
                                + " it is deployed, name target as a source, or scan it by itself)");
        assertThat(EvaluationText.sentence(evaluation)).endsWith("; 2 not evaluated.");
    }

    @Test
    void aDirectoryWithNothingButHiddenManifestsIsNotGreen() throws ConfigurationException {
        folder.file("repo/.deploy/b.yaml", ConfigurationFolder.CONFIG_MAP);

        for (String failOn : List.of("high", "never")) {
            Evaluation evaluation = Verification.scan(folder.path("repo"), ConfigurationFolder.EXAMPLES.failOn(failOn))
                    .evaluate(Progress.NONE);

            assertThat(evaluation.outcome()).isEqualTo(Outcome.ERROR);
            assertThat(ConfigurationFolder.problemsOf(evaluation))
                    .containsExactly(
                            "nothing was evaluated: no Helm chart, manifest (with apiVersion and kind) or definition of a cluster can be read as it is; found repo/.deploy"
                                    + " (1 manifest): a hidden folder is passed over (if it is deployed, name repo/.deploy as a source, or"
                                    + " scan it by itself)");
        }
    }

    /** kubectl reads what stands before a NUL. */
    @Test
    void aBinaryFileWithAManifestIsAProblem() throws IOException {
        folder.file("repo/map.yaml", ConfigurationFolder.CONFIG_MAP)
                .file("repo/.jest.json", "\0\0bplist\0\1")
                .file("repo/pod.yaml", "\"\\x61piVersion\": v1\nkind: Pod\nmetadata: {name: a}\n\0");

        Evaluation evaluation = folder.scan("repo").evaluate(Progress.NONE);

        assertThat(ConfigurationFolder.problemsOf(evaluation))
                .singleElement()
                .asString()
                .startsWith("repo/pod.yaml:");
        assertThat(evaluation.ledger().notEvaluated())
                .singleElement()
                .asString()
                .startsWith("repo/.jest.json:1:1:");
    }

    @Test
    void templatesOutsideOfChartsAreOneLineForAFolderAndTheirYamlIsEvaluated() throws IOException {
        String template = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Values.name }}\n";
        folder.file("repo/k8s/a.yaml", template)
                .file("repo/k8s/b.yaml", "{{- if .Values.on }}\n" + ConfigurationFolder.CONFIG_MAP + "{{- end }}\n")
                .file(
                        "repo/k8s/mixed.yaml",
                        ConfigurationFolder.CONFIG_MAP + "---\n" + template + "---\n"
                                + ConfigurationFolder.CONFIG_MAP.replace("plain", "other"))
                .file("repo/helm/templates/c.yaml", template)
                .file("repo/helm/templates/deep/d.yaml", template);

        Evaluation evaluation = folder.scan("repo").evaluate(Progress.NONE);

        assertThat(evaluation.problems()).isEmpty();
        assertThat(names(evaluation)).containsExactly("plain", "other");
        assertThat(evaluation.ledger().notEvaluated())
                .extracting(NotEvaluated::toString)
                .containsExactly(
                        "repo/helm/templates/c.yaml:1:1: repo/helm/templates/c.yaml, repo/helm/templates/deep/d.yaml: a"
                                + " template in a folder templates without a Chart.yaml beside it belongs to no chart (add"
                                + " repo/helm/Chart.yaml, or let its tool render repo/helm/templates/c.yaml, and evaluate that)",
                        "repo/k8s/a.yaml:1:1: repo/k8s (3 templates): a template outside of a chart is evaluated by its output, which is in no source (let its tool render repo/k8s/a.yaml, and evaluate that)");
    }

    @Test
    void aDocumentThatNoToolFillsInIsAProblemBesideATemplate() throws IOException {
        folder.file(
                "repo/a.yaml",
                "apiVersion: v1\nkind: A\nspec: {{ .x }}\n---\n" + ConfigurationFolder.CONFIG_MAP
                        + "---\napiVersion: v1\nkind: B\nspec: [\n");

        Evaluation evaluation = folder.scan("repo").evaluate(Progress.NONE);

        assertThat(names(evaluation)).containsExactly("plain");
        assertThat(ConfigurationFolder.problemsOf(evaluation))
                .singleElement()
                .asString()
                .startsWith("repo/a.yaml:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\x61piVersion\": v1\nkind: Pod\nspec: [a\n",
                "!!str apiVersion: v1\nkind: Pod\nspec: {a: 1, 1: a, '1': b}\n",
                "? apiVersion\n: v1\n? kind\n: Pod\nspec: {? {a: b} : c}\n",
                "&a apiVersion: v1\nkind: Pod\nspec: *b\n",
                "{\"kind\": Pod, \"metadata\": {}, \"\\u0061piVersion\": v1, \"a\": *b}\n",
                "a: 1\n---\n'apiVersion': v1\n'kind': Pod\n\tspec: a\n"
            })
    void aManifestThatCannotBeReadIsAProblemHoweverItsKeysAreWritten(String text) throws IOException {
        folder.file("repo/map.yaml", ConfigurationFolder.CONFIG_MAP).file("repo/bad.yaml", text);

        assertThat(ConfigurationFolder.problemsOf(folder.scan("repo").evaluate(Progress.NONE)))
                .anyMatch(problem -> problem.startsWith("repo/bad.yaml:"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\x61piVersion\": v1\n\"ki\\x6ed\": Pod\n", "!!str apiVersion: v1\n!!str kind: Pod\n"})
    void escapedAndTaggedKeysAreKeys(String text) throws IOException {
        folder.file("repo/pod.yaml", text + "metadata: {name: escaped}\n");

        assertThat(names(folder.scan("repo").evaluate(Progress.NONE))).containsExactly("escaped");
    }

    @Test
    void filesOfOtherToolsThatCannotBeReadAreNoProblem() throws IOException {
        folder.file("repo/map.yaml", ConfigurationFolder.CONFIG_MAP)
                .file("repo/cloudformation.yaml", "Resources: {a: !Ref b}\nResources: {}\n")
                .file("repo/compose.yml", "services: {a: 1, a: 2}\n");

        assertThat(folder.scan("repo").evaluate(Progress.NONE).problems()).isEmpty();
    }

    /** A repository of something else fails nothing, and nobody takes it for evaluated. */
    @Test
    void whereThereIsNothingToEvaluateTheScanSaysWhatItLookedFor() throws ConfigurationException {
        folder.file("docs/readme.yaml", "a: b\n").file("docs/readme.md", "# Docs\n");

        Evaluation evaluation = folder.scan("docs").evaluate(Progress.NONE);

        assertThat(evaluation.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(EvaluationText.sentence(evaluation)).startsWith("NOTHING TO EVALUATE: ");
        assertThat(evaluation.ledger().notes())
                .singleElement()
                .asString()
                .startsWith(
                        "docs holds no Helm chart (Chart.yaml), no manifest (.yaml, .yml or .json with apiVersion and kind)"
                                + " and no definition of a cluster")
                .endsWith("; looked at 1 file of YAML and JSON; scan another folder with -Daks-policy.directory=PATH");
        assertThat(ConfigurationFolder.problemsOf(
                        () -> Verification.scan(folder.path("docs"), ConfigurationFolder.EXAMPLES.strict(true))))
                .singleElement()
                .asString()
                .startsWith("docs holds no Helm chart");
    }

    /** An empty folder is a checkout that is missing, or another folder than meant. */
    @Test
    void anEmptyFolderIsAProblem() throws IOException {
        Files.createDirectories(folder.path("empty/.cache"));

        assertThat(ConfigurationFolder.problemsOf(
                        () -> Verification.scan(folder.path("empty"), ConfigurationFolder.EXAMPLES)))
                .singleElement()
                .asString()
                .startsWith("empty holds no Helm chart");
    }

    /** What cannot be read leaves the verdict to what can, unless that is asked for. */
    @Test
    void oneBrokenFileDoesNotMakeTheScanAnError() throws ConfigurationException {
        folder.file("repo/map.yaml", ConfigurationFolder.CONFIG_MAP)
                .file("repo/broken.yaml", "apiVersion: v1\nkind: Pod\n\tspec: {}\n");

        Evaluation evaluation = folder.scan("repo").evaluate(Progress.NONE);

        assertThat(evaluation.problems()).hasSize(1);
        assertThat(evaluation.outcome()).isNotEqualTo(Outcome.ERROR);
        assertThat(EvaluationText.sentence(evaluation)).contains("; 1 problem, named above");
        for (Overrides strict : List.of(
                ConfigurationFolder.EXAMPLES.strict(true),
                ConfigurationFolder.EXAMPLES.require(List.of("all-evaluated")))) {
            assertThat(Verification.scan(folder.path("repo"), strict)
                            .evaluate(Progress.NONE)
                            .outcome())
                    .isEqualTo(Outcome.ERROR);
        }
    }

    /** Nothing was evaluated, and there was something: that is not green. */
    @Test
    void nothingButBrokenFilesIsAnError() {
        folder.file("repo/broken.yaml", "apiVersion: v1\nkind: Pod\n\tspec: {}\n");

        assertThat(folder.scan("repo").evaluate(Progress.NONE).outcome()).isEqualTo(Outcome.ERROR);
    }

    /** What is in no environment counts in each: that there is nothing in it is said once, and is no problem of the others. */
    @Test
    void whatIsPassedOverIsNoProblemInAnotherEnvironment() {
        folder.file("repo/shop/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n")
                .file("repo/shop/templates/map.yaml", ConfigurationFolder.CONFIG_MAP)
                .file("repo/shop/values.yaml", "a: 1\n")
                .file("repo/shop/values-dev.yaml", "a: 2\n")
                .file("repo/shop/values-prod.yaml", "a: 3\n")
                .file("repo/compose.yaml", "services: {a: {image: b}}\n");

        Verification verification = folder.scan("repo");

        assertThat(verification.environments()).containsExactly("dev", "prod");
        assertThat(verification.evaluate(Progress.NONE).problems()).isEmpty();
    }

    @Test
    void copiesInOtherFoldersAreEvaluatedOnce() {
        String other = ConfigurationFolder.CONFIG_MAP.replace("plain", "other");
        for (String overlay : List.of("base", "dev", "prod")) {
            folder.file("repo/" + overlay + "/map.yaml", ConfigurationFolder.CONFIG_MAP);
        }
        folder.file("repo/test/map.yaml", other);

        Evaluation evaluation = folder.scan("repo").evaluate(Progress.NONE);

        assertThat(names(evaluation)).containsExactly("plain", "other");
        assertThat(evaluation.ledger().notes())
                .contains("2 files say the same as others and are not evaluated again, such as repo/dev/map.yaml and"
                        + " repo/base/map.yaml");
    }

    @Test
    void whatAToolGeneratesIsASourceOfItsOwn() {
        folder.file("repo/own.yaml", ConfigurationFolder.CONFIG_MAP)
                .file(
                        "repo/flux-system/gotk-components.yaml",
                        "---\n# This manifest was generated by flux. DO NOT EDIT.\n# Flux Version: v2.3.0\n"
                                + ConfigurationFolder.CONFIG_MAP.replace("plain", "flux"));

        assertThat(folder.scan("repo").releases().stream().map(ReleaseId::source))
                .containsExactlyInAnyOrder("repo", "generated by flux bootstrap");
    }

    @Test
    void scanOfNothingIsAProblem() {
        assertThat(ConfigurationFolder.problemsOf(
                        () -> Verification.scan(folder.path("nowhere"), ConfigurationFolder.EXAMPLES)))
                .containsExactly("nowhere is not a directory");
        assertThat(ConfigurationFolder.problemsOf(() -> Verification.scan(
                        folder.path("deploy"),
                        ConfigurationFolder.EXAMPLES.classLoader(ConfigurationFolder.without("ChartRenderer")))))
                .containsExactly("charts cannot be rendered: there is no Helm on the class path"
                        + " (add io.github.akspolicy:aks-policy-helm)");
    }
}
