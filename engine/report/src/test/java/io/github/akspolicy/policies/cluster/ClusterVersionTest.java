package io.github.akspolicy.policies.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The version of the cluster that an environment defines drives what depends on a version. */
class ClusterVersionTest {
    private static final String ROLE = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: viewer}
            rules:
              - {apiGroups: [""], resources: [pods/exec], verbs: [get]}
            """;

    @TempDir
    Path folder;

    private Verification load(String environments) throws Exception {
        Files.createDirectories(folder.resolve(".git"));
        Files.writeString(folder.resolve("role.yaml"), ROLE);
        Files.writeString(folder.resolve("aks.json"), """
                {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
                 "parameters": {"version": {"type": "string", "defaultValue": "1.34.2"}},
                 "resources": [{"type": "Microsoft.ContainerService/managedClusters", "apiVersion": "2026-06-01", "name": "aks",
                   "properties": {"kubernetesVersion": "[parameters('version')]"}}]}
                """);
        Files.writeString(folder.resolve("prod.json"), "{\"parameters\": {\"version\": {\"value\": \"1.36\"}}}");
        Files.writeString(
                folder.resolve(Verification.FILE_NAME),
                "schemaVersion: 1\nenvironments: " + environments + "\nsources:\n  - manifests: role.yaml\n"
                        + "  - {cluster: aks.json, environments: [dev, prod], parameters: {prod: [prod.json]}}\n"
                        + "policies: {rbac/exec-attach: on}\n");
        return Verification.load(folder.resolve(Verification.FILE_NAME), Overrides.NONE);
    }

    private static List<String> found(Verification verification) {
        return verification.evaluate(Progress.NONE).findings().stream()
                .filter(finding -> finding.policy().id().equals("rbac/exec-attach"))
                .flatMap(finding -> finding.environments().stream())
                .sorted()
                .toList();
    }

    @Test
    void parametersOfTheEnvironmentCount() throws Exception {
        Verification verification = load("{dev: {}, prod: {}}");
        assertThat(verification.explain())
                .containsPattern("kubeVersion: v1.34.2 +the cluster, aks-policy.yaml:5:")
                .containsPattern("kubeVersion: v1.36.0 +the cluster, aks-policy.yaml:5:");
        assertThat(found(verification)).containsExactly("dev");
    }

    @Test
    void theConfigurationWins() throws Exception {
        assertThat(found(load("{dev: {kubeVersion: \"1.36\"}, prod: {kubeVersion: \"1.34\"}}")))
                .containsExactly("prod");
    }

    @Test
    void anEnvironmentThatIsAskedKnowsItsVersion() throws Exception {
        Verification verification = load("{dev: {}, prod: {}}");

        assertThat(judged(verification, "dev")).containsExactly("rbac/exec-attach");
        assertThat(judged(verification, "prod")).isEmpty();
    }

    private static List<String> judged(Verification verification, String environment) {
        List<ActivePolicy> policies = verification.policies().stream()
                .filter(active -> active.policy().info().id().equals("rbac/exec-attach"))
                .toList();
        return verification.environment(environment).evaluate(policies).findings().stream()
                .map(finding -> finding.policy().id())
                .toList();
    }

    /** All that depends on a version: served APIs, Pod Security, user namespaces, and what Helm gives to templates. */
    @Test
    void theVersionOfTheClusterDrivesAllThatDependsOnIt() throws Exception {
        Files.createDirectories(folder.resolve(".git"));
        for (String version : List.of("1.31.5", "1.36.0")) {
            Files.writeString(folder.resolve("aks-" + version + ".json"), """
                    {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
                     "resources": [{"type": "Microsoft.ContainerService/managedClusters", "apiVersion": "2026-06-01", "name": "aks",
                       "properties": {"kubernetesVersion": "%s", "agentPoolProfiles": [{"name": "sys", "mode": "System"}]}}]}
                    """.formatted(version));
        }
        Files.writeString(folder.resolve("objects.yaml"), """
                apiVersion: flowcontrol.apiserver.k8s.io/v1beta3
                kind: FlowSchema
                metadata: {name: flows}
                ---
                apiVersion: v1
                kind: Namespace
                metadata: {name: store, labels: {pod-security.kubernetes.io/enforce: restricted}}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: mapped, namespace: store}
                spec:
                  hostUsers: false
                  containers:
                    - name: web
                      image: contoso.azurecr.io/web:1.0
                      securityContext:
                        allowPrivilegeEscalation: false
                        capabilities: {drop: [ALL]}
                        seccompProfile: {type: RuntimeDefault}
                """);
        Path templates = Files.createDirectories(folder.resolve("web/templates"));
        Files.writeString(folder.resolve("web/Chart.yaml"), "{apiVersion: v2, name: web, version: 1.0.0}\n");
        Files.writeString(templates.resolve("pod.yaml"), """
                apiVersion: v1
                kind: Pod
                metadata: {name: web}
                spec:
                  containers:
                    - name: web
                      image: contoso.azurecr.io/web:1.0
                      securityContext:
                        privileged: {{ semverCompare ">=1.36-0" .Capabilities.KubeVersion.Version }}
                """);
        Files.writeString(folder.resolve(Verification.FILE_NAME), """
                schemaVersion: 1
                environments: {old: {}, new: {}}
                sources:
                  - manifests: objects.yaml
                  - chart: web
                  - {cluster: aks-1.31.5.json, environments: [old]}
                  - {cluster: aks-1.36.0.json, environments: [new]}
                policies: {workload/deprecated-api: on, workload/psa-admission: on, pod/host-users: on, pod/privileged: on}
                """);
        Verification verification = Verification.load(folder.resolve(Verification.FILE_NAME), Overrides.NONE);

        List<String> asked =
                List.of("workload/deprecated-api", "workload/psa-admission", "pod/host-users", "pod/privileged");
        assertThat(verification.evaluate(Progress.NONE).findings().stream()
                        .filter(finding -> asked.contains(finding.policy().id()))
                        .flatMap(finding -> finding.occurrences().stream()
                                .map(occurrence -> finding.environments() + " "
                                        + finding.policy().id() + " " + finding.severity() + " "
                                        + occurrence.subject()))
                        .sorted())
                .containsExactly(
                        "[new] pod/host-users info Pod web",
                        "[new] pod/privileged critical Pod web, container web",
                        "[new] workload/deprecated-api medium FlowSchema flows",
                        "[old] workload/deprecated-api low FlowSchema flows",
                        "[old] workload/psa-admission high Pod mapped");
    }
}
