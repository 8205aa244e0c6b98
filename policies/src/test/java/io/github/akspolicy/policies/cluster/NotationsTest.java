package io.github.akspolicy.policies.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.cluster.DefinitionReader;
import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Evaluator;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Thresholds;
import io.github.akspolicy.evaluate.Verdict;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.ReferenceDate;
import io.github.akspolicy.source.ClusterRequest;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same two clusters, a good one and a bad one, in every notation: each policy says the same of both, or unknown. */
class NotationsTest {
    /** What the notations cannot express, or hold elsewhere; everything else must have the verdict of ARM. */
    private static final Set<String> AZURERM_UNKNOWN = Set.of(
            "cluster/ssh-disabled",
            "cluster/image-integrity",
            "cluster/imds-restriction",
            "cluster/node-resource-group-lockdown",
            "cluster/trusted-launch",
            "cluster/defender-gating",
            "cluster/pod-traffic-encrypted",
            "cluster/kubelet-seccomp-default");

    private static final Set<String> ASO_UNKNOWN = Set.of("cluster/defender-gating", "cluster/pod-traffic-encrypted");

    private static final Pattern NAME = Pattern.compile("\"\\w+\": |\"Microsoft[^\"]*\"");

    private static final Pattern VALUE = Pattern.compile(": \"[^\"]*\"");

    private static final String GOOD = """
            "disableLocalAccounts": true, "enableRBAC": true, "kubernetesVersion": "1.35",
            "aadProfile": {"managed": true, "enableAzureRBAC": true},
            "apiServerAccessProfile": {"enablePrivateCluster": true, "enablePrivateClusterPublicFQDN": false,
              "enableVnetIntegration": true, "disableRunCommand": true},
            "oidcIssuerProfile": {"enabled": true},
            "securityProfile": {"workloadIdentity": {"enabled": true}, "imageCleaner": {"enabled": true, "intervalHours": 48},
              "defender": {"securityMonitoring": {"enabled": true}, "logAnalyticsWorkspaceResourceId": "/subscriptions/w"},
              "azureKeyVaultKms": {"enabled": true, "keyId": "https://v/keys/k"}},
            "addonProfiles": {"azureKeyvaultSecretsProvider": {"enabled": true, "config": {"enableSecretRotation": "true"}},
              "azurePolicy": {"enabled": true}, "omsagent": {"enabled": true}},
            "autoUpgradeProfile": {"upgradeChannel": "stable", "nodeOSUpgradeChannel": "NodeImage"},
            "networkProfile": {"networkPlugin": "azure", "networkPolicy": "cilium", "networkDataplane": "cilium",
              "outboundType": "userDefinedRouting"},
            "diskEncryptionSetID": "/subscriptions/d",
            "agentPoolProfiles": [{"name": "sys", "mode": "System", "osSKU": "AzureLinux", "osDiskType": "Ephemeral", "enableEncryptionAtHost": true,
              "enableFIPS": true, "availabilityZones": ["1", "2", "3"]}]
            """;
    private static final String BAD = """
            "disableLocalAccounts": false, "enableRBAC": false, "kubernetesVersion": "1.28",
            "addonProfiles": {"httpApplicationRouting": {"enabled": true}},
            "autoUpgradeProfile": {"upgradeChannel": "none", "nodeOSUpgradeChannel": "None"},
            "networkProfile": {"networkPlugin": "kubenet", "outboundType": "loadBalancer"},
            "agentPoolProfiles": [{"name": "sys", "mode": "System", "osSKU": "CBLMariner", "osDiskType": "Managed", "enableNodePublicIP": true}]
            """;
    private static final String AZURERM_GOOD = """
            "local_account_disabled": true, "role_based_access_control_enabled": true, "kubernetes_version": "1.35",
            "azure_active_directory_role_based_access_control": [{"azure_rbac_enabled": true}],
            "private_cluster_enabled": true, "private_cluster_public_fqdn_enabled": false, "run_command_enabled": false,
            "api_server_access_profile": [{"virtual_network_integration_enabled": true}],
            "oidc_issuer_enabled": true, "workload_identity_enabled": true, "image_cleaner_enabled": true,
            "image_cleaner_interval_hours": 48, "microsoft_defender": [{"log_analytics_workspace_id": "/subscriptions/w"}],
            "key_management_service": [{"key_vault_key_id": "https://v/keys/k"}],
            "key_vault_secrets_provider": [{"secret_rotation_enabled": true}], "azure_policy_enabled": true,
            "oms_agent": [{}], "automatic_upgrade_channel": "stable", "node_os_upgrade_channel": "NodeImage",
            "network_profile": [{"network_plugin": "azure", "network_policy": "cilium", "network_data_plane": "cilium",
              "outbound_type": "userDefinedRouting"}],
            "disk_encryption_set_id": "/subscriptions/d", "identity": [{"type": "SystemAssigned"}], "sku_tier": "Standard",
            "default_node_pool": [{"name": "sys", "os_sku": "AzureLinux", "os_disk_type": "Ephemeral", "host_encryption_enabled": true,
              "fips_enabled": true, "zones": ["1", "2", "3"]}]
            """;
    private static final String AZURERM_BAD = """
            "local_account_disabled": false, "role_based_access_control_enabled": false, "kubernetes_version": "1.28",
            "http_application_routing_enabled": true, "oidc_issuer_enabled": false, "automatic_upgrade_channel": null, "node_os_upgrade_channel": "None",
            "network_profile": [{"network_plugin": "kubenet", "outbound_type": "loadBalancer"}], "sku_tier": "Free",
            "default_node_pool": [{"name": "sys", "os_sku": "CBLMariner", "node_public_ip_enabled": true}]
            """;

    @TempDir
    Path folder;

    static Stream<String> notations() {
        return Stream.of(
                "bicep",
                "azurerm",
                "azapi",
                "az",
                "aso",
                "arm, upper names",
                "arm, lower values",
                "az, upper names",
                "az, lower values",
                "azapi, lower values",
                "azurerm, lower values");
    }

    private static String arm(boolean isGood, String head) {
        String top = isGood
                ? "\"identity\": {\"type\": \"SystemAssigned\"}, \"sku\": {\"name\": \"Base\", \"tier\": \"Standard\"},"
                : "\"sku\": {\"name\": \"Base\", \"tier\": \"Free\"},";
        return "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\","
                + head
                + "\"resources\": [{\"type\": \"Microsoft.ContainerService/managedClusters\", \"apiVersion\": \"2024-09-01\","
                + " \"name\": \"aks\", " + top + " \"properties\": {" + (isGood ? GOOD : BAD) + "}}]}";
    }

    /** Azure ignores the case of names and of its own words: what a definition means does not depend on it. */
    private static String text(String notation, boolean isGood) {
        String[] parts = notation.split(", ");
        String text = written(parts[0], isGood);
        if (parts.length == 1) {
            return text;
        }
        return parts[1].startsWith("upper")
                ? NAME.matcher(text).replaceAll(name -> name.group().toUpperCase(Locale.ROOT))
                : VALUE.matcher(text).replaceAll(value -> value.group().toLowerCase(Locale.ROOT));
    }

    private static String written(String notation, boolean isGood) {
        String properties = isGood ? GOOD : BAD;
        String identity = isGood ? "\"identity\": {\"type\": \"SystemAssigned\"}," : "";
        String tier = isGood ? "Standard" : "Free";
        return switch (notation) {
            case "arm" -> arm(isGood, "");
            case "bicep" -> arm(isGood, "\"metadata\": {\"_generator\": {\"name\": \"bicep\"}},");
            case "azurerm" -> plan("azurerm_kubernetes_cluster", isGood ? AZURERM_GOOD : AZURERM_BAD);
            case "azapi" ->
                plan(
                        "azapi_resource",
                        "\"type\": \"Microsoft.ContainerService/managedClusters@2024-09-01\", \"body\": {" + identity
                                + "\"sku\": {\"tier\": \"" + tier + "\"}, \"properties\": {" + properties + "}}");
            case "az" ->
                "{\"type\": \"Microsoft.ContainerService/ManagedClusters\", \"name\": \"aks\"," + identity
                        + "\"sku\": {\"tier\": \"" + tier + "\"}, "
                        + properties
                                .replace("enableRBAC", "enableRbac")
                                .replace("osSKU", "osSku")
                                .replace("nodeOSUpgradeChannel", "nodeOsUpgradeChannel")
                        + "}";
            case "aso" ->
                "{\"apiVersion\": \"containerservice.azure.com/v1api20250801\", \"kind\": \"ManagedCluster\","
                        + " \"metadata\": {\"name\": \"aks\"}, \"spec\": {" + identity + "\"sku\": {\"tier\": \"" + tier
                        + "\"}, "
                        + properties
                                .replace("\"diskEncryptionSetID\": ", "\"diskEncryptionSetReference\": ")
                                .replace(
                                        "\"logAnalyticsWorkspaceResourceId\": ",
                                        "\"logAnalyticsWorkspaceResourceReference\": ")
                        + "}}";
            default -> throw new IllegalArgumentException(notation);
        };
    }

    private static String plan(String type, String values) {
        return "{\"format_version\": \"1.2\", \"planned_values\": {\"root_module\": {\"resources\": [{\"address\": \""
                + type + ".aks\", \"mode\": \"managed\", \"type\": \"" + type + "\", \"values\": {" + values + "}}]}}}";
    }

    /** What each policy of the group says: fail, unknown or pass. */
    private Map<String, String> verdicts(String notation, boolean isGood) throws IOException {
        Path file = Files.writeString(folder.resolve(notation + isGood + ".json"), text(notation, isGood));
        List<ActivePolicy> policies = new ArrayList<>();
        Map<String, String> verdicts = new LinkedHashMap<>();
        for (Policy policy : ClusterPolicies.ALL) {
            policies.add(ActivePolicy.of(policy).on(new ReferenceDate(LocalDate.of(2026, 11, 29), 90)));
            verdicts.put(policy.info().id(), "pass");
        }
        Evaluation evaluation = new Evaluator(policies, Thresholds.DEFAULT)
                .evaluate(List.of(new Definition(file, notation.equals("aso"))), Progress.NONE);
        assertThat(evaluation.problems()).isEmpty();
        evaluation.ledger().releases().get(0).policies().forEach((id, account) -> {
            if (account.count(Verdict.FAIL) > 0) {
                verdicts.put(id, "fail");
            } else if (account.count(Verdict.UNKNOWN) > 0) {
                verdicts.put(id, "unknown");
            }
        });
        return verdicts;
    }

    @ParameterizedTest
    @MethodSource("notations")
    void saysTheSameOfTheSameCluster(String notation) throws IOException {
        long good =
                verdicts("arm", true).values().stream().filter("fail"::equals).count();
        long bad =
                verdicts("arm", false).values().stream().filter("fail"::equals).count();
        assertThat(bad).as("fail of the bad cluster").isGreaterThanOrEqualTo(25 + good);
        Set<String> failed = new TreeSet<>();
        for (boolean isGood : new boolean[] {true, false}) {
            Map<String, String> expected = verdicts("arm", isGood);
            Map<String, String> actual = verdicts(notation, isGood);
            expected.forEach((id, verdict) -> {
                boolean maybeUnknown = notation.startsWith("azurerm") && AZURERM_UNKNOWN.contains(id)
                        || notation.equals("aso") && ASO_UNKNOWN.contains(id)
                        || notation.matches("az(, .*)?") && "fail".equals(verdict);
                boolean isRight = verdict.equals(actual.get(id)) || maybeUnknown && "unknown".equals(actual.get(id));
                if (!isRight) {
                    failed.add(id + " (" + (isGood ? "good" : "bad") + "): " + actual.get(id) + ", in ARM " + verdict);
                }
            });
        }
        assertThat(failed).isEmpty();
    }

    private record Definition(Path file, boolean isManifest) implements Release {
        @Override
        public ReleaseId id() {
            return new ReleaseId("test", "aks", "aks");
        }

        @Override
        public String namespace() {
            return "infra";
        }

        @Override
        public void read(Receiver receiver) throws SourceException {
            if (isManifest) {
                try {
                    receiver.file(ManifestFile.asWritten("aks.json", Files.readString(file)));
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
                return;
            }
            new DefinitionReader()
                    .read(
                            new ClusterRequest(file, List.of(), ReadLimits.DEFAULT, Workspace.of(file.getParent())),
                            receiver);
        }
    }
}
