package io.github.akspolicy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.cluster.ClusterProperties;
import io.github.akspolicy.source.NotEvaluated;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Definitions hold manifests and templates of their own, and some hide what they deploy: that is read or named. */
class HiddenResourcesTest {
    private static final String CLUSTER = "{\"type\": \"Microsoft.ContainerService/managedClusters\", \"apiVersion\":"
            + " \"2024-09-01\", \"name\": \"aks\", \"properties\": {\"disableLocalAccounts\": false}}";

    @TempDir
    Path folder;

    private Read read(String text) throws Exception {
        Read read = Read.of(folder, "definition.json", text);
        assertThat(new DefinitionReader()
                        .isDefinition(ManifestReader.json(
                                Files.readString(folder.resolve("definition.json")), ReadLimits.DEFAULT)))
                .as("a scan finds it")
                .isTrue();
        assertThat(read.notEvaluated).as("fault and fix, each short").allSatisfy(line -> {
            assertThat(line.fault()).hasSizeLessThan(100);
            assertThat(line.fix()).hasSizeLessThan(100);
        });
        return read;
    }

    private Read template(String resources) throws Exception {
        return read(Read.template(
                "\"variables\": {\"inner\": {\"resources\": [" + CLUSTER + "]}}, \"resources\": [" + resources + "]"));
    }

    private Read plan(String type, String values) throws Exception {
        return read(
                "{\"format_version\": \"1.2\", \"planned_values\": {\"root_module\": {\"resources\": [{\"address\": \""
                        + type + ".a\", \"mode\": \"managed\", \"type\": \"" + type
                        + "\", \"name\": \"a\", \"values\": {" + values
                        + "}}]}}}");
    }

    @Test
    void theManifestOfKubernetesManifestIsRead() throws Exception {
        Read read = plan("kubernetes_manifest", """
                "manifest": {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "debug"},
                  "spec": {"hostNetwork": true, "containers": [{"name": "a", "image": "b"}]}}""");

        assertThat(read.told()).isEmpty();
        assertThat(read.resources()).singleElement().satisfies(pod -> {
            assertThat(pod).hasToString("Pod debug");
            assertThat(pod.podTemplates()).hasSize(1);
        });
    }

    @Test
    void theManifestsOfKubectlManifestAreRead() throws Exception {
        Read read = plan("kubectl_manifest", """
                "yaml_body": "apiVersion: v1\\nkind: Pod\\nmetadata: {name: one}\\n---\\napiVersion: v1\\nkind: Pod\\nmetadata: {name: two}\\n\"""");

        assertThat(read.resources()).extracting(Resource::name).containsExactly("one", "two");
    }

    @Test
    void aManifestThatIsNoneIsAProblem() throws Exception {
        assertThat(plan("kubernetes_manifest", "\"manifest\": {\"kind\": \"Pod\"}")
                        .told())
                .singleElement()
                .asString()
                .contains("it has no apiVersion");
    }

    @Test
    void configurationInJsonHoldsManifestsToo() throws Exception {
        Read read = Read.of(
                folder,
                "main.tf.json",
                "{\"resource\": {\"kubernetes_manifest\": {\"a\": {\"manifest\": {\"apiVersion\": \"v1\","
                        + " \"kind\": \"Pod\", \"metadata\": {\"name\": \"debug\"}}}}}}");

        assertThat(read.resources()).singleElement().hasToString("Pod debug");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "azurerm_resource_group_template_deployment",
                "azurerm_subscription_template_deployment",
                "azurerm_template_deployment"
            })
    void theTemplateOfATemplateDeploymentIsEvaluated(String type) throws Exception {
        String template = Read.template("\"parameters\": {\"local\": {\"type\": \"bool\"}}, \"resources\": ["
                        + CLUSTER.replace("false", "\"[parameters('local')]\"") + "]")
                .replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "");
        String name = type.equals("azurerm_template_deployment") ? "template_body" : "template_content";
        Read read = plan(
                type,
                "\"" + name + "\": \"" + template
                        + "\", \"parameters_content\": \"{\\\"local\\\": {\\\"value\\\": true}}\"");

        assertThat(read.told()).isEmpty();
        assertThat(read.cluster().get(ClusterProperties.DISABLE_LOCAL_ACCOUNTS).isTrue())
                .isTrue();
    }

    @Test
    void aTemplateThatIsNotJsonIsAProblem() throws Exception {
        assertThat(plan("azurerm_resource_group_template_deployment", "\"template_content\": \"{\"")
                        .told())
                .singleElement()
                .asString()
                .contains("the template is not JSON");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "helm_release",
                "kubernetes_node_taint",
                "kubernetes_env",
                "azurerm_kubernetes_flux_configuration",
                "azurerm_kubernetes_cluster_trusted_access_role_binding",
                "azurerm_kubernetes_cluster_extension",
                "azurerm_kubernetes_fleet_manager",
                "azurerm_kubernetes_fleet_update_strategy",
                "azurerm_resource_deployment_script_azure_cli"
            })
    void whatDeploysInWordsOfItsOwnIsNamed(String type) throws Exception {
        Read read = plan(type, "\"name\": \"x\"");

        assertThat(read.notEvaluated)
                .singleElement()
                .satisfies(line -> assertThat(line.message()).startsWith(type + ".a: "));
        assertThat(read.notEvaluated).extracting(NotEvaluated::at).doesNotContainNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Microsoft.KubernetesConfiguration/fluxConfigurations",
                "microsoft.kubernetesconfiguration/FLUXCONFIGURATIONS",
                "Microsoft.KubernetesConfiguration/extensions",
                "Microsoft.ContainerService/managedClusters/runCommands",
                "Microsoft.Compute/virtualMachineScaleSets/virtualMachines/runCommands",
                "Microsoft.ContainerService/managedClusters/trustedAccessRoleBindings",
                "Microsoft.ContainerService/fleets",
                "Microsoft.ContainerService/fleets/members",
                "Microsoft.ContainerService/fleets/updateStrategies",
                "Microsoft.ContainerService/fleets/updateRuns",
                "Microsoft.ContainerService/fleets/autoUpgradeProfiles",
                "Microsoft.ContainerService/fleets/managedNamespaces",
                "Microsoft.ContainerService/managedClusters/somethingNew",
                "Microsoft.ServiceLinker/linkers"
            })
    void whatBringsWorkloadsIntoAClusterIsNamed(String type) throws Exception {
        String resource = "{\"type\": \"" + type + "\", \"apiVersion\": \"2024-11-01\", \"name\": \"store\","
                + " \"properties\": {\"a\": 1}}";

        assertThat(template(resource).notEvaluated)
                .singleElement()
                .asString()
                .startsWith("definition.json:")
                .contains(type + " store: ");
        assertThat(template(CLUSTER + ",{\"type\": \"Microsoft.Resources/deployments\", \"apiVersion\": \"2022-09-01\","
                                + " \"name\": \"inner\", \"properties\": {\"template\": {\"resources\": [" + resource
                                + "]}}}")
                        .notEvaluated)
                .as("in a nested deployment")
                .hasSize(1);
    }

    @Test
    void fleetsAreNamedAlikeInEveryNotation() throws Exception {
        String fault =
                "Fleet decides when its clusters are upgraded and what is placed on them, and no policy evaluates it";
        assertThat(plan("azurerm_kubernetes_fleet_member", "\"name\": \"x\"").notEvaluated)
                .extracting(NotEvaluated::fault)
                .containsExactly(fault);
        assertThat(template("{\"type\": \"Microsoft.ContainerService/fleets/members\", \"apiVersion\": \"2025-03-01\","
                                + " \"name\": \"f/m\", \"properties\": {}}")
                        .notEvaluated)
                .extracting(NotEvaluated::fault)
                .containsExactly(fault);
    }

    @Test
    void whatDoesNotTouchTheContentOfAClusterIsNotNamed() throws Exception {
        Read read = template(CLUSTER
                + ",{\"type\": \"Microsoft.ContainerService/managedClusters/agentPools\", \"apiVersion\": \"2024-09-01\","
                + " \"name\": \"aks/pool\"}"
                + ",{\"type\": \"Microsoft.ContainerService/managedClusters/maintenanceConfigurations\","
                + " \"apiVersion\": \"2024-09-01\", \"name\": \"aks/default\"}"
                + ",{\"type\": \"Microsoft.Network/virtualNetworks\", \"apiVersion\": \"2024-01-01\", \"name\": \"v\"}"
                + ",{\"type\": \"Microsoft.KubernetesConfiguration/fluxConfigurations\", \"apiVersion\": \"2024-11-01\","
                + " \"name\": \"off\", \"condition\": false}");

        assertThat(read.notEvaluated).isEmpty();
    }

    private Read optional(String parameter, String rest, String resource) throws Exception {
        return read(Read.template("\"parameters\": {\"deploy\": {\"type\": \"bool\"" + parameter + "}},"
                + " \"variables\": {\"also\": \"[parameters('deploy')]\"}, " + rest
                + " \"resources\": [" + resource + "]"));
    }

    /** Another value of the parameter deploys it, and the template does not say that nobody gives one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"condition\": \"[parameters('deploy')]\", ",
                "\"condition\": \"[variables('also')]\", ",
                "\"condition\": \"[and(true(), not(equals(variables('also'), false())))]\", ",
                "\"copy\": {\"name\": \"loop\", \"count\": \"[if(parameters('deploy'), 1, 0)]\"}, ",
            })
    void whatTheDefaultOfAParameterLeavesOutIsNamed(String condition) throws Exception {
        String cluster = "{" + condition + CLUSTER.substring(1);
        Read alone = optional(", \"defaultValue\": false", "", cluster);
        assertThat(alone.resources()).isEmpty();
        assertThat(alone.notEvaluated).singleElement().satisfies(line -> {
            assertThat(line.subjects().get(0).name()).isEqualTo("Microsoft.ContainerService/managedClusters aks");
            assertThat(line.fault()).endsWith(" by the default of a parameter");
            assertThat(line.fix()).isEqualTo("name the file that sets deploy under parameters");
        });
        String inner =
                "{\"type\": \"Microsoft.Resources/deployments\", \"apiVersion\": \"2022-09-01\", \"name\": \"inner\","
                        + " \"properties\": {\"expressionEvaluationOptions\": {\"scope\": \"inner\"},"
                        + " \"parameters\": {\"deploy\": {\"value\": \"[variables('also')]\"}}, \"template\": {"
                        + " \"parameters\": {\"deploy\": {\"type\": \"bool\"}}, \"variables\": {\"also\": \"[parameters('deploy')]\"},"
                        + " \"resources\": [" + cluster + "]}}}";
        assertThat(optional(", \"defaultValue\": false", "", inner).notEvaluated)
                .as("the default of the template around it")
                .hasSize(1);
        assertThat(optional(
                                ", \"defaultValue\": false",
                                "",
                                inner.replace("[variables('also')]\"}}, \"t", "false\"}}, \"t")
                                        .replace("\"false\"}}, \"t", "false}}, \"t"))
                        .notEvaluated)
                .as("a module that is always called so")
                .isEmpty();
        assertThat(optional(", \"defaultValue\": true", "", cluster).resources())
                .hasSize(1);
    }

    @Test
    void aDeploymentThatADefaultLeavesOutIsNamedByWhatItDeploys() throws Exception {
        String deployment = "{\"condition\": \"[parameters('deploy')]\", \"type\": \"Microsoft.Resources/deployments\","
                + " \"apiVersion\": \"2022-09-01\", \"name\": \"inner\", \"properties\": {%s}}";
        assertThat(optional(
                                ", \"defaultValue\": false",
                                "",
                                deployment.formatted("\"template\": {\"resources\": [" + CLUSTER + "]}"))
                        .notEvaluated)
                .extracting(line -> line.subjects().get(0).name())
                .containsExactly("Microsoft.ContainerService/managedClusters aks");
        Read linked = optional(
                ", \"defaultValue\": false",
                "",
                CLUSTER + ", " + deployment.formatted("\"templateLink\": {\"uri\": \"https://example.org/a.json\"}"));
        assertThat(linked.notEvaluated)
                .extracting(line -> line.subjects().get(0).name())
                .containsExactly("deployment inner");
        assertThat(linked.told()).isEmpty();
    }

    @Test
    void existingIsNamedWhereTheTemplateDoesNotKnowIt() throws Exception {
        String existing = "{\"existing\": true, " + CLUSTER.substring(1);
        assertThat(optional("", "", existing).notEvaluated).singleElement().satisfies(line -> {
            assertThat(line.subjects().get(0).name()).isEqualTo("Microsoft.ContainerService/managedClusters aks");
            assertThat(line.fault()).contains("languageVersion 2.0");
        });
        assertThat(read(Read.template("\"languageVersion\": \"2.0\", \"resources\": {\"a\": " + existing + "}"))
                        .notEvaluated)
                .isEmpty();
    }

    @Test
    void theLoopOfAPropertyIsOneInAnyCase() throws Exception {
        Read read =
                template("{\"type\": \"Microsoft.ContainerService/managedClusters\", \"apiVersion\": \"2024-09-01\","
                        + " \"name\": \"aks\", \"properties\": {\"Copy\": [{\"Name\": \"agentPoolProfiles\", \"Count\": 2,"
                        + " \"Input\": {\"name\": \"[concat('p', copyIndex('agentPoolProfiles'))]\"}}]}}");
        assertThat(read.resources()
                        .get(0)
                        .root()
                        .at("properties", "agentPoolProfiles")
                        .items())
                .extracting(pool -> pool.get("name").string())
                .containsExactly("p0", "p1");
    }

    /** Terraform 1.9 and later: what a plan cannot say yet. */
    @Test
    void whatAPlanDefersIsNamed() throws Exception {
        String plan = "{\"format_version\": \"1.2\", \"planned_values\": {\"root_module\": {}}, \"deferred_changes\": ["
                + "{\"reason\": \"instance_count_unknown\", \"resource_change\": {\"address\": \"%s\","
                + " \"mode\": \"%s\", \"type\": \"%s\", \"name\": \"a\", \"change\": {\"actions\": [\"create\"]}}}]}";
        assertThat(read(plan.formatted("azurerm_kubernetes_cluster.a[*]", "managed", "azurerm_kubernetes_cluster"))
                        .notEvaluated)
                .singleElement()
                .asString()
                .contains("azurerm_kubernetes_cluster.a[*]", "the plan defers its change (instance_count_unknown)");
        assertThat(read(plan.formatted("helm_release.a", "managed", "helm_release")).notEvaluated)
                .hasSize(1);
        assertThat(Read.of(
                                folder,
                                "d.json",
                                plan.formatted(
                                        "data.azurerm_kubernetes_cluster.a", "data", "azurerm_kubernetes_cluster"))
                        .notEvaluated)
                .isEmpty();
        assertThat(Read.of(folder, "d.json", plan.formatted("random_pet.a", "managed", "random_pet")).notEvaluated)
                .isEmpty();
    }

    @Test
    void aPlanThatFailedIsNamed() throws Exception {
        assertThat(read("{\"format_version\": \"1.2\", \"errored\": true, \"planned_values\": {\"root_module\": {}}}")
                        .notEvaluated)
                .singleElement()
                .asString()
                .contains("planning failed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"type\": \"Microsoft.KubernetesConfiguration/fluxConfigurations@2024-11-01\", \"body\": {}",
                "\"type\": \"Microsoft.KubernetesConfiguration/extensions@2023-05-01\", \"body\": \"{}\""
            })
    void azapiIsNamedByTheTypeOfAzure(String values) throws Exception {
        assertThat(plan("azapi_resource", values).notEvaluated)
                .singleElement()
                .asString()
                .contains("azapi_resource.a: ");
    }

    @Test
    void aCommandByAzapiIsNamed() throws Exception {
        assertThat(plan("azapi_resource_action", "\"action\": \"runCommand\", \"type\": \"x\"").notEvaluated)
                .hasSize(1);
    }

    /** As Azure's own tools read templates. */
    @Test
    void aTemplateMayHaveComments() throws Exception {
        String text = Read.template("\"resources\": [ // the cluster\n" + CLUSTER + ", /* no more */ ]");
        Read read = Read.of(folder, "main.jsonc", text);

        assertThat(read.told()).isEmpty();
        assertThat(read.cluster().get(ClusterProperties.DISABLE_LOCAL_ACCOUNTS).isFalse())
                .isTrue();
    }

    @Test
    void aDeploymentScriptIsNamed() throws Exception {
        Read read = template("{\"type\": \"microsoft.resources/DeploymentScripts\", \"apiVersion\": \"2023-08-01\","
                + " \"name\": \"s\", \"properties\": {\"scriptContent\": \"kubectl apply -f x\"}}");

        assertThat(read.notEvaluated)
                .singleElement()
                .asString()
                .contains("deployment script s: the deployment runs a script");
    }

    @Test
    void anExtensionOfBicepIsNamed() throws Exception {
        Read read = template(CLUSTER + ",{\"import\": \"kubernetes\", \"type\": \"core/Pod@v1\", \"properties\": {}}");

        assertThat(read.notEvaluated)
                .singleElement()
                .asString()
                .contains("core/Pod@v1: an extension of Bicep deploys it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Microsoft.Resources/deploymentStacks", "microsoft.resources/deployments"})
    void stacksAndTemplatesGivenByExpressionsAreEvaluated(String type) throws Exception {
        Read read = template("{\"type\": \"" + type + "\", \"apiVersion\": \"2024-03-01\", \"name\": \"s\","
                + " \"properties\": {\"template\": \"[variables('inner')]\"}}");

        assertThat(read.told()).isEmpty();
        assertThat(read.cluster().get(ClusterProperties.DISABLE_LOCAL_ACCOUNTS).isFalse())
                .isTrue();
    }

    @Test
    void aTemplateThatIsKnownOnlyAtDeploymentIsAProblem() throws Exception {
        assertThat(template(
                                "{\"type\": \"Microsoft.Resources/deployments\", \"apiVersion\": \"2024-03-01\", \"name\": \"s\","
                                        + " \"properties\": {\"template\": \"[reference('x').outputs.template.value]\"}}")
                        .told())
                .singleElement()
                .asString()
                .contains("known only at deployment");
    }

    @Test
    void aTypeThatAnExpressionMakesIsEvaluatedOrAProblem() throws Exception {
        String made = CLUSTER.replace(
                "\"Microsoft.ContainerService/managedClusters\"",
                "\"[concat('Microsoft.ContainerService', '/managedClusters')]\"");
        assertThat(template(made).cluster().azureName()).isEqualTo("aks");

        String unknown = CLUSTER.replace(
                "\"Microsoft.ContainerService/managedClusters\"", "\"[reference('x').outputs.type.value]\"");
        assertThat(template(unknown).told()).singleElement().asString().contains("type is known only at deployment");
    }

    @Test
    void aLinkedTemplateIsNamedOrAProblemBesideAKnownResource() throws Exception {
        String linked =
                "{\"type\": \"Microsoft.Resources/deployments\", \"apiVersion\": \"2022-09-01\", \"name\": \"l\","
                        + " \"properties\": {\"templateLink\": {\"uri\": \"https://a/b.json\"}}}";

        assertThat(template(linked).notEvaluated).singleElement().asString().contains("the linked template");
        assertThat(template(CLUSTER + "," + linked).told())
                .singleElement()
                .asString()
                .contains("the linked template");
    }
}
