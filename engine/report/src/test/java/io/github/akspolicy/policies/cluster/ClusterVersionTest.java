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
}
