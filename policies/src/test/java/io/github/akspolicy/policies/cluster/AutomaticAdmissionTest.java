package io.github.akspolicy.policies.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.ProjectFolder;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What AKS Automatic refuses depends on its managed system node pools, which each notation says in another way. */
class AutomaticAdmissionTest {
    private static final String WORKLOADS = """
            apiVersion: v1
            kind: Service
            metadata: {name: wire}
            spec:
              clusterIP: 168.63.129.16
              loadBalancerIP: 203.0.113.7
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: agent}
            rules:
              - apiGroups: [""]
                resources: [nodes/metrics, nodes/proxy]
                verbs: [get]
              - apiGroups: [example.com]
                resources: [nodes/proxy]
                verbs: [get]
            ---
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: agent}
            spec:
              template:
                spec:
                  schedulerName: volcano
                  tolerations:
                    - operator: Exists
                    - {key: sku, operator: Exists, effect: NoSchedule}
                  containers: [{name: agent}]
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: ordinary}
            spec:
              schedulerName: default-scheduler
              containers: [{name: web}]
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: ordinary}
            spec: {clusterIP: None, externalIPs: []}
            """;

    @TempDir
    Path folder;

    private static final String ARM = """
            {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
             "resources": [{"type": "Microsoft.ContainerService/managedClusters", "apiVersion": "2026-06-01",
              "name": "aks", "sku": {"name": "%s"}, "properties": {%s}}]}
            """;

    private static final String POLICY = "workload/automatic-admission";

    private static final String[] ALL = {
        "13 resources has nodes/proxy, which goes past audit and authorization",
        "25 schedulerName is volcano",
        "27 the pod tolerates every taint",
        "5 clusterIP is 168.63.129.16, the address of Azure's platform"
    };

    private Evaluation evaluate(String file, String definition) throws Exception {
        boolean isManifest = file.endsWith(".yaml");
        Evaluation evaluation = ProjectFolder.in(folder)
                .file("k8s/store.yaml", WORKLOADS)
                .file("infra/" + file, definition)
                .configuration("""
                        schemaVersion: 1
                        profile: preview
                        environments:
                          prod: {namespace: store%s}
                        sources: [{manifests: k8s}%s]
                        policies: {workload/automatic-admission: on}
                        """.formatted(
                                isManifest ? "" : ", cluster: infra/" + file, isManifest ? ", {manifests: infra}" : ""))
                .evaluate();
        assertThat(evaluation.problems()).isEmpty();
        return evaluation;
    }

    private List<String> found(String file, String definition) throws Exception {
        return evaluate(file, definition).findings().stream()
                .filter(finding -> finding.policy().id().equals(POLICY))
                .map(finding ->
                        finding.location().line() + " " + finding.message().replaceFirst(":.*", ""))
                .sorted()
                .toList();
    }

    /** What is unknown is a line of the section "not evaluated", not a finding, unless it is required. */
    private void assertOpen(String file, String definition) throws Exception {
        Evaluation evaluation = evaluate(file, definition);
        assertThat(evaluation.findings())
                .noneMatch(finding -> finding.policy().id().equals(POLICY));
        assertThat(evaluation.ledger().releases().stream()
                        .flatMap(release -> Stream.ofNullable(release.policies().get(POLICY)))
                        .mapToLong(account -> account.count(Verdict.UNKNOWN))
                        .sum())
                .as("the Service, the role and the DaemonSet")
                .isEqualTo(3);
    }

    @Test
    void managedSystemPoolsRefuseWhatReachesThem() throws Exception {
        assertThat(found("aks.json", ARM.formatted("Automatic", "\"hostedSystemProfile\": {\"enabled\": true}")))
                .containsExactly(ALL);
    }

    @Test
    void otherClustersTakeIt() throws Exception {
        assertThat(found("aks.json", ARM.formatted("Automatic", "\"hostedSystemProfile\": {\"enabled\": false}")))
                .isEmpty();
        assertThat(found("aks.json", ARM.formatted("Base", "\"hostedSystemProfile\": {\"enabled\": true}")))
                .isEmpty();
    }

    /** A definition that does not say it may be that of an older cluster, which has none. */
    @Test
    void aDefinitionThatDoesNotSayItLeavesItOpen() throws Exception {
        String unknown = "\"hostedSystemProfile\": {\"enabled\": \"[parameters('hosted')]\"}";
        assertOpen("aks.json", ARM.formatted("Automatic", ""));
        assertOpen(
                "aks.json",
                ARM.formatted("Automatic", unknown)
                        .replace("\"resources\"", "\"parameters\": {\"hosted\": {\"type\": \"bool\"}}, \"resources\""));
    }

    /** The type is younger than managed system node pools, without which no cluster of it can be created. */
    @Test
    void azurermSaysItByItsType() throws Exception {
        String type = "{\"resource\": {\"azurerm_kubernetes_automatic_cluster\": {\"aks\": {\"name\": \"aks\"%s}}}}";
        String block =
                ", \"hosted_system\": [{\"node_subnet_id\": \"/subscriptions/n\", \"system_node_subnet_id\": \"/subscriptions/s\"}]";
        assertThat(found("aks.tf.json", type.formatted(""))).containsExactly(ALL);
        assertThat(found("aks.tf.json", type.formatted(block))).containsExactly(ALL);
        assertThat(found(
                        "aks.tf.json",
                        "{\"resource\": {\"azurerm_kubernetes_cluster\": {\"aks\": {\"name\": \"aks\"}}}}"))
                .isEmpty();
    }

    @Test
    void azAnswersTheProfileWhereThereIsOne() throws Exception {
        String answer =
                "{\"type\": \"Microsoft.ContainerService/ManagedClusters\", \"name\": \"aks\", \"sku\": {\"name\": \"Automatic\"}%s}";
        assertThat(found("aks.json", answer.formatted(", \"hostedSystemProfile\": {\"enabled\": true}")))
                .containsExactly(ALL);
        assertThat(found("aks.json", answer.formatted(", \"hostedSystemProfile\": null")))
                .isEmpty();
        assertThat(found("aks.json", answer.formatted(""))).isEmpty();
    }

    @Test
    void azureServiceOperatorWritesItAsArmDoes() throws Exception {
        String object = """
                apiVersion: containerservice.azure.com/v20260301
                kind: ManagedCluster
                metadata: {name: aks}
                spec: {sku: {name: Automatic, tier: Standard}%s}
                """;
        assertThat(found("aks.yaml", object.formatted(", hostedSystemProfile: {enabled: true}")))
                .containsExactly(ALL);
        assertThat(found("aks.yaml", object.formatted(", hostedSystemProfile: {enabled: false}")))
                .isEmpty();
        assertOpen("aks.yaml", object.formatted(""));
    }
}
