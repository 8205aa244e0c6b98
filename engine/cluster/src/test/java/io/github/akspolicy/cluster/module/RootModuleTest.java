package io.github.akspolicy.cluster.module;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.cluster.value.Value;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a root module says beside the values of its attributes. */
class RootModuleTest {
    @TempDir
    private Path given;

    private Path folder;

    @BeforeEach
    void followLinks() throws IOException {
        folder = given.toRealPath();
    }

    private RootModule read(String input) throws IOException {
        return EvaluatedCasesTest.read("\n--- " + input.strip(), folder);
    }

    private static Value.Entry attribute(RootModule module, String address, String name) {
        return module.instances().stream()
                .filter(instance -> instance.address().equals(address))
                .map(instance -> instance.attributes().entries().get(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> via(RootModule module, String address, String name) {
        Value.Entry entry = attribute(module, address, name);
        return module.via(entry.keyAt(), entry.value().at()).stream()
                .map(place -> module.texts().locate(place).toString())
                .toList();
    }

    @Test
    void leadsFromAnAttributeToTheTextThatDecides() throws IOException {
        RootModule module = read("""
                main.tf
                variable "tier" { default = "Free" }
                locals {
                  sku   = var.tier
                  pools = { a = "S1" }
                }
                module "aks" {
                  source = "./aks"
                  tier   = local.sku
                }
                resource "x_y" "a" {
                  literal = "x"
                  output  = module.aks.sku
                  other   = module.aks.unused
                }
                resource "x_y" "p" {
                  for_each = local.pools
                  size     = each.value
                  fixed    = 1
                }
                --- terraform.tfvars
                tier = "Standard"
                --- aks/main.tf
                variable "tier" {}
                resource "azurerm_kubernetes_cluster" "c" {
                  sku_tier = var.tier
                }
                output "sku" { value = azurerm_kubernetes_cluster.c.sku_tier }
                output "unused" { value = "y" }
                """);

        assertThat(via(module, "module.aks.azurerm_kubernetes_cluster.c", "sku_tier"))
                .containsExactly(
                        "aks/main.tf:1:1", "main.tf:8:3", "main.tf:3:3", "main.tf:1:1", "terraform.tfvars:1:1");
        assertThat(via(module, "x_y.a", "literal")).isEmpty();
        assertThat(via(module, "x_y.a", "output"))
                .startsWith("aks/main.tf:5:1", "aks/main.tf:3:3", "aks/main.tf:1:1")
                .endsWith("terraform.tfvars:1:1");
        assertThat(via(module, "x_y.a", "other")).containsExactly("aks/main.tf:6:1");
        assertThat(via(module, "x_y.p[\"a\"]", "size")).containsExactly("main.tf:4:3");
        assertThat(via(module, "x_y.p[\"a\"]", "fixed")).isEmpty();
    }

    @Test
    void keepsWhatIsSensitiveAndWhatIsMadeOfIt() throws IOException {
        RootModule module = read("""
                main.tf
                variable "pw" {
                  default   = "pa55-word"
                  sensitive = true
                }
                variable "admin_password" { default = "S3cr3t-Value" }
                variable "plain" { default = "plain" }
                locals {
                  url = "postgres://u:${var.pw}@h/db"
                  map = { password = var.pw, user = "public" }
                }
                output "o" {
                  value     = "out-${var.plain}"
                  sensitive = true
                }
                module "m" {
                  source = "./m"
                  pw     = var.pw
                }
                resource "x_y" "a" {
                  url    = base64encode(local.url)
                  user   = local.map.user
                  chosen = var.pw == "" ? "empty" : "set"
                  name   = "name-${var.plain}"
                  shown  = "shown-${nonsensitive(var.pw)}"
                  local  = sensitive("inline")
                }
                resource "x_y" "b" { copy = upper(x_y.a.url) }
                --- m/main.tf
                variable "pw" {}
                output "o" { value = upper(var.pw) }
                """);

        assertThat(module.problems()).isEmpty();
        assertThat(module.secrets())
                .contains(
                        "pa55-word",
                        "S3cr3t-Value",
                        "postgres://u:pa55-word@h/db",
                        "out-plain",
                        "inline",
                        "PA55-WORD",
                        "cG9zdGdyZXM6Ly91OnBhNTUtd29yZEBoL2Ri",
                        "CG9ZDGDYZXM6LY91ONBHNTUTD29YZEBOL2RI")
                .doesNotContain("public", "set", "empty", "plain", "name-plain");
    }

    @Test
    void combinesTheConstraintsOfAllModules() throws IOException {
        RootModule module = read("""
                main.tf
                terraform {
                  required_providers {
                    azurerm = {
                      source  = "registry.terraform.io/hashicorp/azurerm"
                      version = ">= 4.0"
                    }
                    kube = {
                      source = "hashicorp/kubernetes"
                    }
                    old = "~> 1.0"
                  }
                }
                provider "kube" { version = "~> 2.30" }
                module "m" { source = "./m" }
                resource "kubernetes_pod" "p" { provider = kube.west }
                resource "azurerm_kubernetes_cluster" "c" {}
                --- m/main.tf
                terraform {
                  required_providers {
                    azurerm = { source = "hashicorp/azurerm", version = "< 5.0" }
                    random = { source = "hashicorp/random" }
                  }
                }
                resource "azurerm_kubernetes_cluster" "c" {}
                --- .terraform.lock.hcl
                provider "registry.terraform.io/hashicorp/random" {
                  version     = "3.6.0"
                  constraints = "~> 3.0"
                }
                """);

        assertThat(module.providers())
                .containsEntry("hashicorp/azurerm", ">= 4.0, < 5.0")
                .containsEntry("hashicorp/kubernetes", "~> 2.30")
                .containsEntry("hashicorp/old", "~> 1.0")
                .containsEntry("hashicorp/random", "3.6.0");
        assertThat(module.instances().stream()
                        .map(instance -> instance.address() + " " + instance.provider())
                        .toList())
                .containsExactly(
                        "kubernetes_pod.p hashicorp/kubernetes",
                        "azurerm_kubernetes_cluster.c hashicorp/azurerm",
                        "module.m.azurerm_kubernetes_cluster.c hashicorp/azurerm");
    }

    @Test
    void readsModulesThatAreInstalled() throws IOException {
        RootModule module = read("""
                main.tf
                module "net" {
                  source  = "Azure/network/azurerm"
                  version = "5.0.0"
                  name    = "n"
                }
                module "stale" {
                  source  = "Azure/network/azurerm"
                  version = "6.0.0"
                }
                module "git" { source = "git::https://example.com/x.git//sub" }
                --- .terraform/modules/modules.json
                {"Modules": [{"Key": "", "Source": "", "Dir": "."},
                  {"Key": "net", "Source": "registry.terraform.io/Azure/network/azurerm", "Version": "5.0.0", "Dir": ".terraform/modules/net"},
                  {"Key": "stale", "Source": "registry.terraform.io/Azure/network/azurerm", "Version": "5.0.0", "Dir": ".terraform/modules/net"},
                  {"Key": "git", "Source": "git::https://example.com/x.git//sub", "Dir": ".terraform/modules/git/sub"},
                  {"Key": "net.inner", "Source": "git::https://example.com/y.git", "Dir": ".terraform/modules/inner"}]}
                --- .terraform/modules/net/main.tf
                variable "name" {}
                module "inner" { source = "git::https://example.com/y.git" }
                resource "x_y" "net" { name = var.name }
                --- .terraform/modules/inner/main.tf
                resource "x_y" "inner" {}
                --- .terraform/modules/git/sub/main.tf
                resource "x_y" "git" {}
                """);

        assertThat(module.instances().stream().map(Instance::address).toList())
                .containsExactly("module.net.x_y.net", "module.net.module.inner.x_y.inner", "module.git.x_y.git");
        assertThat(module.notRead().stream().map(NotRead::address).toList()).containsExactly("module.stale");
    }

    @Test
    void readsNoFileThroughALinkOutOfTheRepository() throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Path repository = Files.createDirectory(folder.resolve("repository"));
        Files.writeString(outside.resolve("secret.txt"), "secret");
        Files.writeString(outside.resolve("main.tf"), "resource \"x_y\" \"outside\" {}\n");
        Files.createSymbolicLink(repository.resolve("link"), outside);
        Files.createSymbolicLink(repository.resolve("linked.tf"), outside.resolve("main.tf"));
        Files.writeString(repository.resolve("main.tf"), """
                module "m" { source = "./link" }
                resource "x_y" "a" {
                  a = file("link/secret.txt")
                  b = fileset(".", "**/*.txt")
                  c = filemd5("link/secret.txt")
                  d = fileexists("link/secret.txt")
                  e = templatefile("link/secret.txt", {})
                }
                """);

        RootModule module = RootModule.read(repository, List.of(), null, new Workspace(repository), ReadLimits.DEFAULT);

        assertThat(Described.all(module))
                .doesNotContain("\"secret\"", "x_y.outside")
                .contains("x_y.a.a = ?", "x_y.a.b = set[]", "x_y.a.c = ?", "x_y.a.d = ?", "x_y.a.e = ?")
                .contains("module.m: the folder ./link is not in the repository")
                .contains("! linked.tf:1:1 the file lies outside of the repository");
    }

    /** Each would take for ever, or all memory. */
    @ParameterizedTest
    @Timeout(60)
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    locals { l0 = "0123456789" }      | l%2$d = "${local.l%1$d}${local.l%1$d}"       | 60  | more than 16777216 characters
                    locals { l0 = ["0"] }             | l%2$d = [local.l%1$d, local.l%1$d]           | 60  | more than 1000000 parts
                    locals { l0 = ["0"] }             | l%2$d = concat(local.l%1$d, local.l%1$d)     | 60  | more than 1000000 parts
                    locals { l0 = ["0"] }             | l%2$d = { a = local.l%1$d, b = local.l%1$d } | 60  | more than 1000000 parts
                    locals { l0 = "x" }               | l%2$d = [local.l%1$d]                        | 5000 | nested deeper than 200 levels
                    locals { l5000 = "end" }          | l%1$d = local.l%2$d                          | 5000 | nested deeper than 300 levels
                    locals { l5000 = "end" }          | l%1$d = try(local.l%2$d, "d")                | 5000 | nested deeper than 300 levels
                    resource "x_y" "a" { count = 1e9 } | l%2$d = 1                                   | 1   | more than 20000 instances
                    """)
    void ends(String first, String each, int count, String problem) throws IOException {
        String locals = IntStream.range(0, count)
                .mapToObj(i -> each.formatted(i, i + 1))
                .collect(Collectors.joining("\n", "locals {\n", "\n}\n"));

        RootModule module = read("main.tf\n" + first + "\n" + locals
                + "resource \"x_y\" \"end\" { value = " + (each.startsWith("l%2") ? "local.l" + count : "local.l0")
                + " }\n");

        assertThat(module.problems())
                .isNotEmpty()
                .anyMatch(fault -> fault.message().contains(problem));
        if (count > 1) {
            assertThat(Unknowns.in(attribute(module, "x_y.end", "value").value()))
                    .isNotNull();
        }
    }

    @Test
    @Timeout(60)
    void endsWhereModulesMultiply() throws IOException {
        RootModule module = read("""
                main.tf
                module "a" {
                  count  = 100
                  source = "./a"
                }
                --- a/main.tf
                module "b" {
                  count  = 100
                  source = "../b"
                }
                --- b/main.tf
                resource "x_y" "a" {
                  dynamic "b" {
                    for_each = range(1000)
                    content {
                      dynamic "c" {
                        for_each = range(1000)
                        content {
                          a = c.value
                        }
                      }
                    }
                  }
                }
                """);

        assertThat(module.problems()).isNotEmpty();
    }

    @Test
    void isLinear() throws IOException {
        for (int i = 0; i < 300; i++) {
            Files.writeString(folder.resolve("f" + i + ".tf"), """
                    resource "x_y" "r%1$d" {
                      name  = "n-${local.l%1$d}"
                      other = x_y.r%2$d.tag
                      tag   = var.v%1$d
                    }
                    variable "v%1$d" { default = "v" }
                    locals { l%1$d = var.v%1$d }
                    """.formatted(i, Math.max(0, i - 1)));
        }

        RootModule module = RootModule.read(folder, List.of(), null, new Workspace(folder), ReadLimits.DEFAULT);

        // the first one refers to itself
        assertThat(module.problems()).hasSize(1);
        assertThat(module.instances()).hasSize(300);
    }

    @Test
    void findsRootModules() throws IOException {
        for (String path :
                new String[] {"prod", "dev", "modules/aks", "modules/net", "alone", "modules/aks/examples/a"}) {
            Files.createDirectories(folder.resolve(path));
        }
        Files.writeString(folder.resolve("prod/main.tf"), "module \"aks\" { source = \"../modules/aks\" }\n");
        Files.writeString(folder.resolve("dev/main.tf"), "module \"aks\" { source = \"../modules/aks/\" }\n");
        Files.writeString(folder.resolve("modules/aks/main.tf"), "module \"net\" { source = \"./../net\" }\n");
        Files.writeString(folder.resolve("modules/net/main.tf"), "resource \"x_y\" \"n\" {}\n");
        Files.writeString(
                folder.resolve("alone/main.tf"), "module \"self\" { source = \"./\" }\nresource \"x_y\" \"n\" {}\n");
        Files.writeString(
                folder.resolve("modules/aks/examples/a/main.tf.json"),
                "{\"module\": {\"m\": {\"source\": \"../..\"}}}");

        List<Path> roots = RootModules.in(
                List.of(
                        folder.resolve("prod"),
                        folder.resolve("dev"),
                        folder.resolve("alone"),
                        folder.resolve("modules/aks"),
                        folder.resolve("modules/net"),
                        folder.resolve("modules/aks/examples/a")),
                type -> type.startsWith("x_"),
                new Workspace(folder),
                ReadLimits.DEFAULT);

        assertThat(roots.stream()
                        .map(root -> folder.relativize(root).toString())
                        .toList())
                .containsExactly("alone", "dev", "modules/aks/examples/a", "prod");
    }

    /** What is broken is a problem of the evaluation; it is not as if nothing were there. */
    @Test
    void aBrokenFileThatNamesWhatMattersIsOfARoot() throws IOException {
        for (String path : new String[] {"broken", "broken-json", "other"}) {
            Files.createDirectories(folder.resolve(path));
        }
        Files.writeString(folder.resolve("broken/main.tf"), "resource \"x_y\" \"n\" {\n  block {\n}\n");
        Files.writeString(folder.resolve("broken-json/main.tf.json"), "{\"resource\": {\"x_y\": {\"n\": {}}");
        Files.writeString(folder.resolve("other/main.tf"), "resource \"z_y\" \"n\" {\n  block {\n}\n");

        List<Path> roots = RootModules.in(
                List.of(folder.resolve("broken"), folder.resolve("broken-json"), folder.resolve("other")),
                type -> type.startsWith("x_"),
                new Workspace(folder),
                ReadLimits.DEFAULT);

        assertThat(roots.stream()
                        .map(root -> folder.relativize(root).toString())
                        .toList())
                .containsExactly("broken", "broken-json");
    }
}
