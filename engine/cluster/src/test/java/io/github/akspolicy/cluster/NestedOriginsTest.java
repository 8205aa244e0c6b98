package io.github.akspolicy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.ClusterProperties;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.SourceLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The line to edit is that which gives a value, through however many deployments it is handed on. */
class NestedOriginsTest {
    /** One value a line, so that the line says which. */
    private static final String TEMPLATE = """
            %s
            "parameters": {
              "p": {"type": "bool",
                "defaultValue": false},
              "config": {"type": "object", "defaultValue": {
                "plugin": "kubenet"}},
              "q": {"type": "bool"}},
            "variables": {
              "v": "[parameters('p')]",
              "fixed": "1.30"},
            "resources": [{"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "outer", "properties": {
              "expressionEvaluationOptions": {"scope": "inner"}, "mode": "Incremental",
              "parameters": {
                "isPrivate": {"value": "[variables('v')]"},
                "plugin": {"value": "[parameters('config').plugin]"},
                "tier": {
                  "value": "Free"},
                "nothing": {"value": null},
                "version": {"value": "[variables('fixed')]"},
                "some": {"value": "[not(parameters('p'))]"}},
              "template": {
                %s
                "parameters": {"isPrivate": {"type": "bool"}, "plugin": {"type": "string"}, "tier": {"type": "string"},
                  "version": {"type": "string"}, "some": {"type": "bool"},
                  "nothing": {"type": "string",
                    "defaultValue": "none"}},
                "resources": [{"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "inner", "properties": {
                  "expressionEvaluationOptions": {"scope": "inner"}, "mode": "Incremental",
                  "parameters": {
                    "isPrivate": {"value": "[parameters('isPrivate')]"},
                    "plugin": {"value": "[parameters('plugin')]"},
                    "tier": {"value": "[parameters('tier')]"},
                    "channel": {"value": "[parameters('nothing')]"},
                    "version": {"value": "[parameters('version')]"},
                    "some": {"value": "[parameters('some')]"}},
                  "template": {
                    %s
                    "parameters": {"isPrivate": {"type": "bool"}, "plugin": {"type": "string"}, "tier": {"type": "string"},
                      "channel": {"type": "string"}, "version": {"type": "string"}, "some": {"type": "bool"}},
                    "resources": [{"type": "Microsoft.ContainerService/managedClusters", "apiVersion": "2026-06-01", "name": "aks",
                      "sku": {"name": "Base", "tier": "[parameters('tier')]"},
                      "properties": {
                        "kubernetesVersion": "[parameters('version')]",
                        "autoUpgradeProfile": {"upgradeChannel": "[parameters('channel')]"},
                        "networkProfile": {"networkPlugin": "[parameters('plugin')]"},
                        "apiServerAccessProfile": {
                          "disableRunCommand": "[and(parameters('some'), parameters('isPrivate'))]",
                          "enablePrivateCluster": "[parameters('isPrivate')]"}}}]}}}]}}}]
            """;

    @TempDir
    Path folder;

    private Origin origin(Read read, AzureProperty property) {
        return read.files.get(0).origins().locate(read.cluster().get(property).place());
    }

    private static String template(boolean isCompiled) {
        String metadata = isCompiled ? "\"metadata\": {\"_generator\": {\"name\": \"bicep\"}}," : "";
        return Read.template(TEMPLATE.formatted(metadata, metadata, metadata));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theLineThatGivesTheValueIsTheOneToEdit(boolean isCompiled) {
        Read read = Read.of(folder, "main.json", template(isCompiled));
        assertThat(read.told()).isEmpty();
        assertThat(read.cluster().get(ClusterProperties.PRIVATE_CLUSTER).isFalse())
                .isTrue();
        Origin isPrivate = origin(read, ClusterProperties.PRIVATE_CLUSTER);
        assertThat(isPrivate.primary()).as("the default").hasToString("main.json:5:21");
        assertThat(isPrivate.primary().role())
                .isEqualTo(isCompiled ? SourceLocation.Role.GENERATED : SourceLocation.Role.VALUES);
        assertThat(isPrivate.related())
                .as("where it is used")
                .extracting(SourceLocation::line)
                .containsExactly(49);
        assertThat(origin(read, ClusterProperties.NETWORK_PLUGIN).primary().line())
                .as("a part of a default")
                .isEqualTo(7);
        assertThat(origin(read, ClusterProperties.SKU_TIER).primary().line())
                .as("what the call says")
                .isEqualTo(18);
        assertThat(origin(read, ClusterProperties.UPGRADE_CHANNEL).primary().line())
                .as("null is nothing given")
                .isEqualTo(27);
        assertThat(origin(read, ClusterProperties.KUBERNETES_VERSION).primary().line())
                .as("a variable")
                .isEqualTo(11);
        Origin made = origin(read, ClusterProperties.DISABLE_RUN_COMMAND);
        assertThat(made.primary().line())
                .as("what is made of two is its own line")
                .isEqualTo(48);
        assertThat(made.related()).extracting(SourceLocation::line).containsExactly(21, 5);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aParameterFileGivesItAsWell(boolean isCompiled) throws IOException {
        Path parameters = Files.writeString(folder.resolve("prod.parameters.json"), """
                {"parameters": {
                  "p": {"value": false},
                  "config": {"value": {
                    "plugin": "kubenet"}}}}
                """);
        Read read = Read.of(folder, "main.json", template(isCompiled), parameters);
        assertThat(read.told()).isEmpty();
        Origin isPrivate = origin(read, ClusterProperties.PRIVATE_CLUSTER);
        assertThat(isPrivate.primary()).hasToString("prod.parameters.json:2:3");
        assertThat(isPrivate.related()).extracting(SourceLocation::line).containsExactly(49);
        assertThat(origin(read, ClusterProperties.NETWORK_PLUGIN).primary()).hasToString("prod.parameters.json:4:15");
    }

    /** Each variable names the next one twice. */
    @Test
    @Timeout(20)
    void variablesThatLeadToEachOtherEnd() {
        var variables = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            variables.append("\"v%d\": {\"a\": \"[variables('v%d').a.a.b]\", \"b\": \"[variables('v%d').a.b.a]\"},\n"
                    .formatted(i, (i + 1) % 40, (i + 7) % 40));
        }
        Read read = Read.of(folder, "main.json", Read.template("""
                "variables": {%s "last": "[variables('last')]"},
                "resources": [{"type": "Microsoft.ContainerService/managedClusters", "apiVersion": "2026-06-01", "name": "aks",
                  "properties": {"kubernetesVersion": "1.35"},
                  "tags": {"a": "[variables('v0').a.b.a.b]", "b": "[variables('last')]"}}]
                """.formatted(variables)));
        assertThat(read.told()).anyMatch(problem -> problem.contains("is made of itself"));
    }

    @Test
    void aParameterFileGoesBeforeTheBicepThatUsesIt() throws IOException {
        Path parameters = Files.writeString(
                folder.resolve("prod.parameters.json"), "{\"parameters\": {\n\"local\": {\"value\": false}}}");
        Files.writeString(folder.resolve("main.bicep"), """
                param local bool
                resource aks 'Microsoft.ContainerService/managedClusters@2024-09-01' = {
                  name: 'aks'
                  properties: { disableLocalAccounts: local }
                }
                """);
        Read read = Read.of(folder, "main.json", Read.template("""
                "metadata": {"_generator": {"name": "bicep"}},
                "parameters": {"local": {"type": "bool"}},
                "resources": [
                  {"type": "Microsoft.ContainerService/managedClusters", "apiVersion": "2024-09-01", "name": "aks",
                   "properties": {"disableLocalAccounts": "[parameters('local')]"}}]
                """), parameters);
        Origin local = origin(read, ClusterProperties.DISABLE_LOCAL_ACCOUNTS);
        assertThat(local.primary()).hasToString("prod.parameters.json:2:1");
        assertThat(local.related()).extracting(SourceLocation::path).isEqualTo(List.of("main.bicep"));
    }
}
