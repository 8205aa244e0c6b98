package io.github.akspolicy.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.akspolicy.configuration.ProjectFolder;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of pipelines and scripts, each with its line. */
class DeploymentCommandsTest {
    @TempDir
    private Path directory;

    private ProjectFolder repository;

    @BeforeEach
    void createRepository() {
        repository = ProjectFolder.in(directory)
                .file("charts/store/Chart.yaml", "name: store\n")
                .file("charts/store/values.yaml", "a: b\n")
                .file("charts/store/values-dev.yaml", "a: b\n")
                .file("charts/store/values-prod.yaml", "a: b\n")
                .file("charts/cart/Chart.yaml", "name: cart\n")
                .file("k8s/base/a.yaml", "a: b\n");
    }

    /** {@code line environment: chart as release in namespace [values] key=value ?[unknown]}. */
    private List<String> commands(String path, String... lines) {
        repository.file(path, String.join("\n", lines) + "\n");
        return commands().stream()
                .filter(command -> command.at().path().equals(path))
                .map(this::shown)
                .toList();
    }

    private List<DeploymentCommand> commands() {
        return DeploymentCommands.in(directory, new Workspace(directory));
    }

    private String shown(DeploymentCommand command) {
        ReleaseSettings settings = command.settings();
        return command.at().line()
                + (command.environment() == null ? "" : " " + command.environment())
                + ": " + (command.path() == null ? "-" : Workspace.slashes(directory.relativize(command.path())))
                + (settings.release() == null ? "" : " as " + settings.release())
                + (settings.namespace() == null ? "" : " in " + settings.namespace())
                + settings.values().stream()
                        .map(file -> " " + file.getFileName())
                        .collect(Collectors.joining())
                + settings.set().stream()
                        .map(set -> " " + set.key() + "=" + set.value())
                        .collect(Collectors.joining())
                + (settings.unknown().isEmpty() ? "" : " ?" + settings.unknown());
    }

    @Test
    void aWorkflowOfGitHub() {
        assertThat(commands(
                        ".github/workflows/deploy.yml",
                        "on: push",
                        "env: {CHART: charts/store, REGISTRY: shop.azurecr.io}",
                        "jobs:",
                        "  deploy:",
                        "    environment: {name: production}",
                        "    env: {NAMESPACE: shop}",
                        "    steps:",
                        "      - uses: actions/checkout@v4",
                        "      - run: |",
                        "          az aks get-credentials -n c",
                        "          helm upgrade --install store $CHART \\",
                        "            -n ${{ env.NAMESPACE }} -f $CHART/values-prod.yaml \\",
                        "            --set image.tag=${{ github.sha }},image.repository=${REGISTRY}/store",
                        "      - run: >-",
                        "          helm upgrade store .",
                        "          --set a=1",
                        "        working-directory: charts/store",
                        "      - run: kubectl apply -f k8s/base -n shop && kubectl apply -k k8s/none"))
                .containsExactly(
                        "11 production: charts/store as store in shop values-prod.yaml image.tag=${github.sha}"
                                + " image.repository=shop.azurecr.io/store",
                        "15 production: charts/store as store a=1",
                        "18 production: k8s/base in shop",
                        "18 production: -");
    }

    @Test
    void whatStepsSetIsNotKnown() {
        assertThat(commands(
                        ".github/workflows/deploy.yml",
                        "on: push",
                        "env: {A: a, B: b}",
                        "jobs:",
                        "  one:",
                        "    steps:",
                        "      - run: echo \"A=x\" >> $GITHUB_ENV",
                        "      - run: helm upgrade store charts/store --set a=$A --set b=$B",
                        "      - env: {A: own}",
                        "        run: helm upgrade store charts/store --set a=$A",
                        "  two:",
                        "    steps:",
                        "      - run: cat .env >> $GITHUB_ENV",
                        "      - run: helm upgrade store charts/store --set a=$A"))
                .containsExactly(
                        "7: charts/store as store a=${A} b=b",
                        "9: charts/store as store a=own",
                        "13: charts/store as store a=${A}");
    }

    @Test
    void aMatrixIsOneCommandForEachRow() {
        assertThat(commands(
                        ".github/workflows/deploy.yml",
                        "on: push",
                        "jobs:",
                        "  deploy:",
                        "    strategy:",
                        "      matrix:",
                        "        chart: [store, cart]",
                        "        stage: [dev, prod]",
                        "        exclude: [{chart: cart, stage: dev}]",
                        "        include: [{stage: prod, zone: eu}]",
                        "    environment: ${{ matrix.stage }}",
                        "    steps:",
                        "      - run: helm upgrade ${{ matrix.chart }} charts/${{ matrix.chart }} --set z=${{ matrix.zone }}",
                        "  other:",
                        "    strategy: {matrix: {chart: \"${{ fromJSON(needs.a.outputs.b) }}\"}}",
                        "    steps:",
                        "      - run: helm upgrade x charts/store --set z=${{ matrix.chart }}"))
                .containsExactly(
                        "12 dev: charts/store as store z=${matrix.zone}",
                        "12 prod: charts/store as store z=eu",
                        "12 prod: charts/cart as cart z=eu",
                        "16: charts/store as x z=${matrix.chart}");
    }

    @Test
    void whatIsCalledIsReadWithWhatItIsGiven() {
        repository
                .file(
                        ".github/workflows/main.yml",
                        "on: push\njobs:\n  a:\n    uses: ./.github/workflows/deploy.yml\n    with: {stage: dev}\n"
                                + "  b:\n    uses: ./.github/workflows/deploy.yml\n    with: {stage: \"${{ github.ref }}\"}\n")
                .file(
                        ".github/actions/helm/action.yml",
                        "inputs: {chart: {required: true}, extra: {default: 'x'}}\nruns:\n  using: composite\n  steps:\n"
                                + "    - run: helm upgrade a charts/${{ inputs.chart }} --set e=${{ inputs.extra }}\n      shell: bash\n");

        assertThat(commands(
                        ".github/workflows/deploy.yml",
                        "on: {workflow_call: {inputs: {stage: {type: string}}}}",
                        "jobs:",
                        "  deploy:",
                        "    steps:",
                        "      - run: helm upgrade store charts/store -n ${{ inputs.stage }}",
                        "      - uses: ./.github/actions/helm",
                        "        with: {chart: cart}"))
                .containsExactly("5: charts/store as store in dev", "5: charts/store as store");
        assertThat(commands())
                .filteredOn(command -> command.at().path().endsWith("action.yml"))
                .extracting(this::shown)
                .containsExactly("5: charts/cart as a e=x");
    }

    @Test
    void optionsAndTernariesAreTaken() {
        assertThat(
                        commands(
                                ".github/workflows/deploy.yml",
                                "on: {workflow_dispatch: {inputs: {stage: {type: choice, options: [dev, prod, gone]}}}}",
                                "jobs:",
                                "  deploy:",
                                "    steps:",
                                "      - run: helm upgrade s charts/store -n ${{ inputs.stage }} -f charts/store/values-${{ inputs.stage }}.yaml",
                                "      - run: helm upgrade t charts/store -f charts/store/values-${{ github.ref == 'm' && 'prod' || 'dev' }}.yaml"))
                .containsExactly(
                        "5: charts/store as s in dev values-dev.yaml",
                        "5: charts/store as s in prod values-prod.yaml",
                        "5: charts/store as s in gone ?[-f charts/store/values-gone.yaml]",
                        "6: charts/store as t values-prod.yaml",
                        "6: charts/store as t values-dev.yaml");
    }

    @Test
    void aPartOfAPathThatIsNotKnownIsWhatTheFilesAllow() {
        assertThat(commands(
                        "deploy.sh",
                        "helm upgrade store charts/store -n $1 -f charts/store/values-$1.yaml",
                        "helm upgrade $S charts/$S",
                        "helm upgrade x $S/store",
                        "helm upgrade y charts/store -f charts/store/$F -f charts/store/${G}.yaml"))
                .containsExactly(
                        "1: charts/store as store in dev values-dev.yaml",
                        "1: charts/store as store in prod values-prod.yaml",
                        "2: charts/cart as cart",
                        "2: charts/store as store",
                        "3: - as x",
                        "4: charts/store as y values-dev.yaml ?[-f charts/store/${F}]",
                        "4: charts/store as y values-prod.yaml ?[-f charts/store/${F}]");
    }

    @Test
    void actionsThatDeploy() {
        assertThat(commands(
                        ".github/workflows/deploy.yml",
                        "on: push",
                        "jobs:",
                        "  deploy:",
                        "    steps:",
                        "      - uses: azure/k8s-bake@v3",
                        "        with:",
                        "          helmChart: ./charts/store",
                        "          overrideFiles: ./charts/store/values-prod.yaml",
                        "          overrides: |",
                        "            replicas:2",
                        "            image.tag:${{ github.sha }}",
                        "      - uses: Azure/k8s-deploy@v5",
                        "        with:",
                        "          namespace: shop",
                        "          manifests: |",
                        "            k8s/base/a.yaml",
                        "            k8s/none.yaml"))
                .containsExactly(
                        "7: charts/store values-prod.yaml replicas=2 image.tag=${github.sha}",
                        "14: k8s/base/a.yaml in shop",
                        "14: - in shop");
    }

    @Test
    void anAzurePipeline() {
        repository.file(
                "pipelines/templates/deploy.yml",
                "parameters:\n- {name: stage, type: string}\n- {name: tag, default: none}\nsteps:\n"
                        + "- bash: helm upgrade store charts/store -f charts/store/values-${{ parameters.stage }}.yaml --set t=${{ parameters.tag }}\n");

        assertThat(commands(
                        "azure-pipelines.yml",
                        "trigger: [main]",
                        "variables:",
                        "  chart: $(Build.SourcesDirectory)/charts/store",
                        "  ${{ if eq(variables['Build.Reason'], 'x') }}:",
                        "    group: x",
                        "stages:",
                        "- stage: Deploy",
                        "  jobs:",
                        "  - deployment: Deploy",
                        "    environment: prod.shop",
                        "    variables: {name: store}",
                        "    strategy:",
                        "      runOnce:",
                        "        deploy:",
                        "          steps:",
                        "          - task: HelmDeploy@0",
                        "            inputs:",
                        "              command: upgrade",
                        "              chartType: FilePath",
                        "              chartPath: $(chart)",
                        "              releaseName: $(name)",
                        "              namespace: shop",
                        "              valueFile: charts/store/values-prod.yaml",
                        "              overrideValues: image.tag=$(Build.BuildId),a=b",
                        "              arguments: --timeout 10m --set c=\"d e\"",
                        "          - task: KubernetesManifest@1",
                        "            inputs: {action: deploy, namespace: shop, manifests: $(System.DefaultWorkingDirectory)/k8s/base/a.yaml}",
                        "          - task: AzureCLI@2",
                        "            inputs:",
                        "              scriptType: bash",
                        "              inlineScript: |",
                        "                helm upgrade $NAME $(chart) --set g=$GROUP",
                        "          - template: pipelines/templates/deploy.yml",
                        "            parameters: {stage: dev}"))
                .containsExactly(
                        "16 prod: charts/store as store in shop values-prod.yaml image.tag=${Build.BuildId} a=b c=d e",
                        "26 prod: k8s/base/a.yaml in shop",
                        "32 prod: charts/store as store g=${group}");
        assertThat(commands())
                .filteredOn(command -> command.at().path().contains("templates"))
                .extracting(this::shown)
                .containsExactly("5: charts/store as store values-dev.yaml t=none");
    }

    @Test
    void aPipelineOfGitLab() {
        assertThat(commands(
                        ".gitlab-ci.yml",
                        "variables: {CHART: charts/store, STAGE: dev}",
                        ".setup: {before_script: [cd charts]}",
                        ".deploy:",
                        "  extends: .setup",
                        "  script:",
                        "    - helm upgrade store ./store -n $NS",
                        "      -f ./store/values-$STAGE.yaml --set image.tag=$CI_COMMIT_SHA",
                        "dev: {extends: .deploy, variables: {NS: shop-dev}}",
                        "prod:",
                        "  extends: .deploy",
                        "  variables: {STAGE: prod}",
                        "  environment: {name: production}",
                        "  rules: [{if: $X, variables: {NS: y}}]",
                        "other:",
                        "  script:",
                        "    - !reference [.setup, before_script]",
                        "    - |",
                        "      if t; then",
                        "        kubectl apply -f ../k8s/base",
                        "      fi"))
                .containsExactly(
                        "6: charts/store as store in shop-dev values-dev.yaml image.tag=${CI_COMMIT_SHA}",
                        "6 production: charts/store as store values-prod.yaml image.tag=${CI_COMMIT_SHA}",
                        "19: k8s/base");
    }

    @Test
    void aMakefile() {
        assertThat(commands(
                        "Makefile",
                        "CHART := charts/store",
                        "TAG ?= latest",
                        "ifdef X",
                        "NS = a",
                        "endif",
                        "VERSION = $(shell git describe)",
                        "deploy: ; true",
                        "\t@helm upgrade --install store $(CHART) \\",
                        "\t\t-f $(CHART)/values-prod.yaml --set tag=$(TAG) -n $(NS)",
                        "\t-cd charts && helm upgrade cart cart --set v=$(VERSION) --set h=$$HOME",
                        "\thelm template store"))
                .containsExactly(
                        "8: charts/store as store values-prod.yaml tag=${TAG}",
                        "10: charts/cart as cart v=${VERSION} h=${HOME}",
                        "11: -");
    }

    @Test
    void aJustfile() {
        assertThat(commands(
                        "justfile",
                        "chart := \"charts/store\"",
                        "tag := `git describe`",
                        "deploy stage chart2=\"x\":",
                        "    @helm upgrade store {{chart}} -f {{ chart }}/values-prod.yaml \\",
                        "      --set tag={{tag}} -n {{stage}}",
                        "all:",
                        "    #!/usr/bin/env bash",
                        "    cd charts",
                        "    helm upgrade cart cart"))
                .containsExactly("4: charts/store as store values-prod.yaml tag=${tag}", "9: charts/cart as cart");
    }

    @Test
    void scriptsStartInTheirFolderOrAtTheRoot() {
        repository.file("scripts/k8s/base/b.yaml", "a: b\n").file("scripts/k8s/own.yaml", "a: b\n");

        assertThat(commands(
                        "scripts/deploy.sh",
                        "#!/bin/bash",
                        "ROOT=\"$(cd \"$(dirname \"${BASH_SOURCE[0]}\")/..\" && pwd)\"",
                        "helm upgrade a charts/store",
                        "kubectl apply -f k8s/own.yaml -f k8s/base",
                        "cd \"$ROOT/charts\" || exit 1",
                        "helm upgrade b store",
                        "bash -c \"cd store && helm upgrade c .\""))
                .containsExactly(
                        "3: charts/store as a",
                        "4: scripts/k8s/own.yaml",
                        "4: -",
                        "6: charts/store as b",
                        "7: charts/store as c");
        assertThat(commands(
                        "scripts/deploy.ps1",
                        "$chart = \"charts/store\"",
                        "helm upgrade store $chart `",
                        "  --set \"tag=$env:TAG\" --namespace shop"))
                .containsExactly("2: charts/store as store in shop tag=${TAG}");
    }

    @Test
    void applicationsOfArgoCd() {
        assertThat(commands(
                        "argocd/apps.yaml",
                        "apiVersion: argoproj.io/v1alpha1",
                        "kind: Application",
                        "metadata: {name: store-prod}",
                        "spec:",
                        "  destination: {namespace: shop}",
                        "  source:",
                        "    path: charts/store",
                        "    helm:",
                        "      valueFiles: [values-prod.yaml]",
                        "      valuesObject: {image: {tag: '1'}, list: [a, 'b\"c'], none: null}",
                        "      parameters: [{name: a, value: 'x,y'}]",
                        "---",
                        "apiVersion: argoproj.io/v1alpha1",
                        "kind: ApplicationSet",
                        "spec:",
                        "  generators: [{list: {elements: [{stage: dev}]}}]",
                        "  template:",
                        "    metadata: {name: 'cart-{{stage}}'}",
                        "    spec:",
                        "      sources:",
                        "      - {repoURL: x, ref: values}",
                        "      - path: charts/cart",
                        "        helm: {valueFiles: ['$values/charts/store/values-{{stage}}.yaml']}",
                        "      - {path: k8s/base}"))
                .containsExactly(
                        "7: charts/store as store-prod in shop values-prod.yaml image.tag=\"1\" list=[\"a\",\"b\\\"c\"]"
                                + " none=null a=x\\,y",
                        "22: charts/cart as cart-dev values-dev.yaml");
    }

    @Test
    void otherFilesHaveNone() {
        assertThat(commands("k8s/config.yaml", "steps:", "- name: helm upgrade store charts/store"))
                .isEmpty();
        assertThat(commands("charts/store/templates/a.sh", "helm upgrade store charts/store"))
                .isEmpty();
        assertThat(commands(".github/workflows/broken.yml", "jobs: [", "helm upgrade"))
                .isEmpty();
        assertThat(commands("docs/README.md", "helm upgrade store charts/store"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".github/workflows/a.yml:jobs: {a: {steps: [{uses: ./.github/workflows/a.yml}]}}",
                ".github/workflows/a.yml:jobs: {a: {uses: ./.github/workflows/a.yml}}",
                "azure-pipelines.yml:steps: [{template: azure-pipelines.yml}, {template: azure-pipelines.yml}]",
                ".gitlab-ci.yml:{include: .gitlab-ci.yml, a: {extends: b, script: [x]}, b: {extends: a, script: [!reference [b, script]]}}",
                "Makefile:A = $(B)$(B)\nB = $(A)$(A)\na:\n\thelm upgrade $(A) charts/store\n"
            })
    void circlesEnd(String file) {
        int colon = file.indexOf(':');
        repository.file(file.substring(0, colon), file.substring(colon + 1) + "\n");

        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> commands());
    }
}
