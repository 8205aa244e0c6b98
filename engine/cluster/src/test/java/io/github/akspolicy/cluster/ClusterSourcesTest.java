package io.github.akspolicy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Definitions as sources of a configuration and as what a scan finds. */
class ClusterSourcesTest {
    private static final String TEMPLATE = Read.template("""
            "parameters": {"local": {"type": "bool", "defaultValue": false}},
            "resources": [{"type": "Microsoft.ContainerService/managedClusters", "apiVersion": "2024-09-01",
              "name": "aks", "properties": {"disableLocalAccounts": "[parameters('local')]"}}]
            """);

    @TempDir
    Path folder;

    private void write(String path, String text) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.writeString(folder.resolve(path), text);
    }

    private static List<String> resources(Evaluation evaluation) {
        return evaluation.ledger().releases().stream()
                .flatMap(release -> release.resources().stream()
                        .map(resource -> release.id() + ": " + resource.id() + " " + resource.at()))
                .toList();
    }

    @Test
    void environmentsAndSourcesNameThem() throws IOException, ConfigurationException {
        write(".git/HEAD", "");
        write("infra/aks.json", TEMPLATE);
        write("infra/prod.parameters.json", "{\"parameters\": {\"local\": {\"value\": true}}}");
        write("ci/kubeconfig", "clusters: []\nusers: [{name: a, user: {token: x}}]\n");
        write("aks-policy.yaml", """
                schemaVersion: 1
                environments: {dev: {cluster: infra/aks.json}, prod: }
                sources:
                  - cluster: infra/aks.json
                    environments: [prod]
                    parameters: {prod: [infra/prod.parameters.json]}
                  - {kubeconfig: ci/kubeconfig, environments: [dev]}
                """);
        Verification verification = Verification.load(folder.resolve("aks-policy.yaml"), Overrides.NONE);
        assertThat(verification.explain())
                .contains("cluster infra/aks.json as aks.json", "parameters: infra/prod.parameters.json");
        Evaluation evaluation = verification.evaluate(Progress.NONE);
        assertThat(resources(evaluation))
                .containsExactly(
                        "dev/kubeconfig: Config kubeconfig ci/kubeconfig:1:1",
                        "dev/aks.json: managedClusters aks infra/aks.json:3:15",
                        "prod/aks.json: managedClusters aks infra/aks.json:3:15");
        assertThat(evaluation.problems())
                .as("only that no policy is there")
                .singleElement()
                .asString()
                .contains("no policy is on");
    }

    @Test
    void aDefinitionAmongManifestsIsLeftToItsSource() throws IOException, ConfigurationException {
        write(".git/HEAD", "");
        write("k8s/aks.json", TEMPLATE);
        write("k8s/a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n");
        write("aks-policy.yaml", "schemaVersion: 1\nsources: [{manifests: k8s}, {cluster: k8s/aks.json}]\n");
        Evaluation evaluation = Verification.load(folder.resolve("aks-policy.yaml"), Overrides.NONE)
                .evaluate(Progress.NONE);
        assertThat(resources(evaluation)).hasSize(2);
        assertThat(evaluation.problems()).hasSize(1);
    }

    @Test
    void aDefinitionThatDefinesNothingIsAProblem() throws IOException, ConfigurationException {
        write(".git/HEAD", "");
        write("aks.json", Read.template("\"resources\": []"));
        write("aks-policy.yaml", "schemaVersion: 1\nsources: [{cluster: aks.json}]\n");
        assertThat(Verification.load(folder.resolve("aks-policy.yaml"), Overrides.NONE)
                        .evaluate(Progress.NONE)
                        .problems())
                .anyMatch(problem -> problem.problem()
                        .toString()
                        .equals("aks-policy.yaml:2:11: cluster aks.json yields no resource: nothing was evaluated"
                                + " (name a file that defines a cluster, a registry or access to them)"));
    }

    @Test
    void aScanFindsThemAndNoOtherJson() throws IOException, ConfigurationException {
        write(".git/HEAD", "");
        write("infra/aks.json", TEMPLATE);
        write(
                "infra/storage.json",
                Read.template("\"resources\": [{\"type\": \"Microsoft.Storage/storageAccounts\"}]"));
        write("package.json", "{\"name\": \"x\"}");
        write("broken.json", "{");
        Evaluation evaluation = Verification.scan(folder, Overrides.NONE).evaluate(Progress.NONE);
        assertThat(resources(evaluation)).containsExactly("default/aks-json: managedClusters aks infra/aks.json:3:15");
    }
}
