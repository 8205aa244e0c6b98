package io.github.akspolicy.policies.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.ProjectFolder;
import io.github.akspolicy.evaluate.Evaluation;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What belongs to one cluster of an environment says nothing about the other one. */
class TwoClustersTest {
    @TempDir
    Path folder;

    private List<String> found(String policy, String first, String second) throws Exception {
        var project = ProjectFolder.in(folder)
                .file("k8s/settings.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}}");
        for (String name : List.of("first", "second")) {
            project.file(name + ".json", """
                    {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
                     "parameters": {"window": {"type": "string"}},
                     "resources": [%s]}
                    """.formatted(name.equals("first") ? first : second));
        }
        Evaluation evaluation = project.configuration("""
                        schemaVersion: 1
                        profile: hardened
                        environments:
                          prod: {namespace: store, cluster: [first.json, second.json]}
                        sources: [{manifests: k8s}]
                        """).evaluate();
        assertThat(evaluation.problems()).isEmpty();
        Stream<String> findings = evaluation.findings().stream()
                .filter(finding -> finding.policy().id().equals(policy))
                .flatMap(finding -> finding.occurrences().stream()
                        .map(occurrence -> occurrence.subject().toString()));
        Stream<String> gaps = evaluation.missing().stream()
                .flatMap(missing -> missing.gaps().stream())
                .filter(gap -> gap.policyId().equals(policy))
                .map(gap -> "unknown " + gap.resource().name());
        return Stream.concat(findings, gaps)
                .map(line -> line.replaceAll("^managedClusters\\S* ", ""))
                .sorted()
                .toList();
    }

    private static String cluster(String name, String pools) {
        return """
                {"type": "Microsoft.ContainerService/managedClusters", "apiVersion": "2024-09-01", "name": "%s",
                 "properties": {"kubernetesVersion": "1.33.1",
                   "autoUpgradeProfile": {"upgradeChannel": "none", "nodeOSUpgradeChannel": "NodeImage"},
                   "agentPoolProfiles": [{"name": "sys", "mode": "System"}%s]}}""".formatted(name, pools);
    }

    private static String window(String name) {
        return """
                , {"type": "Microsoft.ContainerService/managedClusters/maintenanceConfigurations", "apiVersion": "2024-09-01",
                   "name": "%s", "properties": {"maintenanceWindow": {"durationHours": 8}}}""".formatted(name);
    }

    private static String pool(String name, String properties) {
        return """
                , {"type": "Microsoft.ContainerService/managedClusters/agentPools", "apiVersion": "2024-09-01",
                   "name": "%s", "properties": {%s}}""".formatted(name, properties);
    }

    @Test
    void aWindowIsThatOfItsCluster() throws Exception {
        String window = window("one/aksManagedNodeOSUpgradeSchedule");
        assertThat(found("cluster/maintenance-window", cluster("one", "") + window, cluster("two", "")))
                .containsExactly("two");
        assertThat(found("cluster/maintenance-window", cluster("one", ""), cluster("two", "") + window))
                .as("it lies in the file of the other one")
                .containsExactly("two");
        assertThat(found(
                        "cluster/maintenance-window",
                        cluster("one", ""),
                        cluster("two", "") + window("three/aksManagedNodeOSUpgradeSchedule")))
                .as("a window of a cluster that is in no file may have another name there")
                .containsExactly("unknown one", "unknown two");
        assertThat(found(
                        "cluster/maintenance-window",
                        cluster("one", "") + window("[format('one/{0}', parameters('window'))]"),
                        cluster("two", "")))
                .containsExactly("two", "unknown one");
    }

    @Test
    void aSystemPoolIsLeftAloneByThePoolsOfItsOwnCluster() throws Exception {
        String user = ", {\"name\": \"user\", \"mode\": \"User\"}";
        assertThat(found("cluster/system-pool-taint", cluster("one", user), cluster("two", "")))
                .as("the pods of the second have no other nodes")
                .containsExactly("one");
        assertThat(found(
                        "cluster/system-pool-taint",
                        cluster("one", "") + pool("two/user", "\"mode\": \"User\""),
                        cluster("two", "")))
                .containsExactly("two");
    }

    @Test
    void aPoolLagsBehindItsOwnCluster() throws Exception {
        assertThat(found(
                        "cluster/pool-version",
                        cluster("one", "") + pool("two/late", "\"orchestratorVersion\": \"1.33.0\""),
                        cluster("two", "").replace("1.33.1", "1.34.0")))
                .containsExactly("two/late");
        assertThat(found(
                        "cluster/pool-version",
                        cluster("one", "") + pool("one/right", "\"orchestratorVersion\": \"1.33.0\""),
                        cluster("two", "").replace("1.33.1", "1.34.0")))
                .isEmpty();
    }
}
