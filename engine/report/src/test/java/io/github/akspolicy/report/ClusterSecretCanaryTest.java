package io.github.akspolicy.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Secrets of cluster definitions and kubeconfig files, each with a canary: no output shows one. Where a value could only be
 * shown by a policy that quotes it, the definition hands the secret on to a property that policies quote, too.
 */
class ClusterSecretCanaryTest {
    @TempDir
    Path root;

    @BeforeEach
    void repository() throws IOException {
        Files.createDirectory(root.resolve(".git"));
    }

    /** The slide of "AKS Security Simplified", and what else signs somebody in. */
    @Test
    void noOutputShowsASecretOfAKubeconfig() throws Exception {
        String key = Base64.getEncoder()
                .encodeToString(("-----BEGIN RSA PRIVATE KEY-----\nMIIcanary4711key\n-----END RSA PRIVATE KEY-----\n")
                        .getBytes(StandardCharsets.UTF_8));
        write("aks-policy.yaml", "schemaVersion: 1\nprofile: all\nsources: [{kubeconfig: config}]\nfailOn: low\n");
        write("config", """
                apiVersion: v1
                kind: Config
                clusters:
                  - name: token-canary4711-aaaa
                    cluster:
                      server: http://token-canary4711-aaaa.hcp.westeurope.azmk8s.io
                      proxy-url: http://me:proxy-canary4711@proxy
                contexts:
                  - {name: a, context: {cluster: token-canary4711-aaaa, user: admin}}
                  - {name: b, context: {cluster: token-canary4711-aaaa, user: exec}}
                users:
                  - name: admin
                    user:
                      client-certificate-data: %s
                      client-key-data: %s
                      token: token-canary4711-aaaa
                      username: admin
                      password: password-canary4711
                      auth-provider:
                        name: azure
                        config: {access-token: access-canary4711, refresh-token: refresh-canary4711, id: a}
                  - name: exec
                    user:
                      exec:
                        apiVersion: token-canary4711-aaaa
                        command: flag-canary4711-cccc
                        args: [get-token, --login, argument-canary4711-bbbb, --client-secret, argument-canary4711-bbbb,
                               --password=flag-canary4711-cccc]
                        env: [{name: AZURE_CLIENT_SECRET, value: env-canary4711}]
                """.formatted(key, key));

        Map<String, String> outputs = Canary.outputs(root);

        assertThat(outputs.get("console"))
                .contains(
                        "kubeconfig/no-client-key",
                        "kubeconfig/no-static-token",
                        "kubeconfig/no-basic-auth",
                        "kubeconfig/exec-args-secret",
                        "exec.command is «redacted»");
        Canary.assertNone(outputs);
    }

    @Test
    void noOutputShowsASecretOfATemplateOrItsParameters() throws Exception {
        cluster("template.json", "parameters.json");
        write("parameters.json", """
                {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
                 "contentVersion": "1.0.0.0",
                 "parameters": {"given": {"value": "given-canary4711-aaaa"}, "nowhere": {"value": "canary4711-bbbb"},
                                "whole": {"value": {"inner": ["whole-canary4711-cccc"]}}}}
                """);
        write("template.json", """
                {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
                 "contentVersion": "1.0.0.0",
                 "parameters": {
                   "given": {"type": "secureString"},
                   "whole": {"type": "secureObject"},
                   "byDefault": {"type": "SecureString", "defaultValue": "default-canary4711-dddd"},
                   "partly": {"type": "secureString", "defaultValue": "[concat('partly-canary4711', uniqueString('a'))]"},
                   "adminPassword": {"type": "string", "defaultValue": "name-canary4711-eeee"}
                 },
                 "variables": {"clientSecret": "variable-canary4711-ffff"},
                 "resources": [
                   {"type": "Microsoft.ContainerService/managedClusters", "apiVersion": "2024-02-01",
                    "name": "a", "dnsPrefix": "[toUpper(parameters('byDefault'))]", "location": "westeurope",
                    "properties": {
                      "kubernetesVersion": "[base64(parameters('given'))]",
                      "networkProfile": {"networkPolicy": "[parameters('whole').inner[0]]",
                                         "networkPlugin": "[parameters('partly')]",
                                         "outboundType": "[parameters('adminPassword')]"},
                      "autoUpgradeProfile": {"upgradeChannel": "[parameters('given')]",
                                             "nodeOSUpgradeChannel": "[variables('clientSecret')]"},
                      "apiServerAccessProfile": {"privateDNSZone": "[replace(parameters('byDefault'), '-', '.')]"},
                      "supportPlan": "[concat('canary4711', ",
                      "windowsProfile": {"adminUsername": "azure", "adminPassword": "literal-canary4711-gggg"},
                      "aadProfile": {"serverAppSecret": "server-canary4711"},
                      "servicePrincipalProfile": {"clientId": "literal-canary4711-gggg", "secret": "sp-canary4711-hhhh"},
                      "agentPoolProfiles": [{"name": "a", "osSKU": "sp-canary4711-hhhh",
                                             "orchestratorVersion": "[split(parameters('given'), '-')[1]]"}]}},
                   {"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "inner",
                    "properties": {"mode": "Incremental", "expressionEvaluationOptions": {"scope": "inner"},
                      "parameters": {"pass": {"value": "nested-canary4711-iiii"}},
                      "template": {
                        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
                        "contentVersion": "1.0.0.0", "parameters": {"pass": {"type": "securestring"}},
                        "resources": [{"type": "Microsoft.ContainerService/managedClusters", "apiVersion": "2024-02-01",
                          "name": "b", "properties": {"kubernetesVersion": "[parameters('pass')]"}}]}}}
                 ]}
                """);

        Map<String, String> outputs = Canary.outputs(root);

        assertThat(outputs.get("console"))
                .contains("cluster/no-inline-credentials", "kubernetesVersion is «redacted»", "\"nowhere\"");
        Canary.assertNone(outputs);
    }

    @Test
    void noOutputShowsASensitiveValueOfAPlan() throws Exception {
        cluster("plan.json");
        write("plan.json", """
                {"format_version": "1.2", "terraform_version": "1.9.0",
                 "variables": {"channel": {"value": "variable-canary4711-aaaa"}, "client_secret": {"value": "named-canary4711-bb"}},
                 "planned_values": {
                   "outputs": {"kubeconfig": {"sensitive": true, "value": "output-canary4711-cccc"}},
                   "root_module": {
                     "resources": [{"address": "azurerm_kubernetes_cluster.a", "mode": "managed",
                       "type": "azurerm_kubernetes_cluster", "name": "a",
                       "values": {"name": "a", "sku_tier": "output-canary4711-cccc", "kubernetes_version": "marked-canary4711-dddd",
                                  "automatic_upgrade_channel": "variable-canary4711-aaaa",
                                  "node_os_upgrade_channel": "named-canary4711-bb",
                                  "kube_config_raw": "users: [token: raw-canary4711-eeee]",
                                  "support_plan": "raw-canary4711-eeee",
                                  "network_profile": [{"network_policy": "list-canary4711-ffff", "network_plugin": "child-canary4711"}],
                                  "service_principal": [{"client_id": "a", "client_secret": "sp-canary4711-gggg"}],
                                  "windows_profile": [{"admin_username": "a", "admin_password": "windows-canary4711"}],
                                  "default_node_pool": [{"name": "sp-canary4711-gggg", "os_sku": "windows-canary4711"}]},
                       "sensitive_values": {"kubernetes_version": true, "network_profile": [{"network_policy": true}]}}],
                     "child_modules": [{"address": "module.a", "resources": [{"address": "module.a.random_password.a",
                       "type": "random_password", "name": "a", "values": {"result": "child-canary4711"},
                       "sensitive_values": {"result": true}}]}]}},
                 "resource_changes": [{"address": "azurerm_kubernetes_cluster.a", "change": {
                   "before": {"name": "before-canary4711"}, "before_sensitive": {"name": true},
                   "after": {}, "after_sensitive": {}, "after_unknown": {}}}],
                 "configuration": {"root_module": {"variables": {"channel": {"sensitive": true}, "client_secret": {}}}}}
                """);

        Map<String, String> outputs = Canary.outputs(root);

        assertThat(outputs.get("console")).contains("kubernetes_version is «redacted»");
        Canary.assertNone(outputs);
    }

    @Test
    void noOutputShowsASecretOfAnAnswerAConfigurationOrAnObject() throws Exception {
        write("aks-policy.yaml", """
                schemaVersion: 1
                profile: all
                sources: [{cluster: aks.json}, {cluster: main.tf.json}, {manifests: k8s}]
                failOn: low
                """);
        write("aks.json", """
                {"type": "Microsoft.ContainerService/ManagedClusters", "name": "a", "kubernetesVersion": "sp-canary4711-aaaa",
                 "servicePrincipalProfile": {"clientId": "b", "secret": "sp-canary4711-aaaa"},
                 "windowsProfile": {"adminPassword": "canarywordonly"}, "supportPlan": "canarywordonly",
                 "azureMonitorProfile": {"connectionString": "Endpoint=sb://a;SharedAccessKey=shared-canary4711"}}
                """);
        write("main.tf.json", """
                {"variable": {"v": {"sensitive": true, "default": "tf-canary4711-bbbb"}},
                 "resource": {"azurerm_kubernetes_cluster": {"a": {"name": "a", "kubernetes_version": "${var.v}",
                   "service_principal": {"client_secret": "client-canary4711-cccc"}, "sku_tier": "client-canary4711-cccc"}},
                  "azurerm_kubernetes_cluster_extension": {"e": {"extension_type": "protected-canary4711-d",
                   "configuration_protected_settings": {"anything": "protected-canary4711-d"}}}}}
                """);
        write("k8s/aso.yaml", """
                apiVersion: containerservice.azure.com/v1api20240901
                kind: ManagedCluster
                metadata: {name: a}
                spec:
                  kubernetesVersion: aso-canary4711-eeee
                  servicePrincipalProfile: {clientId: a, secret: aso-canary4711-eeee}
                """);
        Map<String, String> outputs = Canary.outputs(root);

        assertThat(outputs.get("console"))
                .contains("kubernetesVersion is «redacted»", "kubernetes_version is «redacted»")
                .doesNotContain("canarywordonly");
        Canary.assertNone(outputs);
    }

    /** Values that look like secrets, outside of Secrets. */
    @Test
    void noOutputShowsASecretOfAVariableOrConfigMap() throws Exception {
        write("aks-policy.yaml", "schemaVersion: 1\nprofile: all\nsources: [{manifests: k8s}]\nfailOn: low\n");
        write("k8s/pod.yaml", """
                apiVersion: v1
                kind: Pod
                metadata: {name: a}
                spec:
                  serviceAccountName: map-canary4711-bbbb
                  containers:
                    - name: a
                      image: env-canary4711-aaaa
                      env: [{name: DB_PASSWORD, value: env-canary4711-aaaa}]
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: a}
                data: {api-key: map-canary4711-bbbb}
                """);
        Canary.assertNone(Canary.outputs(root));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$schema\": \"deploymentTemplate.json\", \"parameters\": {\"p\": {\"type\": \"secureString\", \"defaultValue\": \"canary4711",
                "{\"$schema\": \"deploymentTemplate.json\", \"parameters\": {\"p\": {\"defaultValue\": canary4711}}}",
                "{\"$schema\": \"deploymentTemplate.json\", \"parameters\": {\"p\": \"canary4711\", \"p\": \"canary4711\"}}",
                "{\"secret\": \"canary4711\"} canary4711",
                "{\"secret\": \"canary4711\\q\"}",
                "canary4711",
                "[\"canary4711\"]",
                "{\"$schema\": \"deploymentTemplate.json\", \"parameters\": \"canary4711\", \"variables\": [\"canary4711\"],"
                        + " \"resources\": \"canary4711\"}",
                "{\"format_version\": \"canary4711\", \"planned_values\": \"canary4711\", \"variables\": \"canary4711\"}",
            })
    void noErrorOfADefinitionShowsASecret(String text) throws Exception {
        cluster("template.json");
        write("template.json", text);
        Canary.assertNone(Canary.outputs(root));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "users: [{user: {token: canary4711",
                "users: [{user: {token: \"canary4711\\q\"}}]",
                "users: [{user: {token: canary4711, token: canary4711}}]",
                "users: canary4711",
                "canary4711",
                "{\"users\": [{\"user\": {\"token\": canary4711",
            })
    void noErrorOfAKubeconfigShowsASecret(String text) throws Exception {
        write("aks-policy.yaml", "schemaVersion: 1\nsources: [{kubeconfig: config}]\n");
        write("config", text);
        Canary.assertNone(Canary.outputs(root));
    }

    private void cluster(String definition, String... parameterFiles) throws IOException {
        write("aks-policy.yaml", """
                schemaVersion: 1
                profile: all
                sources: [{cluster: %s, parameters: [%s]}]
                failOn: low
                """.formatted(definition, String.join(",", parameterFiles)));
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
