package io.github.akspolicy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.ProjectFolder;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Progress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Definitions as sources of a configuration and as what a scan finds. */
class ClusterSourcesTest {
    private static final String TEMPLATE = Read.template("""
            "parameters": {"local": {"type": "bool", "defaultValue": false}},
            "resources": [{"type": "Microsoft.ContainerService/managedClusters", "apiVersion": "2024-09-01",
              "name": "aks", "properties": {"disableLocalAccounts": "[parameters('local')]"}}]
            """);

    @TempDir
    private Path folder;

    private ProjectFolder project;

    @BeforeEach
    void repository() {
        project = ProjectFolder.in(folder);
    }

    private static List<String> resources(Evaluation evaluation) {
        return evaluation.ledger().releases().stream()
                .flatMap(release -> release.resources().stream()
                        .map(resource -> release.id() + ": " + resource.id() + " " + resource.at()))
                .toList();
    }

    @Test
    void environmentsAndSourcesNameThem() throws ConfigurationException {
        project.file("infra/aks.json", TEMPLATE);
        project.file("infra/prod.parameters.json", "{\"parameters\": {\"local\": {\"value\": true}}}");
        project.file("ci/kubeconfig", "clusters: []\nusers: [{name: a, user: {token: x}}]\n");
        project.configuration("""
                schemaVersion: 1
                environments: {dev: {cluster: infra/aks.json}, prod: }
                sources:
                  - cluster: infra/aks.json
                    environments: [prod]
                    parameters: {prod: [infra/prod.parameters.json]}
                  - {kubeconfig: ci/kubeconfig, environments: [dev]}
                """);
        Verification verification = project.load();
        assertThat(verification.explain())
                .contains("cluster infra/aks.json as aks.json", "parameters: infra/prod.parameters.json");
        Evaluation evaluation = verification.evaluate(Progress.NONE);
        assertThat(resources(evaluation))
                .containsExactly(
                        "dev/kubeconfig: Config kubeconfig ci/kubeconfig:1:1",
                        "dev/aks.json: managedClusters aks infra/aks.json:3:15",
                        "prod/aks.json: managedClusters aks infra/aks.json:3:15");
        assertThat(evaluation.problems())
                .as("only that no policy is there")
                .singleElement()
                .asString()
                .contains("no policy is on");
    }

    @Test
    void aDefinitionAmongManifestsIsLeftToItsSource() throws ConfigurationException {
        project.file("k8s/aks.json", TEMPLATE);
        project.file("k8s/a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n");
        project.configuration("schemaVersion: 1\nsources: [{manifests: k8s}, {cluster: k8s/aks.json}]\n");
        Evaluation evaluation = project.evaluate();
        assertThat(resources(evaluation)).hasSize(2);
        assertThat(evaluation.problems()).hasSize(1);
    }

    @Test
    void aDefinitionThatDefinesNothingIsAProblem() throws ConfigurationException {
        project.file("aks.json", Read.template("\"resources\": []"));
        project.configuration("schemaVersion: 1\nsources: [{cluster: aks.json}]\n");
        assertThat(project.evaluate().problems())
                .anyMatch(problem -> problem.problem()
                        .toString()
                        .equals("aks-policy.yaml:2:11: cluster aks.json yields no resource: nothing was evaluated"
                                + " (name a file that defines a cluster, a registry, a key vault or access to them)"));
    }

    /** What is not deployed by default, or is none of what policies know, fails no scan of other things. */
    @Test
    void templatesWithoutARelevantResourceAreNoError() throws Exception {
        project.file("map.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: b}\n");
        project.file(
                "storage.json",
                Read.template("\"resources\": [{\"type\": \"Microsoft.Storage/storageAccounts\", \"apiVersion\":"
                        + " \"2023-01-01\", \"name\": \"a\"}]"));
        project.file(
                "optional.json",
                Read.template(
                        "\"resources\": [{\"condition\": false, \"type\":"
                                + " \"Microsoft.ContainerService/managedClusters\", \"apiVersion\": \"2024-09-01\", \"name\": \"a\"}]"));

        Evaluation evaluation = Verification.scan(folder, Overrides.NONE).evaluate(Progress.NONE);

        // this module has no policies: that is the only problem
        assertThat(evaluation.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.problem().message()).startsWith("no policy is on"));
        assertThat(evaluation.ledger().notEvaluated())
                .singleElement()
                .asString()
                .startsWith("optional.json:1:1: it deploys nothing that policies know");
    }

    /** The roots of Bicep, each with its files of parameters; not modules, not what is compiled beside, not what no policy knows. */
    @Test
    void aScanReadsBicep() throws Exception {
        String cluster =
                "resource aks 'Microsoft.ContainerService/managedClusters@2024-09-01' = {\n  name: name\n  properties: {}\n}\n";
        project.file(
                "main.bicep", "module aks 'modules/aks.bicep' = {\n  name: 'aks'\n  params: { name: 'called' }\n}\n");
        project.file("modules/aks.bicep", "param name string\n" + cluster);
        project.file("environments.bicep", "param name string\n" + cluster);
        project.file("dev.bicepparam", "using 'environments.bicep'\nparam name = 'dev'\n");
        project.file("prod.bicepparam", "using './environments.bicep'\nparam name = 'prod'\n");
        project.file("json.bicep", "param name string\n" + cluster);
        project.file("json.parameters.qa.json", "{\"parameters\": {\"name\": {\"value\": \"qa\"}}}");
        project.file("compiled.bicep", "param name string\n" + cluster);
        project.file("compiled.json", TEMPLATE);
        project.file("other.bicep", "param name string\n");

        Evaluation evaluation = Verification.scan(folder, Overrides.NONE).evaluate(Progress.NONE);

        assertThat(evaluation.ledger().notEvaluated()).isEmpty();
        assertThat(resources(evaluation))
                .containsExactlyInAnyOrder(
                        "default/compiled.json: managedClusters aks compiled.json:3:15",
                        "default/dev.bicepparam: managedClusters dev environments.bicep:2:1",
                        "default/json.parameters.qa.json: managedClusters qa json.bicep:2:1",
                        "default/main.bicep: managedClusters called modules/aks.bicep:2:1",
                        "default/prod.bicepparam: managedClusters prod environments.bicep:2:1");
    }

    /** What lies compiled beside its source may be older: the source is evaluated, with the parameters that are for it. */
    @Test
    void aScanReadsBicepAndNotWhatItWasCompiledTo() throws Exception {
        String compiled = TEMPLATE.replaceFirst("\\{", "{\"metadata\": {\"_generator\": {\"name\": \"bicep\"}}, ");
        String cluster =
                "resource aks 'Microsoft.ContainerService/managedClusters@2024-09-01' = {\n  name: name\n  properties: {}\n}\n";
        project.file(
                "main.bicep", "module aks 'modules/aks.bicep' = {\n  name: 'aks'\n  params: { name: 'called' }\n}\n");
        project.file("main.json", compiled);
        project.file("modules/aks.bicep", "param name string\n" + cluster);
        project.file("modules/aks.json", compiled);
        project.file("registry.bicep", "module r 'br/public:avm/res/x/y:1.0.0' = {\n  name: 'r'\n}\n");
        project.file("registry.json", compiled);
        project.file("broken.bicep", "resource aks {\n");
        project.file("broken.json", compiled);

        Evaluation evaluation = Verification.scan(folder, Overrides.NONE).evaluate(Progress.NONE);

        assertThat(resources(evaluation).stream()
                        .map(resource -> resource.replaceFirst(" [^ ]+$", ""))
                        .toList())
                .containsExactlyInAnyOrder(
                        "default/main.bicep: managedClusters called",
                        "default/registry.json: managedClusters aks",
                        "default/broken.json: managedClusters aks");
        assertThat(evaluation.ledger().notes())
                .contains(
                        "2 templates are compiled from the files of Bicep beside them: that is evaluated, not main.json");
    }

    /** A plan says more than the text of Terraform beside it; any other JSON says nothing about it. */
    @Test
    void aTemplateBesideTerraformHidesNothing() throws Exception {
        project.file("infra/main.tf", "resource \"azurerm_container_registry\" \"r\" {}\n");
        project.file("infra/alerts.json", TEMPLATE);

        Evaluation evaluation = Verification.scan(folder, Overrides.NONE).evaluate(Progress.NONE);

        assertThat(resources(evaluation))
                .containsExactlyInAnyOrder(
                        "default/alerts.json: managedClusters aks infra/alerts.json:3:15",
                        "default/infra: azurerm_container_registry r infra/main.tf:1:1");
    }

    @Test
    void aScanFindsThemAndNoOtherJson() throws ConfigurationException {
        project.file("infra/aks.json", TEMPLATE);
        project.file(
                "infra/storage.json",
                Read.template("\"resources\": [{\"type\": \"Microsoft.Storage/storageAccounts\"}]"));
        project.file("package.json", "{\"name\": \"x\"}");
        project.file("broken.json", "{");
        Evaluation evaluation = Verification.scan(folder, Overrides.NONE).evaluate(Progress.NONE);
        assertThat(resources(evaluation)).containsExactly("default/aks.json: managedClusters aks infra/aks.json:3:15");
    }

    @Test
    void aScanReadsTerraformOnceForEachFileOfVariables() throws Exception {
        project.file("infra/main.tf", """
                variable "private" {}
                resource "azurerm_kubernetes_cluster" "aks" {
                  name                    = "aks"
                  private_cluster_enabled = var.private
                }
                """);
        project.file("infra/env/prod/backend.tfvars", "container_name = \"state\"\n");
        project.file("infra/env/prod/terraform.tfvars", "private = true\n");
        project.file("infra/env/dev/terraform.tfvars", "private = false\n");
        project.file("infra/env/dev/dev.backend.tfvars", "container_name = \"state\"\n");
        project.file("infra/terraform.tfvars", "other = 1\n");
        project.file("shared/main.tf", "resource \"azurerm_container_registry\" \"r\" {}\n");
        project.file("network/main.tf", "resource \"azurerm_storage_account\" \"n\" {}\n");
        project.file("network/prod.tfvars", "private = true\n");

        Evaluation evaluation = Verification.scan(folder, Overrides.NONE).evaluate(Progress.NONE);

        assertThat(resources(evaluation))
                .containsExactlyInAnyOrder(
                        "dev/infra: azurerm_kubernetes_cluster aks infra/main.tf:2:1",
                        "prod/infra: azurerm_kubernetes_cluster aks infra/main.tf:2:1",
                        "dev/shared: azurerm_container_registry r shared/main.tf:1:1",
                        "prod/shared: azurerm_container_registry r shared/main.tf:1:1");
        assertThat(evaluation.ledger().notEvaluated()).isEmpty();
        assertThat(evaluation.ledger().notes())
                .as("where the state is kept is no variable")
                .anyMatch(note -> note.contains("prod: env/prod/terraform.tfvars"));
    }

    @Test
    void theFilesOfVariablesOfAnEnvironmentCountInIt() throws Exception {
        project.file("infra/main.tf", """
                variable "private" {}
                resource "azurerm_kubernetes_cluster" "aks" {
                  name                    = "aks"
                  private_cluster_enabled = var.private
                }
                """);
        project.file("infra/prod.tfvars", "private = true\n");
        project.configuration("""
                schemaVersion: 1
                environments: {dev: , prod: }
                sources:
                  - terraform: infra
                    vars: {prod: [infra/prod.tfvars]}
                """);
        Verification verification = project.load();
        assertThat(verification.explain()).contains("terraform infra as infra", "vars: infra/prod.tfvars");
        assertThat(resources(verification.evaluate(Progress.NONE)))
                .containsExactly(
                        "dev/infra: azurerm_kubernetes_cluster aks infra/main.tf:2:1",
                        "prod/infra: azurerm_kubernetes_cluster aks infra/main.tf:2:1");

        project.configuration("schemaVersion: 1\nsources: [{terraform: infra/main.tf}]\n");
        assertThatThrownBy(() -> project.load())
                .hasMessageContaining("terraform \"infra/main.tf\" is a file")
                .hasMessageContaining("name the folder that terraform runs in");
    }
}
