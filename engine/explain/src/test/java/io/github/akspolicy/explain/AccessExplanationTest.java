package io.github.akspolicy.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.ProjectFolder;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.evaluate.Progress;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessExplanationTest {
    private static final String SCHEMA =
            "\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\"";

    @TempDir
    private Path root;

    private ProjectFolder project;

    @BeforeEach
    void repository() {
        project = ProjectFolder.in(root);
    }

    @Test
    void aClusterOfTheSlidesIsOneReadableAnswer() throws Exception {
        String text = explain("""
                {%s,
                 "parameters": {"admins": {"type": "string"}},
                 "resources": [
                  {"type": "Microsoft.ContainerService/managedClusters", "apiVersion": "2024-02-01", "name": "store",
                   "properties": {
                     "disableLocalAccounts": true,
                     "aadProfile": {
                       "managed": true,
                       "enableAzureRBAC": true,
                       "adminGroupObjectIDs": ["11111111-1111-1111-1111-111111111111"]},
                     "apiServerAccessProfile": {
                       "enablePrivateCluster": true,
                       "disableRunCommand": true}}},
                  {"type": "Microsoft.Authorization/roleAssignments", "apiVersion": "2022-04-01", "name": "a",
                   "scope": "[resourceId('Microsoft.ContainerService/managedClusters', 'store')]",
                   "properties": {
                     "roleDefinitionId": "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4abbcc35-e782-43d8-92c5-2d3f1bd2253f')]",
                     "principalType": "Group", "principalId": "[parameters('admins')]"}},
                  {"type": "Microsoft.Authorization/roleAssignments", "apiVersion": "2022-04-01", "name": "b",
                   "scope": "[concat(resourceId('Microsoft.ContainerService/managedClusters', 'store'), '/namespaces/shop')]",
                   "properties": {
                     "roleDefinitionId": "/providers/Microsoft.Authorization/roleDefinitions/a7ffa36f-339b-4b5c-8bdf-e2c188b2c0eb",
                     "principalType": "Group", "principalId": "22222222-2222-2222-2222-222222222222"}},
                  {"type": "Microsoft.Authorization/roleAssignments", "apiVersion": "2022-04-01", "name": "c",
                   "scope": "[resourceId('Microsoft.ContainerService/managedClusters', 'another')]",
                   "properties": {
                     "roleDefinitionId": "/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
                     "principalType": "User", "principalId": "33333333-3333-3333-3333-333333333333"}}
                 ]}
                """.formatted(SCHEMA));

        assertThat(text).isEqualTo("""
                prod: managedClusters store   aks.json:4:3

                  Authentication mode: Entra ID authentication with Azure RBAC
                    properties.aadProfile.managed is true                aks.json:8:8
                    properties.aadProfile.enableAzureRBAC is true        aks.json:9:8
                    properties.enableRBAC is not set, which means true   aks.json:5:4
                    ✓ cluster/auth-mode
                    ✓ cluster/entra-id-enabled
                    ✓ cluster/azure-rbac-enabled
                    ✓ cluster/kubernetes-rbac-enabled

                  Local accounts: do not work: Azure refuses az aks get-credentials --admin
                    properties.disableLocalAccounts is true   aks.json:6:6
                    ✓ cluster/local-accounts-disabled

                  Who can get a kubeconfig: those below, and Owners and Contributors of the resource group or subscription \
                whose roles are assigned elsewhere
                    Group [parameters('admins')] by Azure Kubernetes Service Cluster User Role: one that signs in with Entra ID   \
                aks.json:17:6
                    ✗ cluster/cluster-user-role: Azure Kubernetes Service RBAC Writer is given, but Azure Kubernetes Service \
                Cluster User Role is not: the kubeconfig cannot be downloaded   aks.json:22:6
                    ✓ cluster/role-assignments

                  Who decides what they may do: role assignments in Azure, and Kubernetes RBAC: either may allow
                    group 11111111-1111-1111-1111-111111111111 is cluster-admin                                            \
                aks.json:10:32
                    Group 22222222-2222-2222-2222-222222222222 by Azure Kubernetes Service RBAC Writer in namespace shop   \
                aks.json:22:6
                    ✓ cluster/entra-admin-groups
                    ✓ cluster/role-assignment-namespace-scope

                  How the API server is reached: only from its virtual network and those that are connected to it
                    properties.apiServerAccessProfile.enablePrivateCluster is true                                  \
                aks.json:12:8
                    properties.apiServerAccessProfile.enablePrivateClusterPublicFQDN is not set, which means true   \
                aks.json:11:6
                    properties.apiServerAccessProfile.privateDNSZone is not set, which means system                 \
                aks.json:11:6
                    properties.apiServerAccessProfile.enableVnetIntegration is not set, which means false           \
                aks.json:11:6
                    properties.apiServerAccessProfile.disableRunCommand is true                                     \
                aks.json:13:8
                    ✓ cluster/private
                    ✗ cluster/private-public-fqdn-disabled: properties.apiServerAccessProfile.enablePrivateClusterPublicFQDN \
                is not set: write "enablePrivateClusterPublicFQDN": false   aks.json:11:6
                    ✓ cluster/private-dns-zone-valid
                    ✗ cluster/private-access-path: the API server is private, and no bastion, gateway, peering, private \
                endpoint or run command of the files leads to it   aks.json:13:8
                    ✓ cluster/authorized-ip-ranges
                    - cluster/api-server-vnet-integration is off
                    - cluster/run-command-disabled is off

                """);
    }

    /** A cluster that says nothing: certificates for everybody, from everywhere. */
    @Test
    void localAccountsAreToldWhereTheyAreTheOnlyWayIn() throws Exception {
        String text = explain(cluster("\"dnsPrefix\": \"a\""));

        assertThat(text)
                .contains("Authentication mode: local accounts with Kubernetes RBAC\n")
                .contains(
                        "Local accounts: work, and are the only way in: az aks get-credentials hands out a certificate of"
                                + " system:masters, ")
                .contains("✗ cluster/local-accounts-disabled: properties.disableLocalAccounts is not set")
                .contains("Who can get a kubeconfig: no subject in the sources; also Owners and Contributors")
                .contains("Who decides what they may do: Kubernetes RBAC, but every local account is cluster-admin")
                .contains(
                        "How the API server is reached: from everywhere on the internet; also by az aks command invoke");
    }

    @Test
    void entraIdWithKubernetesRbacIsTheThirdMode() throws Exception {
        String text = explain(cluster("\"aadProfile\": {\"managed\": true}, \"apiServerAccessProfile\":"
                + " {\"authorizedIPRanges\": [\"192.0.2.0/24\", \"198.51.100.0/24\"], \"disableRunCommand\": true}"));

        assertThat(text)
                .contains("Authentication mode: Entra ID authentication with Kubernetes RBAC, and local accounts\n")
                .contains(
                        "Local accounts: work beside Entra ID: az aks get-credentials --admin hands out a certificate")
                .contains(
                        "Who decides what they may do: Kubernetes RBAC: bindings of Entra groups and users in the cluster\n")
                .contains("How the API server is reached: over the internet, from 192.0.2.0/24, 198.51.100.0/24\n");
    }

    @Test
    void whatIsKnownOnlyAtDeploymentIsNoAnswer() throws Exception {
        String text = explain(
                cluster(
                        "\"disableLocalAccounts\": \"[parameters('l')]\", \"aadProfile\": {\"managed\":"
                                + " \"[parameters('m')]\"}, \"apiServerAccessProfile\": {\"enablePrivateCluster\": \"[parameters('p')]\"}"));

        assertThat(text)
                .contains(
                        "Authentication mode: known only at deployment: properties.aadProfile.managed is [parameters('m')]")
                .contains(
                        "Local accounts: known only at deployment: properties.disableLocalAccounts is [parameters('l')]")
                .contains("How the API server is reached: known only at deployment: ")
                .contains(
                        "? cluster/local-accounts-disabled: properties.disableLocalAccounts is known only at deployment");
    }

    @Test
    void aKubeconfigTellsWhoSignsInByIt() throws Exception {
        project.file("config", """
                users:
                  - name: admin
                    user: {token: a-secret-token-4711}
                """);
        project.configuration(
                "schemaVersion: 1\nprofile: aks-simplified\nenvironments: {prod: }\nsources: [{kubeconfig: config}]\n");

        assertThat(explain())
                .contains("prod: Config config   config:1:1")
                .contains("Who can sign in: every holder of this file, since it holds credentials")
                .contains("user admin signs in with token, which is in the file   config:3:12")
                .contains("✗ kubeconfig/no-static-token: user.token holds a token   config:3:12")
                .contains("✓ kubeconfig/no-client-key")
                .doesNotContain("a-secret-token-4711");
    }

    private static String cluster(String properties) {
        return "{" + SCHEMA + ", \"resources\": [{\"type\": \"Microsoft.ContainerService/managedClusters\","
                + " \"apiVersion\": \"2024-02-01\", \"name\": \"a\", \"properties\": {" + properties + "}}]}";
    }

    /** What does not work hands out nothing, and nothing is cluster-admin by it. */
    @Test
    void disabledLocalAccountsAreNotCalledClusterAdminElsewhere() throws Exception {
        String text = explain("""
                {%s, "resources": [
                  {"type": "Microsoft.ContainerService/managedClusters", "apiVersion": "2024-02-01", "name": "store",
                   "properties": {"disableLocalAccounts": true}},
                  {"type": "Microsoft.Authorization/roleAssignments", "apiVersion": "2022-04-01", "name": "a",
                   "scope": "[resourceId('Microsoft.ContainerService/managedClusters', 'store')]",
                   "properties": {
                     "roleDefinitionId": "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4abbcc35-e782-43d8-92c5-2d3f1bd2253f')]",
                     "principalType": "Group", "principalId": "22222222-2222-2222-2222-222222222222"}}]}
                """.formatted(SCHEMA));
        assertThat(text)
                .contains(
                        "Local accounts: do not work, and without Entra ID no person can sign in",
                        "Cluster User Role: one that nothing signs in with: local accounts are disabled",
                        "Who decides what they may do: Kubernetes RBAC, for service accounts only")
                .doesNotContain("every local account is cluster-admin", "system:masters");
    }

    /** An expression is read in the file; a message shows how it begins, once. */
    @Test
    void longExpressionsAreShortened() throws Exception {
        String text = explain("""
                {%s, "parameters": {"a": {"type": "string"}}, "resources": [
                  {"type": "Microsoft.ContainerService/managedClusters", "apiVersion": "2024-02-01", "name": "store",
                   "properties": {"disableLocalAccounts": "%s"}}]}
                """.formatted(SCHEMA, "[concat(parameters('a'), '" + "x".repeat(4500) + "')]"));
        assertThat(text).contains("known only at deployment", "…");
        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(400));
    }

    private String explain(String template) throws Exception {
        project.file("aks.json", template);
        project.configuration("""
                schemaVersion: 1
                profile: aks-simplified
                environments: {prod: }
                sources: [{cluster: aks.json}]
                """);
        return explain();
    }

    private String explain() throws Exception {
        Verification verification = project.load();
        Environment environment = verification.environment("prod");
        assertThat(environment.problems()).isEmpty();
        return new AccessExplanation(environment, verification.evaluate("prod", Progress.NONE))
                .lines().stream().map(line -> line + "\n").collect(Collectors.joining());
    }
}
