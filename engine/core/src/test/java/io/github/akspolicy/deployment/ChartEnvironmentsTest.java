package io.github.akspolicy.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.ProjectFolder;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which environments a chart is deployed to, each with what shows it. */
class ChartEnvironmentsTest {
    @TempDir
    private Path directory;

    private ProjectFolder repository;

    @BeforeEach
    void createRepository() {
        repository = ProjectFolder.in(directory).file("store/Chart.yaml", "name: store\n");
    }

    private List<String> environments(String... files) {
        List<Path> values = Arrays.stream(files)
                .map(file -> repository.file(file, "a: b\n").path(file))
                .toList();
        var workspace = new Workspace(directory);
        return new ChartEnvironments(DeploymentCommands.in(directory, workspace), workspace)
                .of(directory.resolve("store"), values).stream()
                        .map(one -> one.name()
                                + (one.settings().release() == null
                                        ? ""
                                        : " as " + one.settings().release())
                                + ": " + one.reason())
                        .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "values-prod.yaml => prod",
                "values.prod.yaml => prod",
                "values_production.yml => production",
                "prod-values.yaml => prod",
                "prod.yaml => prod",
                "values-prod-eu.yaml => prod-eu",
                "values-dev2.yaml => dev2",
                "values/staging.yaml => staging",
                "values/values-uat.yaml => uat",
                "environments/blue/values.yaml => blue",
                "environments/blue.yaml => blue",
                "envs/prod/values.yaml => prod",
                "prod/values.yaml => prod",
                "helm/values/store/prod.yaml => prod",
                "environments/prod/store.yaml => prod",
                "prod/store-values.yaml => prod",
                "values-test.yaml => test",
                "secrets.prod.yaml => prod",
                "values.yaml => ",
                "values-large.yaml => ",
                "sonarqube-values.yaml => ",
                "ci/prod-values.yaml => ",
                "examples/values-prod.yaml => ",
                "tests/prod/values.yaml => ",
                "values-product.yaml => ",
            })
    void names(String path, @Nullable String name) {
        assertThat(EnvironmentNames.ofFile(path, "store")).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "prod => prod",
                "Production => production",
                "AKS-prod => prod",
                "AKS Cluster => aks-cluster",
                "shop-dev2 => shop-dev2",
                "!!! => ",
            })
    void namesOfPipelines(String text, @Nullable String name) {
        assertThat(EnvironmentNames.ofPipeline(text)).isEqualTo(name);
    }

    @Test
    void withoutFilesAndCommandsThereAreNone() {
        assertThat(environments("store/values-large.yaml", "store/ci/a-values.yaml"))
                .isEmpty();
    }

    @Test
    void filesAreEnvironmentsThatMatterMostFirst() {
        assertThat(environments("store/values-dev.yaml", "store/values-prod.yaml", "store/values-local.yaml"))
                .containsExactly("prod: values-prod.yaml", "dev: values-dev.yaml");
        assertThat(environments("store/values-local.yaml")).containsExactly("local: values-local.yaml");
    }

    @Test
    void commandsSayWhatIsSetBesidesTheFiles() {
        repository.file(
                ".github/workflows/deploy.yml",
                "on: push\njobs:\n  a:\n    steps:\n    - run: helm upgrade s store -f store/values-prod.yaml --set image.tag=$TAG,a=b\n");

        assertThat(environments("store/values-prod.yaml", "store/values-dev.yaml"))
                .containsExactly(
                        "prod as s: values-prod.yaml (.github/workflows/deploy.yml:5 sets image.tag and 1 more)",
                        "dev: values-dev.yaml");
    }

    @Test
    void theFileOfACommandMayHaveAnyName() {
        repository
                .file("store/values-cloud.yaml", "a: b\n")
                .file("store/override.yaml", "a: b\n")
                .file(
                        ".gitlab-ci.yml",
                        "a:\n  script:\n  - helm upgrade s store -f store/values-cloud.yaml\n  - helm upgrade t store -f store/override.yaml\n");

        assertThat(environments())
                .containsExactly(
                        "cloud as s: values-cloud.yaml (.gitlab-ci.yml:3)",
                        "default as t: override.yaml (.gitlab-ci.yml:4)");
    }

    @Test
    void theEnvironmentOfAJobAndTheWordsOfANamespaceName() {
        repository.file(
                "azure-pipelines.yml",
                "jobs:\n- deployment: a\n  environment: Production\n  strategy: {runOnce: {deploy: {steps: [{script: helm upgrade s store --set a=b}]}}}\n"
                        + "- job: b\n  steps:\n  - script: helm upgrade s store -n shop-staging\n  - script: helm upgrade t store\n");

        assertThat(environments())
                .containsExactly(
                        "production as s: azure-pipelines.yml:4 sets a",
                        "staging as s: azure-pipelines.yml:7",
                        "default as t: azure-pipelines.yml:8");
    }

    @Test
    void aFileThatIsNotKnownIsEachOfTheEnvironments() {
        repository.file(".gitlab-ci.yml", "deploy:\n  script: [helm upgrade s store -f $FILE --set a=$B]\n");

        assertThat(environments("store/values-prod.yaml", "store/values-dev.yaml"))
                .containsExactly(
                        "prod as s: values-prod.yaml (.gitlab-ci.yml:2 sets a)",
                        "dev as s: values-dev.yaml (.gitlab-ci.yml:2 sets a)");
    }

    @Test
    void scriptsAndRenderingCountWhereNothingElseDeploys() {
        repository
                .file("deploy-dev.sh", "helm upgrade s store\n")
                .file("Makefile", "a:\n\thelm template store --set a=b\n");
        assertThat(environments()).containsExactly("dev as s: deploy-dev.sh:1");

        repository.file(
                ".github/workflows/cd.yml", "on: push\njobs: {a: {steps: [{run: helm upgrade s store -n prod}]}}\n");
        assertThat(environments()).containsExactly("prod as s: .github/workflows/cd.yml:2");
    }

    @Test
    void testsDoNotCount() {
        repository
                .file(
                        ".github/workflows/lint-test.yml",
                        "on: push\njobs: {a: {steps: [{run: helm install s store}]}}\n")
                .file("tests/run.sh", "helm install s store\n")
                .file("deploy.sh", "helm install s store -f store/ci/values.yaml\n")
                .file("store/ci/values.yaml", "a: b\n");

        assertThat(environments()).isEmpty();
    }

    @Test
    void ofSeveralCommandsForOneReleaseTheOneThatSaysMostCounts() {
        repository.file(
                ".github/workflows/cd.yml",
                "on: push\njobs: {a: {environment: prod, steps: [{run: helm upgrade s store}, {run: helm upgrade s store --set a=b}]}}\n");

        assertThat(environments()).containsExactly("prod as s: .github/workflows/cd.yml:2 sets a");
    }
}
