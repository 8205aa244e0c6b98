package io.github.akspolicy.policies.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.ProjectFolder;
import io.github.akspolicy.evaluate.Evaluation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What AKS Automatic refuses depends on its managed system node pools, which only ARM and az write down. */
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

    private List<String> found(String sku, String properties) throws Exception {
        Evaluation evaluation = ProjectFolder.in(folder)
                .file("k8s/store.yaml", WORKLOADS)
                .file("infra/aks.json", """
                        {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
                         "resources": [{"type": "Microsoft.ContainerService/managedClusters", "apiVersion": "2026-06-01",
                          "name": "aks", "sku": {"name": "%s"}, "properties": {%s}}]}
                        """.formatted(sku, properties))
                .configuration("""
                        schemaVersion: 1
                        profile: preview
                        environments:
                          prod: {namespace: store, cluster: infra/aks.json}
                        sources: [{manifests: k8s}]
                        policies: {workload/automatic-admission: on}
                        """)
                .evaluate();
        assertThat(evaluation.problems()).isEmpty();
        return evaluation.findings().stream()
                .filter(finding -> finding.policy().id().equals("workload/automatic-admission"))
                .map(finding ->
                        finding.location().line() + " " + finding.message().replaceFirst(":.*", ""))
                .sorted()
                .toList();
    }

    @Test
    void managedSystemPoolsRefuseWhatReachesThem() throws Exception {
        assertThat(found("Automatic", "\"hostedSystemProfile\": {\"enabled\": true}"))
                .containsExactly(
                        "13 resources has nodes/proxy, which goes past audit and authorization",
                        "25 schedulerName is volcano",
                        "27 the pod tolerates every taint",
                        "5 clusterIP is 168.63.129.16, the address of Azure's platform");
    }

    @Test
    void otherClustersTakeIt() throws Exception {
        assertThat(found("Automatic", "")).isEmpty();
        assertThat(found("Automatic", "\"hostedSystemProfile\": {\"enabled\": false}"))
                .isEmpty();
        assertThat(found("Base", "\"hostedSystemProfile\": {\"enabled\": true}"))
                .isEmpty();
    }
}
