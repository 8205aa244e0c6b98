package io.github.akspolicy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.AzureType;
import io.github.akspolicy.resource.cluster.ClusterProperties;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.PoolProperties;
import io.github.akspolicy.resource.cluster.Referents;
import io.github.akspolicy.resource.cluster.Setting;
import io.github.akspolicy.source.SourceLocation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plans, configuration in JSON, and what {@code az} answers. */
class TerraformReadingTest {
    private static final String PLAN = """
            {"format_version": "1.2", "planned_values": {"root_module": {
              "resources": [
                {"address": "azurerm_container_registry.acr", "mode": "managed",
                 "type": "azurerm_container_registry", "name": "acr", "values": {"name": "acr1", "sku": "Premium"}},
                {"address": "data.azurerm_kubernetes_cluster.old", "mode": "data",
                 "type": "azurerm_kubernetes_cluster", "name": "old", "values": {}},
                {"address": "azapi_resource.auto", "mode": "managed", "type": "azapi_resource", "name": "auto",
                 "values": {"type": "Microsoft.ContainerService/managedClusters@2024-09-01", "name": "auto",
                   "body": "{\\"sku\\": {\\"name\\": \\"Automatic\\"}, \\"properties\\": {\\"enableRBAC\\": true}}"}}],
              "child_modules": [{"address": "module.aks[0]", "resources": [
                {"address": "module.aks[0].azurerm_kubernetes_cluster.this", "mode": "managed",
                 "type": "azurerm_kubernetes_cluster", "name": "this", "values": {
                   "name": "aks-prod", "local_account_disabled": true, "run_command_enabled": false,
                   "automatic_channel_upgrade": "patch", "key_vault_secrets_provider": [], "oms_agent": [{}],
                   "default_node_pool": [{"name": "sys", "enable_host_encryption": true, "os_sku": "AzureLinux"}]}},
                {"address": "module.aks[0].azurerm_kubernetes_cluster_node_pool.user[\\"a\\"]", "mode": "managed",
                 "type": "azurerm_kubernetes_cluster_node_pool", "name": "user", "values": {
                   "name": "a", "host_encryption_enabled": false}},
                {"address": "module.aks[0].azurerm_role_assignment.pull", "mode": "managed",
                 "type": "azurerm_role_assignment", "name": "pull", "values": {"role_definition_name": "AcrPull"}}]}]}},
             "resource_changes": [
               {"address": "module.aks[0].azurerm_kubernetes_cluster.this", "change": {"after_unknown": {
                 "disk_encryption_set_id": true, "oms_agent": [{"log_analytics_workspace_id": true}]}}},
               {"address": "module.aks[0].azurerm_kubernetes_cluster_node_pool.user[\\"a\\"]",
                "change": {"after_unknown": {"kubernetes_cluster_id": true}}},
               {"address": "module.aks[0].azurerm_role_assignment.pull",
                "change": {"after_unknown": {"scope": true, "principal_id": true}}}],
             "configuration": {"root_module": {
               "resources": [{"address": "azurerm_container_registry.acr", "expressions": {}}],
               "module_calls": {"aks": {
                 "expressions": {"registry": {"references": ["azurerm_container_registry.acr.id", "azurerm_container_registry.acr"]}},
                 "module": {"resources": [
                   {"address": "azurerm_kubernetes_cluster.this", "expressions": {
                     "disk_encryption_set_id": {"references": ["azurerm_disk_encryption_set.des.id"]}}},
                   {"address": "azurerm_kubernetes_cluster_node_pool.user", "expressions": {
                     "kubernetes_cluster_id": {"references": ["azurerm_kubernetes_cluster.this.id"]}}},
                   {"address": "azurerm_role_assignment.pull", "expressions": {
                     "scope": {"references": ["var.registry"]},
                     "principal_id": {"references": ["azurerm_kubernetes_cluster.this.kubelet_identity[0].object_id"]}}}]}}}}}}
            """;

    @TempDir
    Path folder;

    private ManagedCluster cluster(Read read, String name) {
        return read.resources().stream()
                .flatMap(resource -> ManagedCluster.of(resource).stream())
                .filter(cluster -> cluster.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void readsTheManagedResourcesOfAllModules() {
        Read read = Read.of(folder, "plan.json", PLAN);
        assertThat(read.told()).isEmpty();
        assertThat(read.resources())
                .extracting(Resource::toString)
                .containsExactly(
                        "azurerm_container_registry acr",
                        "azapi_resource auto",
                        "azurerm_kubernetes_cluster module.aks[0].this",
                        "azurerm_kubernetes_cluster_node_pool module.aks[0].user[\"a\"]",
                        "azurerm_role_assignment module.aks[0].pull");
    }

    @Test
    void namesOfBothVersionsOppositesAndBlocksMeanTheSame() {
        Read read = Read.of(folder, "plan.json", PLAN);
        ManagedCluster cluster = cluster(read, "module.aks[0].this");
        assertThat(cluster.get(ClusterProperties.DISABLE_LOCAL_ACCOUNTS).isTrue())
                .isTrue();
        assertThat(cluster.get(ClusterProperties.DISABLE_RUN_COMMAND).isTrue()).isTrue();
        assertThat(cluster.get(ClusterProperties.UPGRADE_CHANNEL).text()).isEqualTo("patch");
        assertThat(cluster.get(ClusterProperties.KEY_VAULT_PROVIDER).isTrue()).isFalse();
        assertThat(cluster.get(ClusterProperties.OMS_AGENT).isTrue()).isTrue();
        assertThat(cluster.get(ClusterProperties.NODE_OS_CHANNEL).text())
                .as("the provider's default")
                .isEqualTo("NodeImage");
        assertThat(cluster.get(ClusterProperties.IMAGE_INTEGRITY).isExpressible())
                .isFalse();
        assertThat(cluster.pools()).hasSize(1).allMatch(pool -> pool.isSystem());
        assertThat(cluster.pools().get(0).get(PoolProperties.HOST_ENCRYPTION).isTrue())
                .isTrue();
        assertThat(read.pools())
                .hasSize(2)
                .allMatch(pool ->
                        !pool.clusters(new Referents<>(List.of(cluster))).isEmpty());
        assertThat(cluster.get(ClusterProperties.DISK_ENCRYPTION_SET)
                        .unresolved()
                        .expression())
                .isEqualTo("azurerm_disk_encryption_set.des.id");
    }

    @Test
    void azapiHasTheBodyOfArm() {
        ManagedCluster auto = cluster(Read.of(folder, "plan.json", PLAN), "auto");
        assertThat(auto.isAutomatic()).isTrue();
        assertThat(auto.get(ClusterProperties.ENABLE_RBAC).isWritten()).isTrue();
        assertThat(auto.get(ClusterProperties.AZURE_POLICY).isTrue())
                .as("preset")
                .isTrue();
        assertThat(auto.get(ClusterProperties.DISABLE_LOCAL_ACCOUNTS).isTrue()).isFalse();
    }

    @Test
    void referencesAreFollowedThroughModules() {
        Read read = Read.of(folder, "plan.json", PLAN);
        AzureResource registry =
                AzureResource.of(read.resources().get(0), AzureType.REGISTRY).get(0);
        AzureResource assignment = AzureResource.of(read.resources().get(4), AzureType.ROLE_ASSIGNMENT)
                .get(0);
        assertThat(registry.isMeantBy(assignment.root().get("scope"))).isTrue();
    }

    @Test
    void aPlanIsNobodysToEdit() {
        Read read = Read.of(folder, "plan.json", PLAN);
        var place = read.cluster().place();
        assertThat(read.files.get(0).origins().locate(place).primary().role()).isEqualTo(SourceLocation.Role.GENERATED);
    }

    @Test
    void configurationInJsonHasExpressionsAndDefaults() {
        Read read = Read.of(folder, "aks.tf.json", """
                {"variable": {"private": {"default": true}, "other": {}},
                 "resource": {"azurerm_kubernetes_cluster": {"main": {
                   "private_cluster_enabled": "${var.private}", "local_account_disabled": "${var.other}",
                   "azure_policy_enabled": "true",
                   "default_node_pool": {"name": "a"}}}}}
                """);
        ManagedCluster cluster = read.cluster();
        assertThat(cluster.isPrivate()).isTrue();
        assertThat(cluster.get(ClusterProperties.AZURE_POLICY).isTrue()).isTrue();
        assertThat(cluster.get(ClusterProperties.DISABLE_LOCAL_ACCOUNTS)
                        .unresolved()
                        .expression())
                .isEqualTo("var.other");
        assertThat(cluster.pools()).hasSize(1);
        assertThat(read.files.get(0).origins().locate(cluster.place()).primary().role())
                .isEqualTo(SourceLocation.Role.MANIFEST);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"identity": [{"for_each": "${[1]}", "content": [{"type": "SystemAssigned"}]}]}            | SystemAssigned
            {"identity": {"for_each": ["a"], "content": {"type": "SystemAssigned"}}}                    | SystemAssigned
            [{"identity": {"for_each": {"a": 1}, "content": {"type": "SystemAssigned"}}}]               | SystemAssigned
            {"identity": {"for_each": "${var.on}", "content": {"type": "SystemAssigned"}}}              | SystemAssigned
            {"identity": {"for_each": "${[]}", "content": {"type": "SystemAssigned"}}}                  |
            {"identity": {"for_each": "${{}}", "content": {"type": "SystemAssigned"}}}                  |
            {"identity": {"for_each": [], "content": {"type": "SystemAssigned"}}}                       |
            {"identity": {"for_each": "${var.off}", "content": {"type": "SystemAssigned"}}}             |
            {"identity": {"for_each": "${length(var.free) > 1 ? [1] : []}", "content": {"type": "SystemAssigned"}}} | ?
            {"identity": {"for_each": "${var.free}", "content": {"type": "SystemAssigned"}}}            | ?
            {"identity": {"for_each": "${[for x in var.on : x if x > 1]}", "content": {"type": "SystemAssigned"}}} |
            {"identity": {"for_each": "${toset([])}", "content": {"type": "SystemAssigned"}}}           |
            {"identity": {"for_each": ["a"], "content": {"type": "${identity.value}"}}}                 | a
            {"other": {"for_each": "${var.free}", "content": {"type": "SystemAssigned"}}}               |
            """)
    void aDynamicBlockIsWhatItsCollectionMakes(String dynamic, String expected) {
        Read read = Read.of(folder, "aks.tf.json", """
                {"variable": {"on": {"default": [1]}, "off": {"default": []}, "free": {"type": "list(string)"}},
                 "resource": {"azurerm_kubernetes_cluster": {"main": [{"name": "aks", "dynamic": %s}]}}}
                """.formatted(dynamic));
        assertThat(read.told()).isEmpty();
        Setting type = read.cluster().get(ClusterProperties.IDENTITY_TYPE);
        assertThat(type.unresolved() != null).isEqualTo("?".equals(expected));
        assertThat("?".equals(expected) ? "?" : type.text()).isEqualTo(expected);
    }

    @Test
    void dynamicBlocksStandBesideOthersAndInThem() {
        Read read = Read.of(folder, "aks.tf.json", """
                {"resource": {"azurerm_kubernetes_cluster": {"main": {
                   "dynamic": {"network_profile": {"for_each": [1], "content": {
                     "network_plugin": "azure",
                     "dynamic": {"advanced_networking": {"for_each": [1], "content": {"security_enabled": true}}}}}},
                   "identity": {"type": "UserAssigned"},
                   "tags": {"dynamic": "no block"}}}}}
                """);
        ManagedCluster cluster = read.cluster();
        assertThat(cluster.get(ClusterProperties.NETWORK_PLUGIN).text()).isEqualTo("azure");
        assertThat(cluster.get(ClusterProperties.ADVANCED_NETWORKING).isTrue()).isTrue();
        assertThat(cluster.get(ClusterProperties.IDENTITY_TYPE).text()).isEqualTo("UserAssigned");
        assertThat(read.files
                        .get(0)
                        .origins()
                        .locate(cluster.get(ClusterProperties.NETWORK_PLUGIN).place())
                        .primary()
                        .line())
                .isEqualTo(3);
    }

    @Test
    void azShowHasItsOwnCaseAndNulls() {
        Read read = Read.of(folder, "show.json", """
                {"type": "Microsoft.ContainerService/ManagedClusters", "name": "aks", "enableRbac": false,
                 "aadProfile": null, "disableLocalAccounts": null,
                 "addonProfiles": {"azurepolicy": {"enabled": true}},
                 "agentPoolProfiles": [{"name": "sys", "osSku": "AzureLinux", "mode": "System"}]}
                """);
        ManagedCluster cluster = read.cluster();
        assertThat(cluster.get(ClusterProperties.ENABLE_RBAC).isFalse()).isTrue();
        assertThat(cluster.get(ClusterProperties.ENABLE_RBAC).words()).isEqualTo("enableRbac is false");
        assertThat(cluster.get(ClusterProperties.DISABLE_LOCAL_ACCOUNTS).isWritten())
                .isFalse();
        assertThat(cluster.get(ClusterProperties.AZURE_POLICY).isTrue()).isTrue();
        assertThat(cluster.pools().get(0).get(PoolProperties.OS_SKU).text()).isEqualTo("AzureLinux");
    }

    @Test
    void whatIsNoDefinitionSaysWhatIs() {
        assertThat(Read.of(folder, "x.json", "{\"a\": 1}").told())
                .singleElement()
                .asString()
                .startsWith("x.json:1:1: this defines no cluster, registry or access to them");
        assertThat(Read.of(folder, "x.json", "{\"a\": 1,\n\"a\": 2}").told())
                .singleElement()
                .asString()
                .startsWith("x.json:2:1: ");
    }

    /** What a plan says of an attribute that is known after apply depends on whether the configuration has it. */
    @Test
    void whatTheConfigurationLeavesOutHasItsDefault() throws Exception {
        String plan = """
                {"format_version": "1.2", "planned_values": {"root_module": {"resources": [
                  {"address": "azurerm_kubernetes_cluster.aks", "mode": "managed", "type": "azurerm_kubernetes_cluster",
                   "name": "aks", "values": {"name": "aks", "network_profile": [{"network_plugin": "azure"}]}}]}},
                 "resource_changes": [{"address": "azurerm_kubernetes_cluster.aks", "change": {"actions": [%s],
                   "after_unknown": {"kubernetes_version": true, "node_os_upgrade_channel": true,
                     "network_profile": [{"outbound_type": true}]}}}],
                 "configuration": {
                   "provider_config": {"azurerm": {"name": "azurerm", "version_constraint": "5.2.0"}},
                   "root_module": {"resources": [{"address": "azurerm_kubernetes_cluster.aks",
                     "expressions": {"name": {"constant_value": "aks"}, %s}}]}}}
                """;
        String block = "\"network_profile\": [{\"network_plugin\": {\"constant_value\": \"azure\"}}]";
        String generated = "\"location\": {\"constant_value\": \"westeurope\"}";
        for (String actions : List.of("\"create\"", "\"delete\", \"create\"")) {
            ManagedCluster left = cluster(plan.formatted(actions, block));
            assertThat(left.get(ClusterProperties.NODE_OS_CHANNEL).is("NodeImage"))
                    .isTrue();
            assertThat(left.get(ClusterProperties.OUTBOUND_TYPE).is("loadBalancer"))
                    .isTrue();
            assertThat(left.get(ClusterProperties.OUTBOUND_TYPE).isWritten()).isFalse();
            // no default is known
            assertThat(left.get(ClusterProperties.KUBERNETES_VERSION).unresolved())
                    .isNotNull();
        }
        ManagedCluster updated = cluster(plan.formatted("\"update\"", block));
        assertThat(updated.get(ClusterProperties.NODE_OS_CHANNEL).unresolved()).isNotNull();
        ManagedCluster ofDynamic = cluster(plan.formatted("\"create\"", generated));
        assertThat(ofDynamic.get(ClusterProperties.OUTBOUND_TYPE).unresolved()).isNotNull();
    }

    private ManagedCluster cluster(String plan) throws Exception {
        return Read.of(folder, "plan.json", plan).cluster();
    }
}
