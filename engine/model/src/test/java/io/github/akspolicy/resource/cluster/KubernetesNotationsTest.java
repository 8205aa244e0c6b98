package io.github.akspolicy.resource.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.resource.Resource;
import org.junit.jupiter.api.Test;

/** Clusters as objects of Kubernetes: Azure Service Operator and Cluster API Provider Azure. */
class KubernetesNotationsTest {
    private static Resource resource(String yaml) throws ManifestException {
        return Resource.of(Field.root(ManifestReader.yamlDocument(yaml)), "infra", PodTemplates.KNOWN);
    }

    @Test
    void asoHasThePropertiesOfArmInItsSpec() throws ManifestException {
        Resource resource = resource("""
                apiVersion: containerservice.azure.com/v1api20240901
                kind: ManagedCluster
                metadata: {name: aks}
                spec:
                  disableLocalAccounts: true
                  addonProfiles: {AzurePolicy: {enabled: true}}
                  agentPoolProfiles:
                    - {name: sys, osSKU: AzureLinux, mode: System}
                """);
        ManagedCluster cluster = ManagedCluster.of(resource).get(0);
        Setting setting = cluster.get(ClusterProperties.DISABLE_LOCAL_ACCOUNTS);
        assertThat(setting.isTrue()).isTrue();
        assertThat(setting.place().path()).hasToString("spec.disableLocalAccounts");
        assertThat(cluster.get(ClusterProperties.AZURE_POLICY).isTrue()).isTrue();
        assertThat(AgentPool.of(resource)).singleElement().matches(AgentPool::isSystem);
        Setting absent = cluster.get(ClusterProperties.PRIVATE_CLUSTER);
        assertThat(absent.words()).isEqualTo("apiServerAccessProfile.enablePrivateCluster is not set");
        assertThat(absent.place().key().line()).isEqualTo(4);
        assertThat(absent.write(true)).isEqualTo("write enablePrivateCluster: true");
    }

    @Test
    void capzHasItsOwnNamesAndAListOfAddons() throws ManifestException {
        ManagedCluster cluster = ManagedCluster.of(resource("""
                        apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
                        kind: AzureManagedControlPlane
                        metadata: {name: aks}
                        spec:
                          version: v1.33.0
                          networkPolicy: azure
                          addonProfiles: [{name: azurepolicy, enabled: true}]
                          asoManagedClusterPatches:
                            - '{"spec": {"enableRBAC": false, "networkProfile": {"networkPolicy": "cilium"}}}'
                            - '{"spec": {"addonProfiles": {"omsagent": {"enabled": true}}}}'
                            - '{"spec": {"version": null}}'
                        """)).get(0);
        assertThat(cluster.get(ClusterProperties.AZURE_POLICY).isTrue()).isTrue();
        assertThat(cluster.get(ClusterProperties.OMS_AGENT).isTrue()).isTrue();
        assertThat(cluster.get(ClusterProperties.NETWORK_POLICY).text()).isEqualTo("cilium");
        Setting rbac = cluster.get(ClusterProperties.ENABLE_RBAC);
        assertThat(rbac.isFalse()).isTrue();
        assertThat(rbac.place().key().line()).as("the patch").isEqualTo(9);
        assertThat(cluster.get(ClusterProperties.KUBERNETES_VERSION).isSet()).isFalse();
    }

    /** The API server drops what its CRD does not have: only a patch says it. */
    @Test
    void capzDropsWhatItHasNoFieldFor() throws ManifestException {
        ManagedCluster cluster = ManagedCluster.of(resource("""
                        apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
                        kind: AzureManagedControlPlane
                        metadata: {name: aks}
                        spec:
                          aadProfile: {managed: true, enableAzureRBAC: true}
                          apiServerAccessProfile: {disableRunCommand: true}
                          asoManagedClusterPatches:
                            - '{"spec": {"apiServerAccessProfile": {"disableRunCommand": true}}}'
                        """)).get(0);
        assertThat(cluster.get(ClusterProperties.DISABLE_RUN_COMMAND).isTrue()).isTrue();
        Setting dropped = cluster.get(ClusterProperties.AZURE_RBAC);
        assertThat(dropped.isTrue()).isFalse();
        assertThat(dropped.place().key().line()).isEqualTo(5);
        assertThat(dropped.words()).isEqualTo("aadProfile.enableAzureRBAC is not a field of AzureManagedControlPlane");
        assertThat(dropped.write(true))
                .isEqualTo(
                        "add '{\"spec\": {\"aadProfile\": {\"enableAzureRBAC\": true}}}' to asoManagedClusterPatches");
    }

    @Test
    void capzIsToldInItsOwnFields() throws ManifestException {
        ManagedCluster cluster = ManagedCluster.of(resource("""
                        apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
                        kind: AzureManagedControlPlane
                        metadata: {name: aks}
                        spec: {location: westeurope}
                        """)).get(0);
        assertThat(cluster.get(ClusterProperties.AZURE_POLICY).write(true))
                .isEqualTo("add {name: azurePolicy, enabled: true} to addonProfiles");
        assertThat(cluster.get(ClusterProperties.DEFENDER_WORKSPACE).write("ID"))
                .as("the spelling of the CRD")
                .isEqualTo("write logAnalyticsWorkspaceResourceID: ID");
        assertThat(cluster.get(ClusterProperties.NETWORK_POLICY).write("cilium"))
                .isEqualTo("write networkPolicy: cilium");
        assertThat(cluster.get(ClusterProperties.OUTBOUND_TYPE).write("none"))
                .as("a value that the CRD refuses")
                .isEqualTo(
                        "add '{\"spec\": {\"networkProfile\": {\"outboundType\": \"none\"}}}' to asoManagedClusterPatches");
        assertThat(cluster.get(ClusterProperties.HOSTED_SYSTEM).isExpressible())
                .as("younger than the API that patches are written for")
                .isFalse();
    }

    @Test
    void templatesOfCapzAreRead() throws ManifestException {
        ManagedCluster cluster = ManagedCluster.of(resource("""
                        apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
                        kind: AzureManagedControlPlaneTemplate
                        metadata: {name: aks}
                        spec:
                          template:
                            spec:
                              disableLocalAccounts: true
                              asoManagedClusterPatches:
                                - '{"spec": {"apiServerAccessProfile": {"disableRunCommand": true}}}'
                        """)).get(0);
        assertThat(cluster.get(ClusterProperties.DISABLE_LOCAL_ACCOUNTS).isTrue())
                .isTrue();
        assertThat(cluster.get(ClusterProperties.DISABLE_RUN_COMMAND).isTrue()).isTrue();
        assertThat(cluster.get(ClusterProperties.PRIVATE_CLUSTER).place().path())
                .hasToString("spec.template.spec.apiServerAccessProfile.enablePrivateCluster");
        assertThat(ManagedCluster.of(resource("""
                        apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
                        kind: AzureASOManagedControlPlaneTemplate
                        metadata: {name: aks}
                        spec:
                          template:
                            spec:
                              resources:
                                - apiVersion: containerservice.azure.com/v1api20240901
                                  kind: ManagedCluster
                                  metadata: {name: aks}
                                  spec: {disableLocalAccounts: true}
                        """)))
                .singleElement()
                .matches(
                        one -> one.get(ClusterProperties.DISABLE_LOCAL_ACCOUNTS).isTrue());
    }

    @Test
    void newerCapzCarriesTheObjectsOfAso() throws ManifestException {
        assertThat(ManagedCluster.of(resource("""
                        apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
                        kind: AzureASOManagedControlPlane
                        metadata: {name: aks}
                        spec:
                          resources:
                            - apiVersion: containerservice.azure.com/v1api20240901
                              kind: ManagedCluster
                              metadata: {name: aks}
                              spec: {disableLocalAccounts: true}
                        """)))
                .singleElement()
                .matches(cluster ->
                        cluster.get(ClusterProperties.DISABLE_LOCAL_ACCOUNTS).isTrue());
    }

    @Test
    void keysJoinWhateverTheyAreWrittenAs() {
        assertThat(AzureKeys.word(
                        "/subscriptions/1/resourceGroups/g/providers/Microsoft.ContainerService/managedClusters/Aks"))
                .isEqualTo("managedclusters/aks");
        assertThat(AzureKeys.word("⟨module.a.azurerm_kubernetes_cluster.main[0].id⟩"))
                .isEqualTo("module.a.azurerm_kubernetes_cluster.main");
        assertThat(AzureKeys.word("Microsoft.ContainerService/managedClusters/⟨uniqueString('/x')⟩"))
                .isEqualTo("managedclusters/⟨uniquestring('/x')⟩");
    }
}
