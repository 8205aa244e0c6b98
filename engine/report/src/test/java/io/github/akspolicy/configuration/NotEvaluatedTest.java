package io.github.akspolicy.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Outcome;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.report.EvaluationText;
import io.github.akspolicy.source.NotEvaluated;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the sources hold and no policy sees is named, in a scan and where a configuration names the sources. */
class NotEvaluatedTest {
    private static final String SOPS =
            "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {b: 'ENC[AES256_GCM,data:x]'}\n"
                    + "sops: {mac: 'ENC[AES256_GCM,data:y]', version: 3.10.2}\n";
    private static final String MANIFESTS = "schemaVersion: 1\nsources: [{manifests: k8s}]\n";

    @TempDir
    private Path directory;

    private ConfigurationFolder folder;

    @BeforeEach
    void createFolder() {
        folder = ConfigurationFolder.bare(directory)
                .file("repo/k8s/map.yaml", ConfigurationFolder.CONFIG_MAP)
                .file("repo/.git/HEAD", "ref: refs/heads/main\n");
    }

    private List<String> scanned() {
        return lines(folder.scan("repo").evaluate(Progress.NONE));
    }

    private static List<String> lines(Evaluation evaluation) {
        return evaluation.ledger().notEvaluated().stream()
                .map(NotEvaluated::toString)
                .toList();
    }

    @Test
    void terraformAndBicepOfNoClusterAreNotNamed() {
        folder.file("repo/infra/main.bicep", "targetScope = 'subscription'\n")
                .file("repo/infra/modules/aks.bicep", "param name string\n")
                .file("repo/infra/prod.bicepparam", "using 'main.bicep'\n")
                .file("repo/tf/main.tf", "resource \"a\" \"b\" {}\n")
                .file("repo/tf/variables.tf", "variable \"a\" {}\n");

        assertThat(scanned()).isEmpty();
    }

    /** Comments of kubectl end there, and what follows is applied. */
    @ParameterizedTest
    @ValueSource(strings = {"\u0085", "\u2028", "\u2029", "\r"})
    void objectsBehindABreakOfYamlAreEvaluated(String end) {
        String hidden = "# c" + end + ConfigurationFolder.CONFIG_MAP.replace("plain", "hidden");
        String second =
                ConfigurationFolder.CONFIG_MAP.replace("plain", "b") + "---\n" + hidden.replace("hidden", "second");
        for (String root : List.of("repo/k8s/", "k8s/")) {
            folder.file(root + "hidden.yaml", hidden).file(root + "second.yaml", second);
        }

        Evaluation scan = folder.scan("repo").evaluate(Progress.NONE);
        Evaluation verify = folder.evaluate(MANIFESTS + "require: [all-evaluated, all-branches]\n");

        for (Evaluation evaluation : List.of(scan, verify)) {
            assertThat(evaluation.ledger().releases().get(0).resources())
                    .extracting(resource -> resource.id().name())
                    .contains("hidden", "second", "b");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kustomization.yaml", "kustomization.yml", "Kustomization"})
    void kustomizationsWithoutKindAreNamed(String name) {
        folder.file("repo/overlays/prod/" + name, "resources: [../../k8s]\nnamePrefix: prod-\n");

        assertThat(scanned())
                .singleElement()
                .asString()
                .startsWith("overlays/prod/" + name + ":1:1: the output of the kustomization is in no source")
                .contains("kubectl kustomize overlays/prod writes");
    }

    /** What kubectl would apply is evaluated, whatever the name of its file. */
    @Test
    void aManifestIsNoKustomizationForItsName() {
        folder.file(
                "repo/k8s/kustomization.yaml",
                "resources: []\n---\n" + ConfigurationFolder.CONFIG_MAP.replace("plain", "hidden"));

        Evaluation evaluation = folder.scan("repo").evaluate(Progress.NONE);

        assertThat(evaluation.ledger().releases().get(0).resources())
                .anyMatch(resource -> resource.id().name().equals("hidden"));
    }

    @Test
    void kustomizationsAmongConfiguredManifestsAreNamed() {
        folder.file("k8s/map.yaml", ConfigurationFolder.CONFIG_MAP)
                .file("k8s/kustomization.yaml", "resources: [map.yaml]\n")
                .file("k8s/infra.bicep", "param a string\n");

        Evaluation evaluation = folder.evaluate(MANIFESTS);

        assertThat(evaluation.problems()).isEmpty();
        assertThat(lines(evaluation))
                .hasSize(2)
                .anyMatch(line -> line.startsWith("k8s/infra.bicep:1:1: Bicep is evaluated where"))
                .anyMatch(line -> line.startsWith("k8s/kustomization.yaml:1:1: the output of the kustomization"));
    }

    @ParameterizedTest
    @CsvSource({
        "helm.toolkit.fluxcd.io/v2, HelmRelease, chart",
        "kustomize.toolkit.fluxcd.io/v1, Kustomization, path",
        "argoproj.io/v1alpha1, Application, source",
        "argoproj.io/v1alpha1, ApplicationSet, template",
        "helm.cattle.io/v1, HelmChart, chart",
        "fleet.cattle.io/v1alpha1, GitRepo, paths"
    })
    void objectsThatRenderOthersAreNamedWhateverPoliciesAreOn(String apiVersion, String kind, String field) {
        folder.file(
                "repo/k8s/app.yaml",
                "apiVersion: " + apiVersion + "\nkind: " + kind + "\nmetadata: {name: store}\nspec:\n  " + field
                        + ": {spec: {containers: [{name: a, image: b}]}}\n");

        assertThat(scanned())
                .containsExactly(
                        "k8s/app.yaml:5:3: " + kind + " store: what it renders is in no source (make the chart or"
                                + " the rendered folder a source)");
    }

    @Test
    void encryptedFilesAreNamed() {
        folder.file("repo/k8s/secret.yaml", SOPS)
                .file("repo/secrets.yaml", "password: 'ENC[AES256_GCM,data:x]'\nsops: {mac: 'ENC[a]'}\n")
                .file("repo/.sops.yaml", "creation_rules: []\n")
                .file("repo/plain.yaml", "sops: {note: documentation}\n");

        assertThat(scanned())
                .containsExactly(
                        "k8s/secret.yaml:1:1: Secret a, secrets.yaml: SOPS has encrypted the values (where it may be"
                                + " decrypted, evaluate what sops decrypt writes)");
    }

    @Test
    void encryptedValuesFilesOfChartsAreNamed() {
        folder.file("deploy/store/Chart.yaml", "apiVersion: v2\nname: store\nversion: 1.0.0\n")
                .file("deploy/store/secrets.yaml", "a: 'ENC[x]'\nsops: {mac: 'ENC[a]'}\n");

        assertThat(lines(folder.evaluate(
                        "schemaVersion: 1\nsources: [{chart: deploy/store, values: [secrets.yaml]}]\n")))
                .singleElement()
                .asString()
                .startsWith("deploy/store/secrets.yaml:1:1: SOPS has encrypted the values");
    }

    private void chart() {
        folder.file("repo/store/Chart.yaml", "apiVersion: v2\nname: store\nversion: 1.0.0\n")
                .file("repo/store/values.yaml", "{}\n")
                .file("repo/store/values-prod.yaml", "privileged: true\n")
                .file("repo/store/ci/test-values.yaml", "a: b\n")
                .file("repo/store/notes.yaml", "a: b\n");
    }

    @Test
    void unusedValuesFilesAreOneLineForAChart() {
        chart();

        assertThat(scanned())
                .containsExactly(
                        "store/ci/test-values.yaml:1:1: the chart is evaluated without this values file (scan with"
                                + " -Daks-policy.values=ci/test-values.yaml)");
    }

    /** Suites of helm-unittest are called so; an environment may be called test as well. */
    @Test
    void testsOfTemplatesAreNoValues() {
        folder.file("repo/store/Chart.yaml", "apiVersion: v2\nname: store\nversion: 1.0.0\n")
                .file("repo/store/values.yaml", "{}\n")
                .file("repo/store/tests/zero_values_test.yaml", "suite: zero values\ntests: [{it: renders}]\n")
                .file("repo/store/ci/values_test.yaml", "a: b\n");

        assertThat(scanned()).noneMatch(line -> line.contains("zero_values_test"));
        assertThat(scanned()).anyMatch(line -> line.contains("ci/values_test.yaml"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a-values.yaml, ci/a-values.yaml",
                "large-values.yaml, examples/prod-values.yaml",
                "sonarqube-values.yaml, tests/values-prod.yaml"
            })
    void theValuesOfTestsAreProposedLast(String files) {
        folder.file("repo/store/Chart.yaml", "apiVersion: v2\nname: store\nversion: 1.0.0\n")
                .file("repo/store/values.yaml", "privileged: false\nreplicas: 1\n");
        for (String file : files.split(", ")) {
            folder.file("repo/store/" + file, "privileged: true\nreplicas: 2\n");
        }

        assertThat(scanned())
                .anyMatch(line -> line.endsWith("(scan with -Daks-policy.values=" + files.split(", ")[0] + ")"));
    }

    @Test
    void aScanTakesValuesFiles() throws ConfigurationException {
        chart();
        Verification verification = Verification.scan(
                folder.path("repo"),
                ConfigurationFolder.EXAMPLES.values(List.of("values-prod.yaml", "ci/test-values.yaml")));

        assertThat(lines(verification.evaluate(Progress.NONE))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"values-nowhere.yaml", "../../nowhere/values.yaml", "../k8s", "ci"})
    void valuesFilesThatNoChartHasAreAProblem(String name) {
        chart();
        assertThat(ConfigurationFolder.problemsOf(() ->
                        Verification.scan(folder.path("repo"), ConfigurationFolder.EXAMPLES.values(List.of(name)))))
                .containsExactly(
                        "-Daks-policy.values: values file \"" + name + "\" not found, neither in a chart nor in ."
                                + " (name it relative to the folder of a chart, or to the directory that is scanned)");
    }

    /** They are there, and what lies outside of the repository is not read: not even through a link. */
    @ParameterizedTest
    @ValueSource(strings = {"%s", "../outside.yaml", "linked.yaml"})
    void valuesFilesOutsideOfTheRepositoryAreAProblem(String written) throws IOException {
        chart();
        folder.file("outside.yaml", "replicas: 2\n");
        Path outside = folder.path("outside.yaml").toAbsolutePath();
        Files.createSymbolicLink(folder.path("repo/linked.yaml"), outside);
        String name = written.formatted(outside);

        assertThat(ConfigurationFolder.problemsOf(() ->
                        Verification.scan(folder.path("repo"), ConfigurationFolder.EXAMPLES.values(List.of(name)))))
                .containsExactly(
                        "-Daks-policy.values: values file \"" + name + "\" lies outside of the repository, and is"
                                + " not read (copy it to the directory that is scanned, and name it relative to that)");
    }

    @Test
    void aValuesFileWithoutAChartIsAProblem() {
        folder.file("repo/values.yaml", "replicas: 2\n");

        assertThat(ConfigurationFolder.problemsOf(() -> Verification.scan(
                        folder.path("repo"), ConfigurationFolder.EXAMPLES.values(List.of("values.yaml")))))
                .containsExactly("-Daks-policy.values: values file \"values.yaml\" has no chart: none lies in ."
                        + " (scan the directory of a chart, or leave the option out)");
    }

    /** An absolute path within the directory names the file. */
    @Test
    void aValuesFileMayBeNamedByItsAbsolutePath() throws ConfigurationException {
        chart();
        folder.file("repo/other.yaml", "replicas: 2\n");
        String name = folder.path("repo/other.yaml").toAbsolutePath().toString();

        Verification verification =
                Verification.scan(folder.path("repo"), ConfigurationFolder.EXAMPLES.values(List.of(name)));

        assertThat(lines(verification.evaluate(Progress.NONE))).noneMatch(line -> line.contains("other.yaml"));
    }

    @Test
    void chartsThatNoReleaseBringsAreNamed() {
        folder.file("repo/lib/Chart.yaml", "apiVersion: v2\nname: lib\nversion: 1.0.0\ntype: library\n")
                .file("repo/lib/charts/inner/Chart.yaml", "apiVersion: v2\nname: inner\nversion: 1.0.0\n")
                .file("repo/store/Chart.yaml", "apiVersion: v2\nname: store\nversion: 1.0.0\n")
                .file("repo/store/charts/_old/Chart.yaml", "apiVersion: v2\nname: old\nversion: 1.0.0\n")
                .file("repo/store/charts/used/Chart.yaml", "apiVersion: v2\nname: used\nversion: 1.0.0\n");

        assertThat(scanned())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("lib/Chart.yaml:1:1: lib: the library chart deploys nothing alone"))
                .anyMatch(line ->
                        line.startsWith("lib/charts/inner/Chart.yaml:1:1: lib/charts/inner: no release brings the"
                                + " chart: the chart around it is a library"))
                .anyMatch(
                        line -> line.startsWith("store/charts/_old/Chart.yaml:1:1: store/charts/_old: no release brings"
                                + " the chart: Helm leaves out names that begin with _"));
    }

    @Test
    void theLastSentenceSaysWhatPassed() throws ConfigurationException {
        folder.file("repo/infra/terragrunt.hcl", "inputs = {}\n");
        Evaluation evaluation = Verification.scan(folder.path("repo"), ConfigurationFolder.EXAMPLES.failOn("never"))
                .evaluate(Progress.NONE);

        assertThat(evaluation.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(EvaluationText.sentence(evaluation))
                .startsWith("PASSED what was evaluated: 1 resource, 1 finding does not fail the build")
                .endsWith("; 1 not evaluated.");
    }

    @Test
    void theConsoleShowsTenLinesAndCountsTheRest() {
        for (String file : ("main.tofu secret.yaml.gpg terragrunt.hcl helmfile.yaml fleet.yaml compose.yaml Tiltfile"
                        + " Pulumi.yaml main.jsonnet web.yaml.tpl main.tfplan kustomization.yaml Chart/values.yaml")
                .split(" ")) {
            folder.file("repo/infra/" + file, "services: {a: {image: b}}\n");
        }
        Evaluation evaluation = folder.scan("repo").evaluate(Progress.NONE);

        assertThat(EvaluationText.summary(evaluation).stream().filter(line -> line.contains("not evaluated: ")))
                .hasSize(11)
                .last()
                .isEqualTo("  not evaluated: 2 more; the reports list them");
        assertThat(evaluation.ledger().notEvaluated()).hasSize(12);
    }

    @Test
    void everythingCanBeRequiredToBeEvaluated() {
        folder.file("k8s/map.yaml", ConfigurationFolder.CONFIG_MAP)
                .file("k8s/kustomization.yaml", "resources: [map.yaml]\n");

        Evaluation evaluation = folder.evaluate(MANIFESTS + "require: [all-evaluated]\n");

        assertThat(evaluation.outcome()).isEqualTo(Outcome.ERROR);
        assertThat(ConfigurationFolder.problemsOf(evaluation))
                .singleElement()
                .asString()
                .startsWith("k8s/kustomization.yaml:1:1: require: all-evaluated: k8s/kustomization.yaml: the output"
                        + " of the kustomization");
    }

    @Test
    void theCommandLineRequiresItOfAScan() throws ConfigurationException {
        folder.file("repo/infra/terragrunt.hcl", "inputs = {}\n");

        assertThat(Verification.scan(
                                folder.path("repo"), ConfigurationFolder.EXAMPLES.require(List.of("all-evaluated")))
                        .evaluate(Progress.NONE)
                        .outcome())
                .isEqualTo(Outcome.ERROR);
        assertThat(ConfigurationFolder.problemsOf(() -> Verification.scan(
                        folder.path("repo"), ConfigurationFolder.EXAMPLES.require(List.of("all-evaluate")))))
                .containsExactly(
                        "-Daks-policy.require: unknown word \"all-evaluate\" (words: clusters, namespaces,"
                                + " serviceAccounts, federatedCredentials, workloads, sources, settings, all-branches, all-evaluated, all-values, others)");
    }
}
