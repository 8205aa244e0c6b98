package io.github.akspolicy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.ClusterProperties;
import io.github.akspolicy.resource.cluster.Setting;
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
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Terraform as it is written, from its files to the lines of findings. */
class ConfigurationReadingTest {
    @TempDir
    Path folder;

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }

    private Read read(String root, String... varFiles) throws SourceException {
        var read = new Read();
        List<Path> files = Stream.of(varFiles).map(folder::resolve).toList();
        new DefinitionReader()
                .read(new ClusterRequest(folder.resolve(root), files, ReadLimits.DEFAULT, Workspace.of(folder)), read);
        return read;
    }

    private static Origin origin(Read read, AzureProperty property) {
        Setting setting = read.cluster().get(property);
        return read.files.get(0).origins().locate(setting.place());
    }

    private static List<String> lines(Origin origin) {
        return Stream.concat(Stream.of(origin.primary()), origin.related().stream())
                .map(SourceLocation::toString)
                .toList();
    }

    @Test
    void theLineIsTheTextThatDecides() throws Exception {
        write("infra/main.tf", """
                module "aks" {
                  source  = "../modules/aks"
                  private = var.private
                  tier    = "Standard"
                }
                variable "private" {
                  default = true
                }
                """);
        write("infra/prod.tfvars", "private = false\n");
        write("modules/aks/main.tf", """
                variable "private" {}
                variable "tier" {}
                variable "policy" {
                  default = false
                }
                resource "azurerm_kubernetes_cluster" "this" {
                  private_cluster_enabled = var.private
                  sku_tier                = var.tier
                  azure_policy_enabled    = var.policy
                  local_account_disabled  = true
                }
                """);

        Read prod = read("infra", "infra/prod.tfvars");
        assertThat(prod.told()).isEmpty();
        assertThat(prod.cluster().isPrivate()).isFalse();
        assertThat(lines(origin(prod, ClusterProperties.PRIVATE_CLUSTER)))
                .as("tfvars first, then what leads there from the attribute")
                .startsWith("infra/prod.tfvars:1:11", "modules/aks/main.tf:7:3")
                .contains("infra/main.tf:3:3");
        assertThat(lines(origin(prod, ClusterProperties.SKU_TIER)))
                .as("the argument of the module")
                .startsWith("infra/main.tf:4:13", "modules/aks/main.tf:8:3");
        assertThat(lines(origin(prod, ClusterProperties.AZURE_POLICY)))
                .as("the default")
                .startsWith("modules/aks/main.tf:4:13", "modules/aks/main.tf:9:3");
        assertThat(lines(origin(prod, ClusterProperties.DISABLE_LOCAL_ACCOUNTS)))
                .as("as written")
                .containsExactly("modules/aks/main.tf:10:3");
        assertThat(lines(origin(prod, ClusterProperties.NETWORK_POLICY)))
                .as("absent")
                .containsExactly("modules/aks/main.tf:6:1");
        assertThat(read("infra").cluster().isPrivate()).isTrue();
    }

    /** What a pipeline fills in is not known before, whole or in part, also within an object. */
    @Test
    void aPlaceholderInAFileOfVariablesIsUnknown() throws Exception {
        write("main.tf", """
                variable "private" {
                  type = bool
                }
                variable "cluster" {}
                resource "azurerm_kubernetes_cluster" "this" {
                  private_cluster_enabled = var.private
                  sku_tier                = var.cluster.tier
                  kubernetes_version      = "1.${var.cluster.minor}"
                }
                """);
        write("prod.tfvars", """
                private = "#{PRIVATE}#"
                cluster = {
                  tier  = "__TIER__"
                  minor = "36"
                }
                """);

        Read read = read("", "prod.tfvars");

        assertThat(read.told()).isEmpty();
        assertThat(read.cluster().get(ClusterProperties.PRIVATE_CLUSTER).unresolved())
                .isNotNull()
                .satisfies(value -> assertThat(value.placeholders()).containsExactly("#{PRIVATE}#"));
        assertThat(read.cluster().get(ClusterProperties.SKU_TIER).unresolved()).isNotNull();
        assertThat(read.cluster().get(ClusterProperties.KUBERNETES_VERSION).text())
                .isEqualTo("1.36");
        assertThat(lines(origin(read, ClusterProperties.PRIVATE_CLUSTER))).startsWith("prod.tfvars:1:11");
    }

    /** A module that cannot be parsed is a problem, and is not said to deploy nothing. */
    @Test
    void ofABrokenModuleNothingIsSaidButThat() throws Exception {
        write("main.tf", "resource \"azurerm_kubernetes_cluster\" \"this\" {\n");

        Read read = read("");

        assertThat(read.told()).singleElement().asString().startsWith("main.tf:2:1");
        assertThat(read.files).isEmpty();
    }

    @Test
    void whatHasNoValueIsUnknownByTheNameOfItsVariable() throws Exception {
        write("main.tf", """
                variable "private" {
                  type = bool
                }
                resource "azurerm_kubernetes_cluster" "this" {
                  private_cluster_enabled = var.private
                }
                """);
        Read read = read(".");
        Setting setting = read.cluster().get(ClusterProperties.PRIVATE_CLUSTER);
        assertThat(Objects.requireNonNull(setting.unresolved()).expression()).isEqualTo("var.private");
        assertThat(lines(origin(read, ClusterProperties.PRIVATE_CLUSTER)))
                .containsExactly("main.tf:5:29", "main.tf:1:1");
    }

    @Test
    void resourcesThatReferToEachOtherAreJoined() throws Exception {
        write("main.tf", """
                resource "azurerm_kubernetes_cluster" "aks" {
                  count = 1
                  name  = "aks"
                }
                resource "azurerm_role_assignment" "admins" {
                  scope                = azurerm_kubernetes_cluster.aks[0].id
                  role_definition_name = "Azure Kubernetes Service RBAC Cluster Admin"
                  principal_id         = "x"
                }
                """);
        Read read = read(".");
        assertThat(read.told()).isEmpty();
        assertThat(read.resources().stream().filter(each -> each.kind().equals("azurerm_role_assignment")))
                .singleElement()
                .satisfies(assignment -> assertThat(
                                read.cluster().isMeantBy(assignment.root().get("scope")))
                        .isTrue());
    }

    @Test
    void whatIsNotEvaluatedIsNamed() throws Exception {
        write("main.tf", """
                variable "on" {
                  default = false
                }
                resource "azurerm_kubernetes_cluster" "maybe" {
                  count = var.on ? 1 : 0
                }
                resource "azurerm_resource_group" "maybe" {
                  count = var.on ? 1 : 0
                }
                module "network" {
                  source = "./network"
                  count  = 0
                }
                module "cluster" {
                  source = "./cluster"
                  count  = 0
                }
                module "other" {
                  source  = "Someone/else/azurerm"
                  version = "1.0.0"
                }
                resource "helm_release" "app" {
                  name = "app"
                }
                """);
        write("network/main.tf", "resource \"azurerm_virtual_network\" \"this\" {}\n");
        write("cluster/main.tf", "resource \"azurerm_container_registry\" \"this\" {}\n");

        assertThat(read(".").notEvaluated.stream().map(NotEvaluated::message))
                .anyMatch(line -> line.startsWith("azurerm_kubernetes_cluster.maybe: count or for_each make no"))
                .anyMatch(line -> line.startsWith("module.cluster: count or for_each make no"))
                .anyMatch(line -> line.startsWith("module.other: "))
                .anyMatch(line -> line.startsWith("helm_release.app: "))
                .hasSize(4);
    }

    @Test
    void aFileThatIsNoHclDoesNotSilenceTheOthers() throws Exception {
        write("broken.tf", "resource \"azurerm_kubernetes_cluster\" \"x\" {\n");
        write("main.tf", "resource \"azurerm_kubernetes_cluster\" \"this\" {\n  local_account_disabled = true\n}\n");
        Read read = read(".");
        assertThat(read.told()).singleElement().asString().startsWith("broken.tf:");
        assertThat(read.cluster().get(ClusterProperties.DISABLE_LOCAL_ACCOUNTS).isTrue())
                .isTrue();
    }

    @Test
    void theProviderDecidesDefaults() throws Exception {
        write("main.tf", "resource \"azurerm_kubernetes_cluster\" \"this\" {}\n");
        assertThat(read(".").cluster().get(ClusterProperties.OIDC_ISSUER).isSet())
                .isFalse();
        write("versions.tf", """
                terraform {
                  required_providers {
                    azurerm = {
                      source  = "hashicorp/azurerm"
                      version = "~> 5.0"
                    }
                  }
                }
                """);
        assertThat(read(".").cluster().get(ClusterProperties.OIDC_ISSUER).isTrue())
                .isTrue();
    }

    /** In the notation that policies on objects know from pipelines. */
    @Test
    void whatAnObjectOfKubernetesGetsLaterIsFilledIn() throws Exception {
        write("main.tf", """
                variable "tag" {}
                resource "kubernetes_pod_v1" "app" {
                  metadata {
                    name = "app"
                  }
                  spec {
                    container {
                      image = "${azurerm_container_registry.r.login_server}/app:${var.tag}"
                      security_context {
                        privileged = var.privileged
                      }
                    }
                  }
                }
                variable "privileged" {
                  type = bool
                }
                resource "azurerm_container_registry" "r" {}
                """);
        Read read = read(".");
        assertThat(read.told()).isEmpty();
        Field container =
                read.resources().get(0).root().at("spec", "containers").items().get(0);
        assertThat(container.get("image").written())
                .isEqualTo("${azurerm_container_registry.r.login_server}/app:${var.tag}");
        assertThat(container.get("image").unresolved()).isNotNull();
        Field privileged = container.at("securityContext", "privileged");
        assertThat(privileged.written()).isEqualTo("${var.privileged}");
        assertThat(Objects.requireNonNull(privileged.unresolved()).expression()).isEqualTo("var.privileged");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            for_each = local.pools | azapi_resource.pool[each.key].id | true | true
            for_each = toset(["a"]) | azapi_resource.pool[each.key].id | true | false
            count = 1 | azapi_resource.pool["a"].id | true | false
            """)
    void anUpdateOfOneInstanceSaysNothingOfItsSiblings(String repetition, String id, String a, String b)
            throws Exception {
        write("main.tf", """
                locals {
                  pools = toset(["a", "b"])
                }
                resource "azapi_resource" "pool" {
                  for_each = local.pools
                  type     = "Microsoft.ContainerService/managedClusters/agentPools@2025-10-01"
                  name     = each.key
                  body = {
                    properties = {
                      enableNodePublicIP = false
                    }
                  }
                }
                resource "azapi_update_resource" "ip" {
                  %s
                  type        = "Microsoft.ContainerService/managedClusters/agentPools@2025-10-01"
                  resource_id = %s
                  body = {
                    properties = {
                      enableNodePublicIP = true
                    }
                  }
                }
                """.formatted(repetition, id));
        Read read = read(".");
        assertThat(read.told()).isEmpty();
        List<String> updated = read.resources().stream()
                .map(pool -> pool.root().get(AzureResource.UPDATES))
                .map(updates -> updates.items().isEmpty()
                        ? "false"
                        : updates.items()
                                        .get(0)
                                        .at("properties", "enableNodePublicIP")
                                        .isTrue()
                                ? "true"
                                : "?")
                .toList();
        assertThat(updated).containsExactly(a, b);
    }
}
