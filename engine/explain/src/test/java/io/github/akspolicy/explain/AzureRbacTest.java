package io.github.akspolicy.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.ProjectFolder;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.policy.AccessFacts;
import io.github.akspolicy.resource.rbac.Access;
import io.github.akspolicy.resource.rbac.AccessRequest;
import io.github.akspolicy.resource.rbac.Principal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Role assignments of Azure answer beside Kubernetes RBAC where a cluster asks them. */
class AzureRbacTest {
    private static final String TEAM = "2b7e4f90-6a1d-4c35-8f02-9d3c5e7a1b46";
    private static final String READER = "7f6c6a51-bcf8-42ba-9220-52d62157d7db";
    private static final String WRITER = "a7ffa36f-339b-4b5c-8bdf-e2c188b2c0eb";
    private static final String ADMIN = "3498e952-d568-435e-9b2c-8d77e338d7f7";
    private static final String CLUSTER_ADMIN = "b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b";
    private static final String CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c";
    private static final String CUSTOM = "d3b07384-d113-4ec6-a7b1-5f0b5d6c2a10";
    private static final String CLUSTER = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-store"
            + "/providers/Microsoft.ContainerService/managedClusters/store";

    @TempDir
    private Path folder;

    private ProjectFolder project;

    private final List<String> resources = new ArrayList<>();

    @BeforeEach
    void files() throws IOException {
        project = ProjectFolder.in(folder);
        project.file("k8s/binding.yaml", """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: viewers}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
                subjects: [{kind: Group, apiGroup: rbac.authorization.k8s.io, name: %s}]
                """.formatted(TEAM));
        cluster("true");
    }

    private void cluster(String azureRbac) {
        resources.add("""
                {"type": "Microsoft.ContainerService/managedClusters", "name": "store", "id": "%s",
                 "aadProfile": {"managed": true, "enableAzureRbac": %s}}""".formatted(CLUSTER, azureRbac));
    }

    private void assign(String name, String role, String principal, String type, String scope, String more) {
        resources.add("""
                {"type": "Microsoft.Authorization/roleAssignments", "name": "%s", "principalId": "%s",
                 "principalType": "%s", "roleDefinitionId": "/providers/Microsoft.Authorization/roleDefinitions/%s",
                 "scope": "%s"%s}""".formatted(name, principal, type, role, scope, more));
    }

    private void assign(String role, String scope) {
        assign("one", role, TEAM, "Group", scope, "");
    }

    private Verification load(String policies) throws Exception {
        project.file("aks.json", "[" + String.join(",\n", resources) + "]");
        project.configuration("""
                schemaVersion: 1
                environments:
                  prod: {namespace: store, cluster: aks.json}
                sources:
                  - manifests: k8s
                """ + policies);
        return project.load(Overrides.NONE);
    }

    private Environment environment() throws Exception {
        Environment environment = load("").environment("prod");
        assertThat(environment.problems()).isEmpty();
        return environment;
    }

    private Access access() throws Exception {
        return environment().indexes().derive(AccessFacts.ACCESS);
    }

    private String answer(String principal, String verb, String resource, String namespace) throws Exception {
        Principal who = Principal.parse(principal).orElseThrow();
        AccessRequest request = resource.startsWith("/")
                ? AccessRequest.ofPath(verb, resource)
                : AccessRequest.ofQualified(verb, resource, "", namespace);
        return access().can(who.userInfo(), request).toString();
    }

    /** The built-in roles as Microsoft documents them, and the actions as the webhook asks for them. */
    @ParameterizedTest
    @CsvSource({
        "READER,        get,    pods,                          store, yes",
        "READER,        get,    pods/log,                      store, yes",
        "READER,        create, pods/exec,                     store, no",
        "READER,        delete, pods,                          store, no",
        "READER,        get,    secrets,                       store, no",
        "READER,        get,    roles,                         store, no",
        "READER,        list,   deployments,                   store, yes",
        "READER,        get,    nodes,                         '',    no",
        "WRITER,        get,    secrets,                       store, yes",
        "WRITER,        create, pods/exec,                     store, yes",
        "WRITER,        patch,  deployments/scale,             store, yes",
        "WRITER,        create, roles,                         store, no",
        "WRITER,        update, resourcequotas,                store, no",
        "WRITER,        delete, namespaces,                    store, no",
        "WRITER,        impersonate, serviceaccounts,          store, yes",
        "WRITER,        get,    secretproviderclasses.secrets-store.csi.x-k8s.io, store, no",
        "ADMIN,         get,    secretproviderclasses.secrets-store.csi.x-k8s.io, store, yes",
        "ADMIN,         create, rolebindings,                  store, yes",
        "ADMIN,         update, resourcequotas,                store, no",
        "ADMIN,         delete, namespaces,                    store, no",
        "ADMIN,         *,      *.*,                           store, no",
        "CLUSTER_ADMIN, delete, namespaces,                    store, yes",
        "CLUSTER_ADMIN, *,      *.*,                           store, yes",
        "CLUSTER_ADMIN, get,    /metrics,                      '',    yes",
        "CONTRIBUTOR,   get,    secrets,                       store, no",
    })
    void theBuiltInRoles(String role, String verb, String resource, String namespace, String expected)
            throws Exception {
        String id = switch (role) {
            case "READER" -> READER;
            case "WRITER" -> WRITER;
            case "ADMIN" -> ADMIN;
            case "CLUSTER_ADMIN" -> CLUSTER_ADMIN;
            default -> CONTRIBUTOR;
        };
        Files.delete(folder.resolve("k8s/binding.yaml"));
        project.file("k8s/namespace.yaml", "{apiVersion: v1, kind: Namespace, metadata: {name: store}}");
        assign(id, CLUSTER);
        assertThat(answer("Group:" + TEAM, verb, resource, namespace))
                .startsWith(
                        expected.equals("yes")
                                ? "allowed by Azure RBAC: role assignment one of Azure Kubernetes Service RBAC "
                                : "not allowed by Kubernetes RBAC and Azure RBAC");
    }

    @Test
    void anAssignmentHoldsWhereItsScopeIs() throws Exception {
        assign(WRITER, CLUSTER + "/namespaces/shop");
        assertThat(answer("Group:" + TEAM, "get", "secrets", "shop"))
                .isEqualTo(
                        "allowed by Azure RBAC: role assignment one of Azure Kubernetes Service RBAC Writer to Group "
                                + TEAM + " in shop");
        assertThat(answer("Group:" + TEAM, "get", "secrets", "store"))
                .isEqualTo("not allowed by Kubernetes RBAC and Azure RBAC");
        assertThat(answer("Group:" + TEAM, "list", "pods", "store"))
                .as("Kubernetes RBAC is asked, too")
                .startsWith("allowed by Kubernetes RBAC: RoleBinding \"viewers/store\"");
        assertThat(answer("Group:11111111-6a1d-4c35-8f02-9d3c5e7a1b46", "get", "secrets", "shop"))
                .isEqualTo("not allowed by Kubernetes RBAC and Azure RBAC");
        assertThat(answer("ServiceAccount:shop/order", "get", "secrets", "shop"))
                .as("nobody of Entra ID")
                .isEqualTo("not allowed by Kubernetes RBAC");

        resources.remove(1);
        assign(WRITER, "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-store");
        assertThat(answer("Group:" + TEAM, "get", "secrets", "store")).startsWith("allowed by Azure RBAC");

        resources.remove(1);
        assign(WRITER, CLUSTER.replace("/store", "/another"));
        assertThat(answer("Group:" + TEAM, "get", "secrets", "store"))
                .as("an assignment on another cluster")
                .isEqualTo("not allowed by Kubernetes RBAC, and what Azure RBAC says is in no input");
    }

    @Test
    void rolesOfYourOwnAllowWhatTheirDataActionsSay() throws Exception {
        resources.add("""
                {"type": "Microsoft.Authorization/roleDefinitions", "name": "%s", "roleName": "Pod user",
                 "permissions": [
                   {"dataActions": ["Microsoft.ContainerService/managedClusters/pods/*"],
                    "notDataActions": ["Microsoft.ContainerService/managedClusters/pods/exec/action"]}]}""".formatted(CUSTOM));
        assign(CUSTOM, CLUSTER);
        assertThat(answer("Group:" + TEAM, "delete", "pods", "store"))
                .isEqualTo("allowed by Azure RBAC: role assignment one of Pod user to Group " + TEAM);
        assertThat(answer("Group:" + TEAM, "create", "pods/exec", "store"))
                .isEqualTo("not allowed by Kubernetes RBAC and Azure RBAC");
        assertThat(answer("Group:" + TEAM, "get", "secrets", "store"))
                .isEqualTo("not allowed by Kubernetes RBAC and Azure RBAC");
    }

    @Test
    void whatIsMissingMakesTheAnswerUnknown() throws Exception {
        String unknown = "not allowed by Kubernetes RBAC, and what Azure RBAC says is in no input";
        assertThat(answer("Group:" + TEAM, "get", "secrets", "store")).isEqualTo(unknown);
        assertThat(access().missing())
                .containsExactly(
                        "Azure RBAC: managedClusters store asks Azure RBAC, and its role assignments are in no input");
        assertThat(answer("ServiceAccount:store/order", "get", "secrets", "store"))
                .isEqualTo("not allowed by Kubernetes RBAC");

        assign(CUSTOM, CLUSTER);
        assertThat(access().missing()).containsExactly("Azure RBAC: what the role of role assignment one allows");
        assertThat(answer("Group:" + TEAM, "get", "secrets", "store")).isEqualTo(unknown);

        resources.remove(1);
        assign("two", WRITER, TEAM, "Group", CLUSTER, ", \"condition\": \"@Resource[a] StringEquals 'b'\"");
        assertThat(access().missing())
                .containsExactly("Azure RBAC: whether the condition of role assignment two is met");

        resources.remove(1);
        assign("three", WRITER, TEAM, "User", CLUSTER, "");
        assertThat(access().missing()).isEmpty();
        assertThat(answer("User:ada@contoso.com", "get", "secrets", "store"))
                .as("nobody says whose object id that is")
                .isEqualTo(unknown);

        resources.clear();
        cluster("false");
        assertThat(answer("Group:" + TEAM, "get", "secrets", "store"))
                .as("a cluster that does not ask Azure RBAC")
                .isEqualTo("not allowed by Kubernetes RBAC");
    }

    @Test
    void whoCanHasARowForEachAuthorizer() throws Exception {
        assign(READER, CLUSTER + "/namespaces/store");
        List<String> lines = new WhoCanTable(environment()).lines(AccessRequest.ofQualified("list", "pods", "", ""));
        assertThat(lines)
                .containsSubsequence(
                        "  Group " + TEAM + " in the namespace store",
                        "    RoleBinding viewers, ClusterRole view, rules[0] of ClusterRole system:aggregate-to-view"
                                + "   Kubernetes RBAC",
                        "    k8s/binding.yaml:5:63",
                        "  Group " + TEAM + " in the namespace store",
                        "    role assignment one, Azure Kubernetes Service RBAC Reader,"
                                + " microsoft.containerservice/managedclusters/pods/read   Azure RBAC",
                        "    aks.json:4:28");
    }

    @Test
    void expectationsHearAllAuthorizers() throws Exception {
        assertThat(expected("Group:" + TEAM + " cannot get secrets in store"))
                .as("role assignments are in no input, which fails nothing that does not require them")
                .isEmpty();
        assign(WRITER, CLUSTER);
        assertThat(expected("Group:" + TEAM + " cannot get secrets in store"))
                .containsExactly("expected: Group:" + TEAM
                        + " cannot get secrets in store; get secrets in store is allowed by"
                        + " Azure RBAC: role assignment one of Azure Kubernetes Service RBAC Writer to Group " + TEAM);
        assertThat(expected("Group:" + TEAM + " can get secrets in store")).isEmpty();
        assertThat(expected("Group:" + TEAM + " can create roles in store"))
                .containsExactly(
                        "expected: Group:" + TEAM + " can create roles in store; Kubernetes RBAC and Azure RBAC do"
                                + " not allow create roles.rbac.authorization.k8s.io in store");
    }

    private void adminGroups(String managed, String groups) {
        resources.clear();
        resources.add("""
                {"type": "Microsoft.ContainerService/managedClusters", "name": "store", "id": "%s",
                 "aadProfile": {"managed": %s,
                   "adminGroupObjectIDs": %s}}""".formatted(CLUSTER, managed, groups));
    }

    /** AKS binds them itself: {@code kubectl describe clusterrolebinding aks-cluster-admin-binding-aad} in such a cluster. */
    @Test
    void adminGroupsAreClusterAdmin() throws Exception {
        String other = "7c3d9e10-4b5a-4f6c-9d7e-8f9a0b1c2d3e";
        adminGroups("true", "[\"" + TEAM + "\"]");
        String allowed =
                "allowed by AKS: ClusterRoleBinding aks-cluster-admin-binding-aad of ClusterRole cluster-admin to Group "
                        + TEAM + ", an admin group of managedClusters store";
        assertThat(answer("Group:" + TEAM, "get", "secrets", "kube-system")).isEqualTo(allowed);
        assertThat(answer("Group:" + TEAM, "*", "*.*", "")).isEqualTo(allowed);
        assertThat(answer("Group:" + TEAM, "get", "/metrics", "")).isEqualTo(allowed);
        assertThat(answer("Group:" + TEAM, "list", "pods", "store"))
                .as("what a file says comes first")
                .startsWith("allowed by Kubernetes RBAC: RoleBinding \"viewers/store\"");
        assertThat(answer("Group:" + other, "get", "secrets", "store")).isEqualTo("not allowed by Kubernetes RBAC");
        assertThat(access().missing()).isEmpty();

        List<String> lines = new WhoCanTable(environment()).lines(AccessRequest.ofQualified("get", "secrets", "", ""));
        assertThat(lines)
                .containsSubsequence(
                        "  Group " + TEAM + " everywhere",
                        "    ClusterRoleBinding aks-cluster-admin-binding-aad, ClusterRole cluster-admin, everything   AKS",
                        "    aks.json:3:28");
        assertThat(expected("Group:" + TEAM + " cannot get secrets in store"))
                .containsExactly(
                        "expected: Group:" + TEAM + " cannot get secrets in store; get secrets in store is " + allowed);
        assertThat(expected("Group:" + TEAM + " can get secrets in store")).isEmpty();

        adminGroups("false", "[\"" + TEAM + "\"]");
        assertThat(answer("Group:" + TEAM, "get", "secrets", "store"))
                .as("without Entra ID nobody is in a group of it")
                .isEqualTo("not allowed by Kubernetes RBAC");
    }

    @Test
    void adminGroupsThatAreKnownOnlyAtDeploymentMakeTheAnswerUnknown() throws Exception {
        project.file("main.json", """
                {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
                 "parameters": {"admins": {"type": "array"}},
                 "resources": [{"type": "Microsoft.ContainerService/managedClusters", "apiVersion": "2024-09-01", "name": "aks",
                  "properties": {"aadProfile": {"managed": true, "adminGroupObjectIDs": "[parameters('admins')]"}}}]}
                """);
        project.configuration("""
                schemaVersion: 1
                environments:
                  prod: {namespace: store, cluster: main.json}
                sources:
                  - manifests: k8s
                """);
        Access access =
                project.load(Overrides.NONE).environment("prod").indexes().derive(AccessFacts.ACCESS);
        AccessRequest request = AccessRequest.ofQualified("get", "secrets", "", "store");
        assertThat(access.can(Principal.parse("Group:" + TEAM).orElseThrow().userInfo(), request))
                .hasToString("not allowed by Kubernetes RBAC, and what AKS says is in no input");
        assertThat(access.can(
                        Principal.parse("ServiceAccount:store/order")
                                .orElseThrow()
                                .userInfo(),
                        request))
                .as("nobody of Entra ID")
                .hasToString("not allowed by Kubernetes RBAC");
        assertThat(access.missing())
                .containsExactly(
                        "AKS: which groups managedClusters aks makes cluster-admin is known only at deployment");
    }

    private List<String> expected(String sentence) throws Exception {
        return load("policies:\n  rbac/expected-access: {parameters: {expectations: ['" + sentence + "']}}\n")
                .evaluate(Progress.NONE)
                .findings()
                .stream()
                .filter(finding -> finding.policy().id().equals("rbac/expected-access"))
                .map(Finding::message)
                .toList();
    }
}
