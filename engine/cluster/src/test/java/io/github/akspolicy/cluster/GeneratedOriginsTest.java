package io.github.akspolicy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.cluster.AgentPool;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.ClusterProperties;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.PoolProperties;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.SourceLocation.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Findings in generated files point at the sources beside them. */
class GeneratedOriginsTest {
    @TempDir
    Path folder;

    private void write(String path, String text) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.writeString(folder.resolve(path), text);
    }

    private static Origin origin(Read read, AzureResource resource, AzureProperty property) {
        return read.files.get(0).origins().locate(resource.get(property).place());
    }

    private static final String PLAN =
            "{\"format_version\": \"1.2\", \"planned_values\": {\"root_module\": {\"resources\": ["
                    + "{\"address\": \"azurerm_kubernetes_cluster_node_pool.lost\", \"type\": \"azurerm_kubernetes_cluster_node_pool\","
                    + " \"values\": {\"os_sku\": \"Ubuntu\"}},"
                    + "{\"address\": \"azurerm_kubernetes_cluster.main[0]\", \"type\": \"azurerm_kubernetes_cluster\", \"values\": {"
                    + "\"local_account_disabled\": false, \"azure_policy_enabled\": null, \"default_node_pool\": [{\"os_sku\": \"Ubuntu\"}]}},"
                    + "{\"address\": \"azapi_resource.auto\", \"type\": \"azapi_resource\", \"values\": {"
                    + "\"type\": \"Microsoft.ContainerService/managedClusters@2024-09-01\","
                    + " \"body\": {\"properties\": {\"disableLocalAccounts\": false}}}}],"
                    + "\"child_modules\": [{\"resources\": [{\"address\": \"module.inner.azurerm_kubernetes_cluster.this\","
                    + " \"type\": \"azurerm_kubernetes_cluster\", \"values\": {\"local_account_disabled\": false}}]},"
                    + "{\"resources\": [{\"address\": \"module.avm.azurerm_kubernetes_cluster.this\","
                    + " \"type\": \"azurerm_kubernetes_cluster\", \"values\": {\"local_account_disabled\": false}}]}]}}}";

    @Test
    void aPlanLeadsToBlocksAndAttributes() throws IOException {
        write("main.tf", """
                # resource "azurerm_kubernetes_cluster" "main" {
                resource "azurerm_kubernetes_cluster" "main" {
                  name = "aks-${var.env}" # local_account_disabled = true
                  tags = { a = "b", local_account_disabled = "no" }
                  description = <<-EOT
                    local_account_disabled = true
                  EOT
                  local_account_disabled = var.disabled
                  default_node_pool {
                    name   = "sys"
                    os_sku = "Ubuntu"
                  }
                }
                resource "azapi_resource" "auto" {
                  body = {
                    properties = {
                      disableLocalAccounts = false
                    }
                  }
                }
                module "inner" {
                  source = "./modules/aks"
                }
                module "avm" {
                  source = "Azure/avm-res-containerservice-managedcluster/azurerm"
                }
                """);
        write("modules/aks/aks.tf", """
                resource "azurerm_kubernetes_cluster" "this" {
                  local_account_disabled = false
                }
                """);
        Read read = Read.of(folder, "plan.json", PLAN);
        ManagedCluster main = cluster(read, "main[0]");
        assertThat(origin(read, main, ClusterProperties.DISABLE_LOCAL_ACCOUNTS).primary())
                .hasToString("main.tf:8:3")
                .matches(location -> location.role() == Role.MANIFEST);
        assertThat(origin(read, main, ClusterProperties.DISABLE_LOCAL_ACCOUNTS).related())
                .singleElement()
                .matches(location -> location.role() == Role.GENERATED);
        assertThat(origin(read, main, ClusterProperties.AZURE_POLICY).primary())
                .as("an attribute that is not written: the block that lacks it")
                .hasToString("main.tf:2:1");
        AgentPool pool = main.pools().get(0);
        assertThat(origin(read, pool, PoolProperties.OS_SKU).primary()).hasToString("main.tf:11:5");
        assertThat(origin(read, pool, PoolProperties.HOST_ENCRYPTION).primary()).hasToString("main.tf:9:3");
        assertThat(origin(read, cluster(read, "auto"), ClusterProperties.DISABLE_LOCAL_ACCOUNTS)
                        .primary())
                .hasToString("main.tf:17:7");
        assertThat(origin(read, cluster(read, "module.inner.this"), ClusterProperties.DISABLE_LOCAL_ACCOUNTS)
                        .primary())
                .hasToString("modules/aks/aks.tf:2:3");
        Origin elsewhere = origin(read, cluster(read, "module.avm.this"), ClusterProperties.DISABLE_LOCAL_ACCOUNTS);
        assertThat(elsewhere.primary()).hasToString("main.tf:24:1");
        assertThat(elsewhere.approximate()).isTrue();
        AgentPool lost = read.pools().get(0);
        assertThat(origin(read, lost, PoolProperties.OS_SKU).primary().role()).isEqualTo(Role.GENERATED);
    }

    private static ManagedCluster cluster(Read read, String name) {
        return read.resources().stream()
                .filter(resource -> resource.name().equals(name))
                .map((Resource resource) -> ManagedCluster.of(resource).get(0))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aCompiledTemplateLeadsToItsBicep() throws IOException {
        write("main.bicep", """
                param local bool = false
                @description('resource aks is a cluster')
                resource aks 'Microsoft.ContainerService/managedClusters@2024-09-01' = {
                  name: 'aks'
                  properties: {
                    // disableLocalAccounts: true
                    disableLocalAccounts: local
                    agentPoolProfiles: [
                      {
                        name: 'sys'
                        osSKU: 'Ubuntu'
                      }
                    ]
                  }
                }
                module pools 'modules/pool.bicep' = {
                  name: 'pools'
                }
                """);
        write("modules/pool.bicep", """
                resource pool 'Microsoft.ContainerService/managedClusters/agentPools@2024-09-01' = [for i in range(0, 2): {
                  name: 'aks/${i}'
                  properties: {
                    enableNodePublicIP: true
                  }
                }]
                """);
        Read read = Read.of(folder, "main.json", Read.template("""
                "metadata": {"_generator": {"name": "bicep"}},
                "parameters": {"local": {"type": "bool", "defaultValue": false}},
                "resources": [
                  {"type": "Microsoft.ContainerService/managedClusters", "apiVersion": "2024-09-01", "name": "aks",
                   "properties": {"disableLocalAccounts": "[parameters('local')]",
                     "agentPoolProfiles": [{"name": "sys", "osSKU": "Ubuntu"}]}},
                  {"type": "Microsoft.Resources/deployments", "name": "pools", "properties": {
                    "expressionEvaluationOptions": {"scope": "inner"}, "template": {"resources": [
                      {"type": "Microsoft.ContainerService/managedClusters/agentPools", "apiVersion": "2024-09-01",
                       "copy": {"name": "pool", "count": 2}, "name": "[format('aks/{0}', copyIndex())]",
                       "properties": {"enableNodePublicIP": true}}]}}}]
                """));
        ManagedCluster cluster = read.cluster();
        assertThat(origin(read, cluster, ClusterProperties.DISABLE_LOCAL_ACCOUNTS)
                        .primary())
                .as("the default that it is")
                .hasToString("main.bicep:1:20");
        assertThat(origin(read, cluster, ClusterProperties.PRIVATE_CLUSTER).primary())
                .hasToString("main.bicep:5:3");
        assertThat(origin(read, cluster.pools().get(0), PoolProperties.OS_SKU).primary())
                .hasToString("main.bicep:11:9");
        assertThat(origin(read, read.pools().get(1), PoolProperties.NODE_PUBLIC_IP)
                        .primary())
                .hasToString("modules/pool.bicep:4:5");
    }

    /** The text of a module of a registry is in no source: what can be edited is what its call hands on. */
    @Test
    void aModuleFromElsewhereLeadsToTheParametersOfItsCall() throws IOException {
        write("main.bicep", """
                param local bool = false
                resource own 'Microsoft.ContainerService/managedClusters@2024-09-01' = {
                  name: 'own'
                  properties: { disableLocalAccounts: local }
                }
                module telemetry 'modules/empty.bicep' = { name: 't' }
                module aks 'br/public:avm/res/container-service/managed-cluster:0.10.0' = {
                  name: 'aks'
                  params: {
                    name: 'aks'
                    disableAccounts: local
                    primaryAgentPoolProfiles: [
                      {
                        name: 'sys'
                        osSKU: 'Ubuntu'
                      }
                    ]
                    agentPools: [
                      { name: 'user', enableNodePublicIP: true }
                    ]
                  }
                }
                """);
        write("modules/empty.bicep", "");
        Read read = Read.of(folder, "main.json", Read.template("""
                "metadata": {"_generator": {"name": "bicep"}},
                "parameters": {"local": {"type": "bool", "defaultValue": false}},
                "resources": [
                  {"type": "Microsoft.ContainerService/managedClusters", "apiVersion": "2024-09-01", "name": "own",
                   "properties": {"disableLocalAccounts": "[parameters('local')]"}},
                  {"type": "Microsoft.Resources/deployments", "name": "t", "properties": {"template": {
                    "metadata": {"_generator": {"name": "bicep"}}, "resources": []}}},
                  {"type": "Microsoft.Resources/deployments", "name": "aks", "properties": {
                    "expressionEvaluationOptions": {"scope": "inner"},
                    "parameters": {
                      "name": {"value": "aks"},
                      "disableAccounts": {"value": "[parameters('local')]"},
                      "primaryAgentPoolProfiles": {"value": [{"name": "sys", "osSKU": "Ubuntu"}]},
                      "agentPools": {"value": [{"name": "user", "enableNodePublicIP": true}]}},
                    "template": {
                      "metadata": {"_generator": {"name": "bicep"}},
                      "parameters": {
                        "name": {"type": "string"},
                        "disableAccounts": {"type": "bool", "defaultValue": true},
                        "runCommand": {"type": "bool", "defaultValue": true},
                        "primaryAgentPoolProfiles": {"type": "array"},
                        "agentPools": {"type": "array"}},
                      "variables": {"isLocal": "[not(parameters('disableAccounts'))]"},
                      "resources": [
                        {"type": "Microsoft.ContainerService/managedClusters", "apiVersion": "2024-09-01",
                         "name": "[parameters('name')]",
                         "properties": {
                           "disableLocalAccounts": "[not(variables('isLocal'))]",
                           "apiServerAccessProfile": {"disableRunCommand": "[not(parameters('runCommand'))]"},
                           "kubernetesVersion": "[if(parameters('disableAccounts'), parameters('name'), '1.34')]",
                           "agentPoolProfiles": "[parameters('primaryAgentPoolProfiles')]"}},
                        {"type": "Microsoft.Resources/deployments", "copy": {"name": "pools", "count": 1},
                         "name": "[format('pool-{0}', copyIndex())]", "properties": {
                           "expressionEvaluationOptions": {"scope": "inner"},
                           "parameters": {
                             "cluster": {"value": "[parameters('name')]"},
                             "publicIp": {"value": "[parameters('agentPools')[copyIndex()].enableNodePublicIP]"}},
                           "template": {
                             "metadata": {"_generator": {"name": "bicep"}},
                             "parameters": {"cluster": {"type": "string"}, "publicIp": {"type": "bool"}},
                             "resources": [
                               {"type": "Microsoft.ContainerService/managedClusters/agentPools",
                                "apiVersion": "2024-09-01", "name": "[format('{0}/user', parameters('cluster'))]",
                                "properties": {"enableNodePublicIP": "[parameters('publicIp')]"}}]}}}]}}}]
                """));
        ManagedCluster own = cluster(read, "own");
        assertThat(origin(read, own, ClusterProperties.DISABLE_LOCAL_ACCOUNTS).primary())
                .hasToString("main.bicep:1:20");
        ManagedCluster aks = cluster(read, "aks");
        Origin local = origin(read, aks, ClusterProperties.DISABLE_LOCAL_ACCOUNTS);
        assertThat(local.primary()).as("by way of a variable").hasToString("main.bicep:1:20");
        assertThat(local.approximate()).isFalse();
        assertThat(local.related()).hasSize(1);
        assertThat(origin(read, aks.pools().get(0), PoolProperties.OS_SKU).primary())
                .as("within the list that is handed on")
                .hasToString("main.bicep:15:9");
        assertThat(origin(read, read.pools().get(1), PoolProperties.NODE_PUBLIC_IP)
                        .primary())
                .as("through a module that the module calls")
                .hasToString("main.bicep:19:23");
        assertThat(origin(read, aks, ClusterProperties.KUBERNETES_VERSION).primary())
                .as("two parameters: the condition decides, and the side of the other one does not count")
                .hasToString("main.bicep:1:20");
        Origin byDefault = origin(read, aks, ClusterProperties.DISABLE_RUN_COMMAND);
        assertThat(byDefault.primary()).as("what the call does not say").hasToString("main.bicep:9:3");
        assertThat(byDefault.approximate()).isTrue();
    }

    /** A line that says what is asked for does not count where its condition is false: the condition is what is wrong. */
    @Test
    void whatIsNotSetLeadsToTheConditionOfTheBranchThatSetsIt() throws IOException {
        write("main.bicep", """
                var accounts = isOpen ? { disableLocalAccounts: true } : {}
                resource aks 'Microsoft.ContainerService/managedClusters@2024-09-01' = {
                  name: 'aks'
                  properties: {
                    apiServerAccessProfile: isPrivate ? {
                      enablePrivateCluster: true
                      disableRunCommand: true
                    } : {
                      disableRunCommand: false
                    }
                    oidcIssuerProfile: issuer ?? { enabled: false }
                    securityProfile: {
                      workloadIdentity: isOpen
                        ? null
                        : { enabled: true }
                    }
                  }
                }
                """);
        Read read = Read.of(folder, "main.json", Read.template("""
                "metadata": {"_generator": {"name": "bicep"}},
                "resources": [
                  {"type": "Microsoft.ContainerService/managedClusters", "apiVersion": "2024-09-01", "name": "aks",
                   "properties": {"apiServerAccessProfile": {"disableRunCommand": false}, "oidcIssuerProfile": {},
                     "securityProfile": {}}}]
                """));
        ManagedCluster aks = read.cluster();
        assertThat(origin(read, aks, ClusterProperties.PRIVATE_CLUSTER).primary())
                .hasToString("main.bicep:5:5");
        assertThat(origin(read, aks, ClusterProperties.OIDC_ISSUER).primary())
                .as("?? is no condition")
                .hasToString("main.bicep:11:5");
    }

    /** Two pools, both named by expressions: the first one of the template is the first one of the source. */
    @Test
    void resourcesThatNothingNamesComeInTheOrderOfTheSource() throws IOException {
        write("main.bicep", """
                resource other 'Microsoft.ContainerService/managedClusters/agentPools@2024-09-01' existing = {
                  name: other
                }
                resource a 'Microsoft.ContainerService/managedClusters/agentPools@2024-09-01' = {
                  name: '${cluster}/${first}'
                  properties: {
                    osSKU: sku
                  }
                }
                resource b 'Microsoft.ContainerService/managedClusters/agentPools@2024-09-01' = {
                  name: '${cluster}/${second}'
                  properties: {
                    osSKU: sku
                  }
                }
                """);
        String pools = """
                {"type": "Microsoft.ContainerService/managedClusters/agentPools", "apiVersion": "2024-09-01",
                 "name": "[format('{0}/{1}', parameters('cluster'), parameters('first'))]", "properties": {"osSKU": "Ubuntu"}},
                {"type": "Microsoft.ContainerService/managedClusters/agentPools", "apiVersion": "2024-09-01",
                 "name": "[format('{0}/{1}', parameters('cluster'), parameters('second'))]", "properties": {"osSKU": "Ubuntu"}}
                """;
        String head = "\"metadata\": {\"_generator\": {\"name\": \"bicep\"}}, \"resources\": [";
        Read read = Read.of(folder, "main.json", Read.template(head + pools + "]"));
        assertThat(origin(read, read.pools().get(0), PoolProperties.OS_SKU).primary())
                .hasToString("main.bicep:7:5");
        assertThat(origin(read, read.pools().get(1), PoolProperties.OS_SKU).primary())
                .hasToString("main.bicep:13:5");
        Read older = Read.of(folder, "main.json", Read.template(head + pools + "," + pools + "]"));
        assertThat(origin(older, older.pools().get(0), PoolProperties.OS_SKU)
                        .primary()
                        .role())
                .as("not as many as the source declares: it is another one")
                .isEqualTo(Role.GENERATED);
    }

    /** Values are mostly made elsewhere in the file: in variables, calls, lambdas and both sides of conditions. */
    @Test
    void expressionsOfBicepLeadToTheObjectsInThem() throws IOException {
        write("main.bicep", """
                var pools = union({
                  name: 'sys'
                  osSKU: 'Ubuntu'
                }, isBig ? { enableFIPS: true } : {})
                var properties = union(
                  {
                    disableLocalAccounts: isLocal // it isn't, mostly
                    // nothing's here
                    oidcIssuerProfile: hasIssuer // that's new
                      ? {
                          enabled: hasIssuer
                        }
                      : null
                    apiServerAccessProfile: isPrivate
                      ? { enablePrivateCluster: true, disableRunCommand: true }
                      : { enablePrivateCluster: false }
                    agentPoolProfiles: map(profiles, profile => {
                      name: profile.name
                      osSKU: profile.?osSKU ?? 'Ubuntu'
                    })
                    enableRBAC: isOld && !isNew

                    addonProfiles: {
                      azurepolicy: { enabled: true }
                    }
                  },
                  extra
                )
                resource aks 'Microsoft.ContainerService/managedClusters@2024-09-01' = {
                  name: 'aks'
                  properties: properties
                }
                var isLocal = false
                var isBig = false
                var isOld = true
                var isNew = false
                var isPrivate = true
                var hasIssuer = true
                var profiles = [{ name: 'sys' }]
                var extra = {}
                """);
        Read read = Read.of(folder, "main.json", Read.template("""
                "metadata": {"_generator": {"name": "bicep"}},
                "resources": [
                  {"type": "Microsoft.ContainerService/managedClusters", "apiVersion": "2024-09-01", "name": "aks",
                   "properties": {"disableLocalAccounts": false, "oidcIssuerProfile": {"enabled": true}, "enableRBAC": true,
                     "apiServerAccessProfile": {"enablePrivateCluster": true, "disableRunCommand": true},
                     "agentPoolProfiles": [{"name": "sys", "osSKU": "Ubuntu"}],
                     "addonProfiles": {"azurepolicy": {"enabled": true}}}}]
                """));
        ManagedCluster cluster = read.cluster();
        assertThat(origin(read, cluster, ClusterProperties.DISABLE_LOCAL_ACCOUNTS)
                        .primary())
                .as("a variable")
                .hasToString("main.bicep:33:15");
        assertThat(origin(read, cluster, ClusterProperties.OIDC_ISSUER).primary())
                .as("a variable")
                .hasToString("main.bicep:38:17");
        assertThat(origin(read, cluster, ClusterProperties.DISABLE_RUN_COMMAND).primary())
                .hasToString("main.bicep:15:39");
        assertThat(origin(read, cluster, ClusterProperties.PRIVATE_CLUSTER).primary())
                .as("both sides say it: that which counts")
                .hasToString("main.bicep:15:11");
        assertThat(origin(read, cluster, ClusterProperties.ENABLE_RBAC).primary())
                .hasToString("main.bicep:21:5");
        assertThat(origin(read, cluster, ClusterProperties.AZURE_POLICY).primary())
                .hasToString("main.bicep:24:22");
        assertThat(origin(read, cluster, ClusterProperties.NETWORK_POLICY).primary())
                .as("what is not written: the object that lacks it")
                .hasToString("main.bicep:6:3");
        assertThat(origin(read, cluster.pools().get(0), PoolProperties.OS_SKU).primary())
                .hasToString("main.bicep:19:7");
    }

    /** Operators without values, brackets without ends and a hundred thousand empty lines are over in no time. */
    @Test
    @Timeout(20)
    void bicepThatIsNoneIsReadToItsEnd() throws IOException {
        write(
                "main.bicep",
                "var a = x ? { b: (\n ? { " + "\n".repeat(100_000) + " ? c : " + "union({a: 1}, ".repeat(20_000)
                        + "\nresource aks 'Microsoft.ContainerService/managedClusters@2024-09-01' = {\n  name: 'aks'\n}\n");
        Read read = Read.of(folder, "main.json", Read.template("""
                "metadata": {"_generator": {"name": "bicep"}},
                "resources": [{"type": "Microsoft.ContainerService/managedClusters", "apiVersion": "2024-09-01",
                  "name": "aks", "properties": {}}]
                """));
        assertThat(origin(read, read.cluster(), ClusterProperties.ENABLE_RBAC)).isNotNull();
    }

    @Test
    void withoutSourcesTheFileIsGenerated() {
        Read read = Read.of(folder, "plan.json", PLAN);
        assertThat(origin(read, read.cluster(), ClusterProperties.DISABLE_LOCAL_ACCOUNTS)
                        .primary())
                .matches(location ->
                        location.role() == Role.GENERATED && location.path().equals("plan.json"));
    }
}
