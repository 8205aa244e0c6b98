package io.github.akspolicy.policies.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.ProjectFolder;
import io.github.akspolicy.evaluate.Evaluation;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cluster of an environment in its own file and notation, and the workloads of the same environment in theirs. */
class JointFindingsTest {
    private static final Set<String> JOINT = Set.of(
            "cluster/workload-identity",
            "cluster/oidc-issuer",
            "cluster/key-vault-secrets-provider",
            "cluster/network-policy",
            "workload/node-pool-exists",
            "workload/windows-pool-exists",
            "workload/safeguards-admission",
            "image/registry-access");

    private static final String CONFIGURATION = """
            schemaVersion: 1
            profile: recommended
            environments:
              prod: {namespace: store, cluster: infra/aks.json}
            sources: [{manifests: k8s}]
            policies: {image/registry-access: on}
            """;

    private static final String WORKLOADS = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: order}
            spec:
              selector: {matchLabels: {app: order}}
              template:
                metadata:
                  labels: {app: order, azure.workload.identity/use: "true"}
                spec:
                  nodeSelector:
                    kubernetes.azure.com/agentpool: orders
                  containers:
                    - name: order
                      image: contoso.azurecr.io/order:1.4.2
                  volumes:
                    - name: secrets
                      csi: {driver: secrets-store.csi.k8s.io, volumeAttributes: {secretProviderClass: order}}
                    - name: logs
                      hostPath: {path: /var/log}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: legacy}
            spec:
              selector: {matchLabels: {app: legacy}}
              template:
                metadata: {labels: {app: legacy}}
                spec:
                  os: {name: windows}
                  containers: [{name: legacy, image: "mcr.microsoft.com/legacy:1"}]
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: deny}
            spec: {podSelector: {}, policyTypes: [Ingress]}
            """;

    @TempDir
    Path folder;

    private List<String> found(String cluster) throws ConfigurationException {
        return found(cluster, "finding");
    }

    private List<String> found(String cluster, String kind) throws ConfigurationException {
        var project = ProjectFolder.in(folder)
                .file("infra/aks.json", cluster)
                .file("k8s/store.yaml", WORKLOADS)
                .configuration(CONFIGURATION);
        Evaluation evaluation = project.evaluate();
        assertThat(evaluation.problems()).isEmpty();
        return evaluation.findings().stream()
                .filter(finding -> JOINT.contains(finding.policy().id()))
                .filter(finding -> kind.equals(finding.unknown() == null ? "finding" : "unknown"))
                .flatMap(finding -> finding.occurrences().stream()
                        .map(occurrence -> occurrence.origin().primary().path() + ":"
                                + occurrence.origin().primary().line() + " "
                                + finding.policy().id()))
                .sorted()
                .toList();
    }

    private static String template(String properties, String others) {
        return """
                {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
                 "parameters": {"pool": {"type": "string"}},
                 "resources": [
                  {"type": "Microsoft.ContainerService/managedClusters", "apiVersion": "2024-09-01", "name": "aks",
                   "properties": {
                %s
                  }}%s]}
                """.formatted(properties, others);
    }

    @Test
    void eachIsAtTheLineToEdit() throws ConfigurationException {
        String template = template("""
                "oidcIssuerProfile": {"enabled": false},
                "securityProfile": {"workloadIdentity": {"enabled": false}},
                "addonProfiles": {"azureKeyvaultSecretsProvider": {"enabled": false}},
                "networkProfile": {"networkPolicy": "none"},
                "agentPoolProfiles": [{"name": "sys", "mode": "System"}]
                """, """
                ,
                {"type": "Microsoft.ContainerService/deploymentSafeguards", "apiVersion": "2025-07-01", "name": "default",
                 "scope": "[resourceId('Microsoft.ContainerService/managedClusters', 'aks')]",
                 "properties": {"level": "Enforce", "podSecurityStandardsLevel": "Baseline"}},
                {"type": "Microsoft.ContainerRegistry/registries", "apiVersion": "2023-07-01", "name": "contoso"}
                """);
        assertThat(found(template))
                .containsExactly(
                        "infra/aks.json:6 cluster/oidc-issuer",
                        "infra/aks.json:7 cluster/workload-identity",
                        "infra/aks.json:8 cluster/key-vault-secrets-provider",
                        "infra/aks.json:9 cluster/network-policy",
                        "k8s/store.yaml:11 workload/node-pool-exists",
                        "k8s/store.yaml:13 workload/safeguards-admission",
                        "k8s/store.yaml:13 workload/safeguards-admission",
                        "k8s/store.yaml:14 image/registry-access",
                        "k8s/store.yaml:19 workload/safeguards-admission",
                        "k8s/store.yaml:29 workload/windows-pool-exists",
                        "k8s/store.yaml:30 workload/safeguards-admission",
                        "k8s/store.yaml:30 workload/safeguards-admission");
    }

    @Test
    void whatFitsIsNoFinding() throws ConfigurationException {
        String template = template("""
                "oidcIssuerProfile": {"enabled": true},
                "securityProfile": {"workloadIdentity": {"enabled": true}},
                "addonProfiles": {"azureKeyvaultSecretsProvider": {"enabled": true}},
                "networkProfile": {"networkPolicy": "cilium", "networkDataplane": "cilium"},
                "agentPoolProfiles": [{"name": "sys", "mode": "System"}, {"name": "orders"}, {"name": "win", "osType": "Windows"}]
                """, """
                ,
                {"type": "Microsoft.ContainerService/deploymentSafeguards", "apiVersion": "2025-07-01", "name": "default",
                 "scope": "[resourceId('Microsoft.ContainerService/managedClusters', 'aks')]",
                 "properties": {"level": "Enforce", "podSecurityStandardsLevel": "Baseline", "excludedNamespaces": ["store"]}},
                {"type": "Microsoft.ContainerRegistry/registries", "apiVersion": "2023-07-01", "name": "contoso"},
                {"type": "Microsoft.Authorization/roleAssignments", "apiVersion": "2022-04-01", "name": "pull",
                 "scope": "[resourceId('Microsoft.ContainerRegistry/registries', 'contoso')]",
                 "properties": {"roleDefinitionId":
                   "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d')]"}}
                """);
        assertThat(found(template)).isEmpty();
        assertThat(found(template, "unknown")).isEmpty();
    }

    @Test
    void whatIsKnownOnlyAtDeploymentIsNoFinding() throws ConfigurationException {
        String template = template("""
                "oidcIssuerProfile": {"enabled": true},
                "securityProfile": {"workloadIdentity": {"enabled": true}},
                "addonProfiles": {"azureKeyvaultSecretsProvider": {"enabled": true}},
                "networkProfile": {"networkPolicy": "cilium", "networkDataplane": "cilium"},
                "agentPoolProfiles": [{"name": "sys", "mode": "System"}, {"name": "[parameters('pool')]",
                  "osType": "[parameters('pool')]"}]
                """, "");
        assertThat(found(template)).as("the registry is in no source").isEmpty();
    }

    @Test
    void aPlanOfTerraformSaysTheSame() throws ConfigurationException {
        String plan = """
                {"format_version": "1.2", "planned_values": {"root_module": {"resources": [
                  {"address": "azurerm_kubernetes_cluster.aks", "mode": "managed", "type": "azurerm_kubernetes_cluster",
                   "values": {"name": "aks",
                     "oidc_issuer_enabled": false,
                     "workload_identity_enabled": false,
                     "network_profile": [{"network_policy": null}],
                     "default_node_pool": [{"name": "sys"}]}},
                  {"address": "azurerm_kubernetes_cluster_node_pool.orders", "mode": "managed",
                   "type": "azurerm_kubernetes_cluster_node_pool",
                   "values": {"name": "orders", "node_taints": ["dedicated=orders:NoSchedule"]}},
                  {"address": "azurerm_container_registry.acr", "mode": "managed", "type": "azurerm_container_registry",
                   "values": {"name": "Contoso"}}]}}}
                """;
        assertThat(found(plan).stream()
                        .map(line -> line.replaceAll(".*:(\\d+ )?", ""))
                        .toList())
                .containsExactly(
                        "cluster/key-vault-secrets-provider",
                        "cluster/oidc-issuer",
                        "cluster/workload-identity",
                        "cluster/network-policy",
                        "workload/node-pool-exists",
                        "image/registry-access",
                        "workload/windows-pool-exists");
    }

    @Test
    void safeguardsOfAzurermRefuseWhatTheyRefuseInArm() throws ConfigurationException {
        String plan = """
                {"format_version": "1.2", "planned_values": {"root_module": {"resources": [
                  {"address": "azurerm_kubernetes_cluster.aks", "mode": "managed", "type": "azurerm_kubernetes_cluster",
                   "values": {"name": "aks", "azure_policy_enabled": true, "oidc_issuer_enabled": true,
                     "workload_identity_enabled": true, "key_vault_secrets_provider": [{}],
                     "network_profile": [{"network_plugin": "azure", "network_policy": "cilium"}],
                     "default_node_pool": [{"name": "orders", "node_taints": []}]}},
                  {"address": "azurerm_kubernetes_cluster_deployment_safeguard.aks", "mode": "managed",
                   "type": "azurerm_kubernetes_cluster_deployment_safeguard",
                   "values": {"level": "Enforce", "pod_security_standards_level": "Baseline"}}]}},
                 "resource_changes": [
                  {"address": "azurerm_kubernetes_cluster_deployment_safeguard.aks",
                   "change": {"after_unknown": {"kubernetes_cluster_id": true}}}],
                 "configuration": {"root_module": {"resources": [
                  {"address": "azurerm_kubernetes_cluster_deployment_safeguard.aks", "expressions":
                   {"kubernetes_cluster_id": {"references": ["azurerm_kubernetes_cluster.aks.id"]}}}]}}}
                """;
        assertThat(found(plan)).contains("k8s/store.yaml:19 workload/safeguards-admission");
        assertThat(found(plan.replace("\"Enforce\"", "\"Warn\"")))
                .doesNotContain("k8s/store.yaml:19 workload/safeguards-admission");
    }
}
