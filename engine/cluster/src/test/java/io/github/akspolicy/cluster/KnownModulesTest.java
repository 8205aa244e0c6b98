package io.github.akspolicy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.source.ClusterRequest;
import io.github.akspolicy.source.NotEvaluated;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls of modules of the registry that are not in the repository. */
class KnownModulesTest {
    @TempDir
    Path folder;

    private Read read(String text) throws IOException, SourceException {
        Files.writeString(folder.resolve("main.tf"), text);
        var read = new Read();
        new DefinitionReader()
                .read(new ClusterRequest(folder, List.of(), ReadLimits.DEFAULT, Workspace.of(folder)), read);
        return read;
    }

    /** A call with its arguments in lines 4, 5 and so on, apart by semicolons. */
    private static String call(String source, String version, String arguments) {
        return "module \"m\" {\n  source  = \"" + source + "\"\n  version = \"" + version + "\"\n"
                + arguments.replaceAll("; *", "\n")
                + "\n  location = \"l\"\n  resource_group_name = \"g\"\n  name = \"r\"\n}\nvariable \"open\" {}\n";
    }

    private static Field field(Read read, String address, String path) {
        Resource resource = read.resources().stream()
                .filter(each -> each.root().get("address").stringOr("").equals("module.m." + address))
                .findFirst()
                .orElseThrow(() -> new AssertionError(read.resources() + " " + read.problems));
        Field field = resource.root();
        for (String step : path.split("\\.")) {
            field = step.matches("[0-9]+") ? field.items().get(Integer.parseInt(step)) : field.get(step);
        }
        return field;
    }

    private static String value(Field field) {
        return field.unresolved() != null ? "?" + field.unresolved().expression() : field.textOr("null");
    }

    @ParameterizedTest(name = "{0} {1}: {2}: {3}.{4}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Azure/aks/azurerm | ~> 11.0 | run_command_enabled = false | azurerm_kubernetes_cluster.main | run_command_enabled | false | 4:23
            Azure/aks/azurerm | ~> 11.0 | run_command_enabled = "false" | azurerm_kubernetes_cluster.main | run_command_enabled | false | 4:23
            Azure/aks/azurerm | 11.5.0 | prefix = "a" | azurerm_kubernetes_cluster.main | run_command_enabled | true | 1:1
            Azure/aks/azurerm | 11.5.0 | prefix = "a" | azurerm_kubernetes_cluster.main | name | a-aks | 1:1
            Azure/aks/azurerm | 11.5.0 | cluster_name_random_suffix = true | azurerm_kubernetes_cluster.main | name | ?aks${substr(md5(uuid()), 0, 4)} | 1:1
            Azure/aks/azurerm | 11.5.0 | private_cluster_enabled = var.open | azurerm_kubernetes_cluster.main | private_cluster_enabled | ?var.open | 4:27
            Azure/aks/azurerm | 11.5.0 | host_encryption_enabled = true | azurerm_kubernetes_cluster.main | default_node_pool.0.host_encryption_enabled | true | 4:27
            Azure/aks/azurerm | 11.5.0 | auto_scaling_enabled = true; agents_min_count = 2 | azurerm_kubernetes_cluster.main | default_node_pool.0.min_count | 2 | 5:20
            Azure/aks/azurerm | 11.5.0 | agents_min_count = 2 | azurerm_kubernetes_cluster.main | default_node_pool.0.min_count | null | 1:1
            Azure/aks/azurerm | 11.5.0 | role_based_access_control_enabled = true; rbac_aad_azure_rbac_enabled = true | azurerm_kubernetes_cluster.main | azure_active_directory_role_based_access_control.0.azure_rbac_enabled | true | 5:31
            Azure/aks/azurerm | 11.5.0 | node_pools = { a = { name = "a", vm_size = "b", node_public_ip_enabled = true, create_before_destroy = false } } | azurerm_kubernetes_cluster_node_pool.node_pool_create_after_destroy["a"] | node_public_ip_enabled | true | 4:74
            Azure/aks/azurerm | 11.5.0 | attached_acr_id_map = { a = "/x" } | azurerm_role_assignment.acr["a"] | scope | /x | 4:29
            Azure/aks/azurerm | 10.2.0 | enable_host_encryption = true | azurerm_kubernetes_cluster.main | default_node_pool.0.host_encryption_enabled | true | 4:26
            Azure/aks/azurerm | ~> 10.1 | role_based_access_control_enabled = true | azurerm_kubernetes_cluster.main | azure_active_directory_role_based_access_control.0.managed | true | 1:1
            Azure/aks/azurerm | ~> 10.1 | network_data_plane = "cilium" | azurerm_kubernetes_cluster.main | network_profile.0.network_data_plane | cilium | 4:22
            Azure/aks/azurerm//v4 | 10.2.0 | enable_auto_scaling = true; agents_max_count = 5 | azurerm_kubernetes_cluster.main | default_node_pool.0.max_count | 5 | 5:20
            Azure/aks/azurerm | 9.4.1 | role_based_access_control_enabled = true | azurerm_kubernetes_cluster.main | azure_active_directory_role_based_access_control.0.managed | false | 1:1
            Azure/aks/azurerm | 9.4.1 | vnet_subnet_id = "/s"; create_role_assignment_network_contributor = true | azurerm_role_assignment.network_contributor["/s"] | role_definition_name | Network Contributor | 1:1
            Azure/aks/azurerm | 8.0.0 | enable_node_public_ip = true | azurerm_kubernetes_cluster.main | default_node_pool.0.node_public_ip_enabled | true | 4:25
            git::https://github.com/Azure/terraform-azurerm-aks.git?ref=9.4.1 | ~> 1.0 | local_account_disabled = true | azurerm_kubernetes_cluster.main | local_account_disabled | true | 4:26
            Azure/avm-res-containerregistry-registry/azurerm | ~> 0.8 | admin_enabled = true | azurerm_container_registry.this | admin_enabled | true | 4:17
            Azure/avm-res-containerregistry-registry/azurerm | 0.5.1 | sku = "Premium" | azurerm_container_registry.this | public_network_access_enabled | true | 1:1
            Azure/avm-res-containerregistry-registry/azurerm | 0.4.0 | sku = "Basic"; retention_policy_in_days = 3 | azurerm_container_registry.this | retention_policy_in_days | 3 | 5:28
            Azure/avm-res-containerregistry-registry/azurerm | 0.8.0 | sku = "Basic"; retention_policy_in_days = 3 | azurerm_container_registry.this | retention_policy_in_days | null | 1:1
            Azure/avm-res-containerregistry-registry/azurerm | 0.8.0 | customer_managed_key = { key_vault_resource_id = "/v", key_name = "k" } | azurerm_container_registry.this | encryption.0.key_vault_key_id | ?data.azurerm_key_vault_key.this.id | 1:1
            Azure/avm-res-keyvault-vault/azurerm | 0.10.2 | purge_protection_enabled = false | azurerm_key_vault.this | purge_protection_enabled | false | 4:28
            Azure/avm-res-keyvault-vault/azurerm | ~> 0.6 | network_acls = { ip_rules = ["0.0.0.0/0"] } | azurerm_key_vault.this | network_acls.0.default_action | Deny | 1:1
            Azure/avm-res-keyvault-vault/azurerm | 0.9.1 | role_assignments = { a = { principal_id = "p", role_definition_id_or_name = "Owner" } } | azurerm_role_assignment.this["a"] | role_definition_name | Owner | 4:77
            Azure/avm-res-containerservice-managedcluster/azurerm | ~> 0.8 | parent_id = "/p"; disable_local_accounts = true | azapi_resource.this | body.properties.disableLocalAccounts | true | 5:26
            Azure/avm-res-containerservice-managedcluster/azurerm | 0.7.0 | parent_id = "/p"; disable_local_accounts = var.open; enable_rbac = true | azapi_resource.this | body.properties.enableRBAC | true | 6:15
            Azure/avm-res-containerservice-managedcluster/azurerm | 0.6.2 | parent_id = "/p"; security_profile = { workload_identity = { enabled = true } } | azapi_resource.this | body.properties.securityProfile.workloadIdentity.enabled | true | 5:54
            Azure/avm-res-containerservice-managedcluster/azurerm | 0.8.1 | parent_id = "/p"; network_profile = { network_policy = "cilium" }; sku = { name = "Automatic" } | azapi_resource.this | body.properties.networkProfile.networkPolicy | null | 1:1
            Azure/avm-res-containerservice-managedcluster/azurerm | 0.8.1 | parent_id = "/p"; network_profile = { network_policy = "cilium" } | azapi_resource.this | body.properties.networkProfile.networkPolicy | cilium | 5:38
            Azure/avm-res-containerservice-managedcluster/azurerm | 0.8.1 | parent_id = "/p"; agent_pools = { a = { name = "a", enable_node_public_ip = true } } | azapi_resource.pool["a"] | body.properties.enableNodePublicIP | true | 5:59
            Azure/avm-res-containerservice-managedcluster/azurerm | 0.8.1 | parent_id = "/p" | azapi_resource.this | body.properties.agentPoolProfiles.0.mode | System | 1:1
            """)
    void aCallIsEvaluatedByWhatIsKnownOfItsModule(
            String source, String version, String arguments, String address, String path, String value, String place)
            throws Exception {
        Read read = read(call(source, version, arguments));

        assertThat(read.told()).isEmpty();
        assertThat(read.notEvaluated).isEmpty();
        Field field = field(read, address, path);
        assertThat(value(field)).isEqualTo(value);
        Origin origin = read.files.get(0).origins().locate(field.place());
        assertThat(origin.primary().toString()).isEqualTo("main.tf:" + place);
        assertThat(Stream.concat(Stream.of(origin.primary()), origin.related().stream()))
                .extracting(SourceLocation::path)
                .containsOnly("main.tf");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            Azure/aks/azurerm | 12.0.0   | its source Azure/aks/azurerm is not in the repository, and version 12.0.0 is none that is known here: these are 8.0.0 to 11.5.0
            Azure/aks/azurerm | ~> 7.0   | its source Azure/aks/azurerm is not in the repository, and version ~> 7.0 is none that is known here: these are 8.0.0 to 11.5.0
            Azure/aks/azurerm | 10.0.0-beta | its source Azure/aks/azurerm is not in the repository, and version 10.0.0-beta is none that is known here: these are 8.0.0 to 11.5.0
            acme/aks/azurerm  | 11.0.0   | its source acme/aks/azurerm is not in the repository
            """)
    void anotherModuleOrVersionIsNotEvaluated(String source, String version, String reason) throws Exception {
        Read read = read(call(source, version, ""));

        assertThat(read.resources()).isEmpty();
        assertThat(read.notEvaluated).extracting(NotEvaluated::fault).containsExactly(reason);
    }

    @Test
    void aModuleThatIsHereIsReadItself() throws Exception {
        Files.createDirectories(folder.resolve(".terraform/modules/m"));
        Files.writeString(folder.resolve(".terraform/modules/modules.json"), """
                {"Modules": [{"Key": "m", "Source": "registry.terraform.io/Azure/aks/azurerm", "Version": "11.5.0", "Dir": ".terraform/modules/m"}]}
                """);
        Files.writeString(folder.resolve(".terraform/modules/m/main.tf"), """
                resource "azurerm_kubernetes_cluster" "here" {
                }
                """);

        Read read = read(call("Azure/aks/azurerm", "11.5.0", ""));

        assertThat(field(read, "azurerm_kubernetes_cluster.here", "address").isPresent())
                .isTrue();
    }

    @Test
    void whatADescriptionLeavesOutIsNoProblemAndNotKnown() throws Exception {
        Read read = read("""
                module "m" {
                  source              = "Azure/aks/azurerm"
                  location            = "l"
                  resource_group_name = "g"
                  prefix              = "a"
                  log_retention_in_days = 30
                }
                module "m2" {
                  source              = "Azure/aks/azurerm"
                  for_each            = toset(["x", "y"])
                  location            = "l"
                  resource_group_name = "g"
                  prefix              = each.key
                }
                resource "azurerm_role_assignment" "r" {
                  scope        = module.m.aks_id
                  principal_id = module.m.web_app_routing_identity
                }
                """);

        assertThat(read.told()).isEmpty();
        Field assignment = read.resources().stream()
                .filter(each -> each.root().get("address").stringOr("").startsWith("azurerm_role_assignment"))
                .findFirst()
                .orElseThrow()
                .root();
        assertThat(value(assignment.get("scope"))).isEqualTo("?azurerm_kubernetes_cluster.main.id");
        assertThat(assignment.get("principal_id").unresolved()).isNotNull();
        assertThat(read.resources())
                .extracting(each -> each.root().get("name").textOr(""))
                .contains("a-aks", "x-aks", "y-aks");
    }
}
