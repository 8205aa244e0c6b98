package io.github.akspolicy.policies.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a finding tells to write is what Azure takes there: in the words of the source, in a version of the API that knows it,
 * beside what else the cluster has.
 */
class MendingTest {
    private static final String BICEP = "\"metadata\": {\"_generator\": {\"name\": \"bicep\"}},";
    private static final String POOL = "\"agentPoolProfiles\": [{\"name\": \"a\", \"mode\": \"System\"},"
            + " {\"name\": \"b\", \"mode\": \"User\", \"vnetSubnetID\": \"/subscriptions/s\"}]";

    @TempDir
    Path folder;

    /** What a policy says of a cluster: {@code line message}; those that are unknown begin with a question mark. */
    private List<String> said(String policy, String version, String head, String properties)
            throws IOException, ConfigurationException {
        Files.createDirectories(folder.resolve(".git"));
        Files.writeString(
                folder.resolve("aks.json"),
                "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\","
                        + head
                        + "\"resources\": [{\"type\": \"Microsoft.ContainerService/managedClusters\", \"apiVersion\": \""
                        + version + "\", \"name\": \"aks\", \"location\": \"[resourceGroup().location]\","
                        + " \"properties\": {" + properties + "}}]}");
        Files.writeString(
                folder.resolve("aks-policy.yaml"), "schemaVersion: 1\nprofile: all\nsources: [{cluster: aks.json}]\n");
        return Verification.load(folder.resolve("aks-policy.yaml"), Overrides.NONE)
                .evaluate(Progress.NONE)
                .findings()
                .stream()
                .filter(finding -> finding.policy().id().equals(policy))
                .map(finding -> (finding.unknown() == null ? "" : "? ") + finding.message())
                .toList();
    }

    @Test
    void namesThePoolThatIsWrittenInTheCluster() throws Exception {
        assertThat(said("cluster/host-encryption", "2024-09-01", "", POOL))
                .containsExactlyInAnyOrder(
                        "properties.agentPoolProfiles[0].enableEncryptionAtHost is not set: write"
                                + " \"enableEncryptionAtHost\": true",
                        "properties.agentPoolProfiles[1].enableEncryptionAtHost is not set: write"
                                + " \"enableEncryptionAtHost\": true");
    }

    @Test
    void speaksBicepOfWhatBicepCompiled() throws Exception {
        assertThat(said("cluster/auto-upgrade-channel", "2024-09-01", BICEP, POOL))
                .containsExactly(
                        "properties.autoUpgradeProfile.upgradeChannel is not set: write upgradeChannel: 'stable'");
    }

    /** The first versions are those of the types that Azure publishes for Bicep. */
    @Test
    void tellsWhichVersionOfTheApiKnowsTheProperty() throws Exception {
        String ssh = "\"sshAccess\": \"Disabled\"";
        assertThat(said("cluster/ssh-disabled", "2024-09-01", "", POOL))
                .hasSize(2)
                .allMatch(said -> said.endsWith(ssh + " (needs API version 2025-08-01 or later)"));
        assertThat(said("cluster/ssh-disabled", "2025-08-01", "", POOL)).allMatch(said -> said.endsWith(ssh));
        assertThat(said("cluster/ssh-disabled", "2024-05-02-preview", "", POOL)).allMatch(said -> said.endsWith(ssh));
        assertThat(said("cluster/image-integrity", "2026-05-01", "", POOL))
                .containsExactly("properties.securityProfile.imageIntegrity.enabled is not set: write \"enabled\": true"
                        + " (needs a preview of the API, 2023-06-02-preview or later)");
    }

    @Test
    void tellsWhichVersionOfTheApiKnowsTheValue() throws Exception {
        String written = POOL.replace("\"User\"", "\"User\", \"osSKU\": \"Ubuntu\"");
        assertThat(said("cluster/node-os-azure-linux", "2022-01-01", "", written))
                .hasSize(2)
                .allMatch(said -> said.endsWith("\"AzureLinux\" (needs API version 2023-04-01 or later)"));
        assertThat(said("cluster/node-os-azure-linux", "2023-04-01", "", written))
                .allMatch(said -> said.endsWith("\"AzureLinux\""));
        assertThat(said("cluster/automatic-sku", "2024-09-01", "", POOL))
                .containsExactly(
                        "sku.name is not set: write \"name\": \"Automatic\" (needs API version 2025-07-01 or later)");
    }

    /** Azure: "Use Cilium to enforce network policies. This requires networkDataplane to be 'cilium'." */
    @Test
    void wantsTheDataplaneBesideThePolicyOfCilium() throws Exception {
        String engine = "cluster/network-policy";
        assertThat(said(engine, "2024-09-01", "", POOL + ", \"networkProfile\": {\"networkPolicy\": \"azure\"}"))
                .containsExactly(
                        "properties.networkProfile.networkPolicy is azure, Azure Network Policy Manager, which AKS"
                                + " supports on Linux nodes until 2028-09-30: write"
                                + " \"networkPolicy\": \"cilium\","
                                + " \"networkDataplane\": \"cilium\"");
        assertThat(said(engine, "2024-09-01", "", POOL + ", \"networkProfile\": {\"networkPolicy\": \"cilium\"}"))
                .containsExactly("properties.networkProfile.networkDataplane is not set, but"
                        + " properties.networkProfile.networkPolicy is cilium: Cilium needs both");
        assertThat(said(
                        engine,
                        "2022-11-02-preview",
                        "",
                        POOL + ", \"networkProfile\": {\"networkPolicy\": \"cilium\", \"ebpfDataplane\": \"cilium\"}"))
                .isEmpty();
    }

    /** Cilium runs on Azure CNI and Linux only. */
    @Test
    void wantsCalicoWhereCiliumCannotRun() throws Exception {
        String engine = "cluster/network-policy";
        assertThat(said(engine, "2024-09-01", "", POOL + ", \"networkProfile\": {\"networkPlugin\": \"kubenet\"}"))
                .containsExactly(
                        "properties.networkProfile.networkPolicy is not set: write \"networkPolicy\": \"calico\"");
        assertThat(said(engine, "2024-09-01", "", POOL.replace("\"User\"", "\"User\", \"osType\": \"Windows\"")))
                .containsExactly(
                        "properties.networkProfile.networkPolicy is not set: write \"networkPolicy\": \"calico\"");
    }

    /** AKS: "If you have these add-ons installed on your cluster, you can't enable IMDS restriction." */
    @Test
    void asksForNoRestrictionOfTheMetadataServiceBesideAddOnsThatNeedIt() throws Exception {
        String addOns = ", \"addonProfiles\": {\"azurepolicy\": {\"enabled\": true}, \"omsagent\": {\"enabled\": true},"
                + " \"ingressApplicationGateway\": {\"enabled\": false}}";
        assertThat(said("cluster/imds-restriction", "2024-05-02-preview", "", POOL + addOns))
                .containsExactly("properties.networkProfile.podLinkLocalAccess is not set: deny pods 169.254.169.254 by"
                        + " network policies, since AKS refuses the restriction where"
                        + " properties.addonProfiles.omsagent.enabled is true and"
                        + " properties.addonProfiles.azurePolicy.enabled is true");
        assertThat(said("cluster/imds-restriction", "2024-05-02-preview", "", POOL))
                .containsExactly("properties.networkProfile.podLinkLocalAccess is not set: write"
                        + " \"podLinkLocalAccess\": \"None\"");
    }

    /** AKS: "Starting with API version 2023-06-01, the default for any new AKS Standard cluster is NodeImage." */
    @Test
    void knowsTheChannelOfTheNodesFromTheVersionOfTheApi() throws Exception {
        assertThat(said("cluster/node-os-upgrade-channel", "2023-06-01", "", POOL))
                .isEmpty();
        assertThat(said("cluster/node-os-upgrade-channel", "2023-05-02-preview", "", POOL))
                .containsExactly("properties.autoUpgradeProfile.nodeOSUpgradeChannel is not set: write"
                        + " \"nodeOSUpgradeChannel\": \"NodeImage\"");
        // what comes anyway wants a window
        assertThat(said("cluster/maintenance-window", "2023-06-01", "", POOL))
                .containsExactly(
                        "properties.autoUpgradeProfile.nodeOSUpgradeChannel is not set, which means NodeImage, and"
                                + " there is no maintenance configuration aksManagedNodeOSUpgradeSchedule");
        assertThat(said("cluster/maintenance-window", "2022-01-01", "", POOL)).isEmpty();
    }

    /** Routes need your own network; in that of AKS nothing that filters fits. */
    @Test
    void choosesTheWayOutThatTheNetworkAllows() throws Exception {
        assertThat(said("cluster/outbound-type", "2024-09-01", "", POOL))
                .containsExactly("properties.networkProfile.outboundType is not set: write"
                        + " \"outboundType\": \"userDefinedRouting\"");
        assertThat(said("cluster/outbound-type", "2024-09-01", "", POOL.replace("vnetSubnetID", "podSubnetID")))
                .containsExactly("properties.networkProfile.outboundType is not set");
    }

    /** Whichever region it will be, zone and cluster are in the same one. */
    @Test
    void knowsTheZoneOfARegionThatIsKnownAtDeploymentOnly() throws Exception {
        String access = POOL + ", \"apiServerAccessProfile\": {\"enablePrivateCluster\": true, \"privateDNSZone\":"
                + " \"[resourceId('Microsoft.Network/privateDnsZones', format('privatelink.{0}.%s', %s))]\"}";
        String zone = "cluster/private-dns-zone-valid";
        assertThat(said(zone, "2024-09-01", "", String.format(access, "azmk8s.io", "resourceGroup().location")))
                .isEmpty();
        assertThat(said(zone, "2024-09-01", "", String.format(access, "azmk8s.io", "parameters('region')")))
                .hasSize(1)
                .allMatch(said -> said.startsWith("? properties.apiServerAccessProfile.privateDNSZone is known only"));
        assertThat(said(zone, "2024-09-01", "", String.format(access, "contoso.com", "resourceGroup().location")))
                .hasSize(1)
                .allMatch(said -> said.startsWith("? "));
    }
}
