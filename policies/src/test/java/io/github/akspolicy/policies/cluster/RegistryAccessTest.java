package io.github.akspolicy.policies.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.ProjectFolder;
import io.github.akspolicy.evaluate.Evaluation;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may pull from a registry, in the ways that plans of Terraform and answers of az say it. */
class RegistryAccessTest {
    private static final Set<String> POLICIES =
            Set.of("image/registry-access", "registry/acr-attached", "cluster/role-assignments");

    @TempDir
    Path folder;

    private String image = "contoso.azurecr.io/order:1.4.2";
    private String account = "";

    /**
     * What the policies say of a pod and a plan.
     *
     * @param registry more attributes of the registry
     * @param assignments role, what the scope refers to, what the principal refers to; all known after apply only
     */
    private List<String> found(String registry, String... assignments) throws Exception {
        var planned = new StringBuilder();
        var changes = new StringBuilder();
        var configuration = new StringBuilder();
        for (int i = 0; i < assignments.length; i++) {
            String text = assignments[i];
            int principal = text.lastIndexOf(' ');
            int scope = text.lastIndexOf(' ', principal - 1);
            String[] words = {
                text.substring(0, scope), text.substring(scope + 1, principal), text.substring(principal + 1)
            };
            planned.append("""
                    , {"address": "azurerm_role_assignment.a%d", "mode": "managed", "type": "azurerm_role_assignment",
                       "values": {"role_definition_name": "%s"}}""".formatted(i, words[0]));
            changes.append(i == 0 ? "" : ",").append("""
                    {"address": "azurerm_role_assignment.a%d", "change": {"after_unknown": {"scope": true, "principal_id": true}}}""".formatted(i));
            configuration.append(i == 0 ? "" : ",").append("""
                    {"address": "azurerm_role_assignment.a%d", "expressions": {
                      "scope": {"references": ["%s"]}, "principal_id": {"references": ["%s"]}}}""".formatted(i, words[1], words[2]));
        }
        return verdicts("""
                {"format_version": "1.2", "planned_values": {"root_module": {"resources": [
                  {"address": "azurerm_resource_group.aks", "mode": "managed", "type": "azurerm_resource_group",
                   "values": {"name": "rg-aks"}},
                  {"address": "azurerm_resource_group.shared", "mode": "managed", "type": "azurerm_resource_group",
                   "values": {"name": "rg-shared"}},
                  {"address": "azurerm_kubernetes_cluster.aks", "mode": "managed", "type": "azurerm_kubernetes_cluster",
                   "values": {"name": "aks", "resource_group_name": "rg-aks", "default_node_pool": [{"name": "sys"}]}},
                  {"address": "azurerm_container_registry.acr", "mode": "managed", "type": "azurerm_container_registry",
                   "values": {"name": "contoso", "resource_group_name": "rg-shared"%s}},
                  {"address": "azurerm_container_registry.other", "mode": "managed", "type": "azurerm_container_registry",
                   "values": {"name": "fabrikam", "resource_group_name": "rg-aks", "anonymous_pull_enabled": true}}%s]}},
                 "resource_changes": [%s], "configuration": {"root_module": {"resources": [%s]}}}
                """.formatted(registry, planned, changes, configuration));
    }

    private List<String> verdicts(String... definitions) throws Exception {
        var project = ProjectFolder.in(folder);
        var names = new StringBuilder();
        for (int i = 0; i < definitions.length; i++) {
            project.file("infra" + i + ".json", definitions[i]);
            names.append(i == 0 ? "" : ", ").append("infra").append(i).append(".json");
        }
        project.file("k8s/order.yaml", """
                apiVersion: v1
                kind: Pod
                metadata: {name: order}
                spec:
                  serviceAccountName: default
                  containers: [{name: order, image: "%s"}]
                %s""".formatted(image, account));
        Evaluation evaluation = project.configuration("""
                        schemaVersion: 1
                        profile: aks-simplified
                        environments:
                          prod: {namespace: store, cluster: [%s]}
                        sources: [{manifests: k8s}]
                        """.formatted(names)).evaluate();
        assertThat(evaluation.problems()).isEmpty();
        Stream<String> findings = evaluation.findings().stream()
                .filter(finding -> POLICIES.contains(finding.policy().id()))
                .filter(finding -> finding.occurrences().stream()
                        .noneMatch(occurrence -> occurrence.subject().toString().contains("other")))
                .map(finding -> (finding.unknown() == null ? "" : "unknown ")
                        + finding.policy().id() + ": " + finding.message());
        Stream<String> gaps = evaluation.missing().stream()
                .flatMap(missing -> missing.gaps().stream())
                .filter(gap -> POLICIES.contains(gap.policyId())
                        && !gap.resource().name().contains("other"))
                .map(gap -> "unknown " + gap.policyId() + ": " + gap.message());
        return Stream.concat(findings, gaps)
                .map(line -> line.replaceAll("(?<!attached|access|assignments): .*|, .*", ""))
                .sorted()
                .toList();
    }

    private static final String ACR = " azurerm_container_registry.acr.id";
    private static final String KUBELET = " azurerm_kubernetes_cluster.aks.kubelet_identity[0].object_id";
    private static final String DETACHED = "image/registry-access: image comes from contoso.azurecr.io";
    private static final String MISSING = "registry/acr-attached: no identity has the role AcrPull on the registry";

    @Test
    void theKubeletIdentityIsKnownByItsReference() throws Exception {
        assertThat(found("", "AcrPull" + ACR + KUBELET)).isEmpty();
        assertThat(found("")).containsExactly(DETACHED, MISSING);
        assertThat(found("", "AcrPush" + ACR + KUBELET))
                .containsExactly(MISSING, "registry/acr-attached: the nodes have the role AcrPush on the registry");
    }

    /** The mistake of every other first cluster: nodes do not act as the cluster does, and get 401 from the registry. */
    @Test
    void theIdentityOfTheControlPlaneDoesNotPull() throws Exception {
        assertThat(found("", "AcrPull" + ACR + " azurerm_kubernetes_cluster.aks.identity[0].principal_id"))
                .containsExactly(
                        DETACHED,
                        "registry/acr-attached: the role AcrPull on the registry is given to a user or to the control plane");
        assertThat(found("", "AcrPull" + ACR + " azurerm_user_assigned_identity.kubelet.principal_id"))
                .as("an identity of one's own may be that of the nodes")
                .isEmpty();
    }

    @Test
    void aRoleCountsWhereItsScopeIs() throws Exception {
        assertThat(found("", "AcrPull azurerm_container_registry.other.id" + KUBELET))
                .as("another registry")
                .containsExactly(DETACHED, MISSING);
        assertThat(found("", "AcrPull azurerm_resource_group.shared.id" + KUBELET))
                .as("the group of the registry")
                .isEmpty();
        assertThat(found("", "AcrPull azurerm_resource_group.aks.id" + KUBELET))
                .as("the group of the cluster")
                .containsExactly(DETACHED, MISSING);
        assertThat(found("", "AcrPull data.azurerm_subscription.current.id" + KUBELET))
                .as("the subscription")
                .isEmpty();
        assertThat(found("", "AcrPull data.azurerm_resource_group.platform.id" + KUBELET))
                .as("a group that may be this one")
                .isEmpty();
        assertThat(found("", "AcrPull var.registry_id" + KUBELET))
                .as("a registry that may be this one")
                .containsExactly(
                        "unknown image/registry-access: image comes from contoso.azurecr.io",
                        "unknown registry/acr-attached: whether the nodes have the role AcrPull on the registry is in no source");
    }

    /** A Contributor of the group of the network is none of the cluster. */
    @Test
    void powerOverAnotherGroupIsNoPowerOverTheCluster() throws Exception {
        String pull = "AcrPull" + ACR + KUBELET;
        assertThat(found("", pull, "Contributor azurerm_resource_group.shared.id azuread_group.ops.object_id"))
                .isEmpty();
        assertThat(found("", pull, "Contributor azurerm_resource_group.aks.id azuread_group.ops.object_id"))
                .containsExactly("unknown cluster/role-assignments: principal_id is known only at deployment");
    }

    @Test
    void aRegistryInTheModeOfRepositoriesHonoursNoAcrPull() throws Exception {
        String mode = ", \"role_assignment_mode\": \"AbacRepositoryPermissions\"";
        assertThat(found(mode, "AcrPull" + ACR + KUBELET))
                .containsExactly(
                        DETACHED,
                        "registry/acr-attached: no identity has the role Container Registry Repository Reader on the registry");
        assertThat(found(mode, "Container Registry Repository Reader" + ACR + KUBELET))
                .isEmpty();
        assertThat(found("", "Container Registry Repository Reader" + ACR + KUBELET))
                .as("nor the other way round")
                .containsExactly(DETACHED, MISSING);
    }

    @Test
    void anonymousPullNeedsNoRole() throws Exception {
        assertThat(found(", \"anonymous_pull_enabled\": true")).containsExactly(MISSING);
    }

    @Test
    void aRoleOfOnesOwnMayPull() throws Exception {
        assertThat(found("", "Puller" + ACR + KUBELET))
                .containsExactly(
                        "unknown image/registry-access: image comes from contoso.azurecr.io",
                        "unknown registry/acr-attached: whether the nodes have the role AcrPull on the registry is in no source");
    }

    @ParameterizedTest
    @CsvSource({
        "mcr.microsoft.com/dotnet/aspnet:8.0,       ''",
        "nginx:1.27,                                ''",
        "ghcr.io/contoso/order:1,                   ''",
        "contoso.azurecr.io/mcr/dotnet/aspnet:8.0,  finding",
        "contoso-a1b2c3d4.azurecr.io/order:1,       finding",
        "fabrikam.azurecr.io/order:1,               ''",
        "elsewhere.azurecr.io/order:1,              unknown",
    })
    void onlyRegistriesOfAzureAreAskedAbout(String image, String verdict) throws Exception {
        this.image = image;
        assertThat(found("").stream()
                        .filter(line -> line.contains("image/registry-access"))
                        .map(line -> line.startsWith("unknown") ? "unknown" : "finding"))
                .as("fabrikam lets everybody pull")
                .isEqualTo(verdict.isEmpty() ? List.of() : List.of(verdict));
    }

    @Test
    void pullSecretsOfTheServiceAccountDo() throws Exception {
        account = """
                ---
                apiVersion: v1
                kind: ServiceAccount
                metadata: {name: default}
                imagePullSecrets: [{name: acr}]
                """;
        assertThat(found("")).containsExactly(MISSING);
    }

    @Test
    void anAnswerOfAzAboutARegistryTellsNoAssignments() throws Exception {
        String cluster = """
                {"type": "Microsoft.ContainerService/ManagedClusters", "name": "aks",
                 "id": "/subscriptions/s/resourceGroups/rg-aks/providers/Microsoft.ContainerService/managedClusters/aks"}""";
        String registry = """
                {"type": "Microsoft.ContainerRegistry/registries", "name": "contoso", "resourceGroup": "rg-shared",
                 "id": "/subscriptions/s/resourceGroups/rg-shared/providers/Microsoft.ContainerRegistry/registries/contoso"}""";
        assertThat(verdicts(cluster, registry))
                .containsExactly(
                        "unknown image/registry-access: image comes from contoso.azurecr.io",
                        "unknown registry/acr-attached: whether the nodes have the role AcrPull on the registry is in no source");
        String assignments = """
                [{"type": "Microsoft.Authorization/roleAssignments", "name": "a", "principalType": "ServicePrincipal",
                  "principalId": "2b7e4f90-6a1d-4c35-8f02-9d3c5e7a1b46", "scope": "%s",
                  "roleDefinitionId": "/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/7f951dda-4ed3-4680-a7ca-43fe172d538d"}]""";
        assertThat(
                        verdicts(
                                cluster,
                                registry,
                                assignments.formatted(
                                        "/subscriptions/s/resourceGroups/rg-shared/providers/Microsoft.ContainerRegistry/registries/contoso")))
                .isEmpty();
        assertThat(verdicts(cluster, registry, assignments.formatted("/subscriptions/s/resourceGroups/rg-aks")))
                .containsExactly(DETACHED, MISSING);
    }
}
