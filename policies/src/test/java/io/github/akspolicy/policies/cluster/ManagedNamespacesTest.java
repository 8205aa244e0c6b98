package io.github.akspolicy.policies.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.ProjectFolder;
import io.github.akspolicy.evaluate.Evaluation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a managed namespace says in the definition of the cluster counts for the workloads of the environment. */
class ManagedNamespacesTest {
    private static final String POD = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: store}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: web, namespace: store, labels: {app: web}}
            spec: {hostNetwork: false, containers: [{name: web, securityContext: {privileged: true}}]}
            """;

    @TempDir
    Path folder;

    private List<String> found(String name, String properties) throws Exception {
        return found(POD, name, properties);
    }

    private List<String> found(String manifests, String name, String properties) throws Exception {
        Evaluation evaluation = ProjectFolder.in(folder)
                .file("k8s/store.yaml", manifests)
                .file("infra/aks.json", """
                        {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
                         "parameters": {"word": {"type": "string"}},
                         "resources": [{"type": "Microsoft.ContainerService/managedClusters/managedNamespaces",
                          "apiVersion": "2026-06-01", "name": "aks/%s", "properties": {%s}}]}
                        """.formatted(name, properties))
                .configuration("""
                        schemaVersion: 1
                        profile: pss-baseline
                        environments:
                          prod: {namespace: store, cluster: infra/aks.json}
                        sources: [{manifests: k8s}]
                        policies:
                          pod/privileged: off
                          workload/psa-admission: on
                          workload/psa-namespace-labels: on
                          network/network-policy-present: {parameters: {requireDefaultDeny: true}}
                        """)
                .evaluate();
        assertThat(evaluation.problems()).isEmpty();
        return evaluation.findings().stream()
                .map(finding -> finding.policy().id() + ": " + finding.message())
                .sorted()
                .toList();
    }

    @Test
    void withoutOneEverythingIsOpen() throws Exception {
        assertThat(found("other", ""))
                .containsExactly(
                        "network/network-policy-present: no NetworkPolicy for Ingress selects the pod",
                        "network/network-policy-present: no NetworkPolicy of the namespace denies Ingress by default",
                        "workload/psa-namespace-labels: label pod-security.kubernetes.io/enforce is not set");
    }

    @Test
    void itsLabelIsThatOfTheNamespace() throws Exception {
        List<String> found = found(
                "apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: store}\n"
                        + "spec: {containers: [{name: web, securityContext: {privileged: true}}]}\n",
                "store",
                "\"labels\": {\"pod-security.kubernetes.io/enforce\": \"baseline\"}");
        assertThat(found)
                .filteredOn(line -> line.startsWith("workload/"))
                .singleElement()
                .asString()
                .startsWith("workload/psa-admission: violates PodSecurity \"baseline:latest\"");
        assertThat(found("store", "\"labels\": {\"pod-security.kubernetes.io/enforce\": \"baseline\"}"))
                .as("a manifest without the label beside it")
                .noneMatch(line -> line.startsWith("workload/psa-namespace-labels"));
        assertThat(found("store", "\"labels\": {\"Pod-Security.kubernetes.io/enforce\": \"baseline\"}"))
                .as("Kubernetes does not ignore the case of labels")
                .anyMatch(line -> line.startsWith("workload/psa-namespace-labels"));
        assertThat(found("store", "\"labels\": {\"pod-security.kubernetes.io/enforce\": \"privileged\"}"))
                .anyMatch(line -> line.startsWith("workload/psa-namespace-labels"));
        assertThat(found("store", "\"labels\": {\"pod-security.kubernetes.io/enforce\": \"[parameters('word')]\"}"))
                .as("nothing is known of the label")
                .anyMatch(line -> line.startsWith("workload/psa-namespace-labels"));
    }

    @Test
    void itsNetworkPolicySelectsAllPods() throws Exception {
        assertThat(found("store", "\"defaultNetworkPolicy\": {\"ingress\": \"DenyAll\"}"))
                .noneMatch(line -> line.startsWith("network/"));
        assertThat(found("store", "\"defaultNetworkPolicy\": {\"ingress\": \"AllowSameNamespace\"}"))
                .filteredOn(line -> line.startsWith("network/"))
                .containsExactly(
                        "network/network-policy-present: no NetworkPolicy of the namespace denies Ingress by default");
        assertThat(found("store", "\"defaultNetworkPolicy\": {\"egress\": \"DenyAll\"}"))
                .as("it says nothing of incoming traffic, which the service may leave open")
                .contains("network/network-policy-present: no NetworkPolicy for Ingress selects the pod");
        assertThat(found("[parameters('word')]", "\"defaultNetworkPolicy\": {\"ingress\": \"DenyAll\"}"))
                .contains("network/network-policy-present: no NetworkPolicy for Ingress selects the pod");
    }
}
