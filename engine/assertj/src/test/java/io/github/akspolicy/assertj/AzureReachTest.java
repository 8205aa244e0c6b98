package io.github.akspolicy.assertj;

import static io.github.akspolicy.assertj.AksPolicyAssertions.assertThat;
import static io.github.akspolicy.assertj.AksPolicyAssertions.clientId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.configuration.ProjectFolder;
import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.environment.WorkloadIdentities;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chain from a pod to Azure, asked in a test and drawn for people. */
class AzureReachTest {
    private static final String ID = "6f7c2d8e-1b1f-4a56-9a53-3a2f0c6f1f10";
    private static final String MANIFESTS = """
            apiVersion: v1
            kind: ServiceAccount
            metadata:
              name: order-service
              annotations:
                azure.workload.identity/client-id: 6f7c2d8e-1b1f-4a56-9a53-3a2f0c6f1f10
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: order-service
            spec:
              template:
                metadata:
                  labels:
                    azure.workload.identity/use: "true"
                spec:
                  serviceAccountName: order-service
                  containers:
                    - name: web
                      image: contoso.azurecr.io/web:2.0.0
                  volumes:
                    - name: vault
                      csi:
                        driver: secrets-store.csi.k8s.io
                        readOnly: true
                        volumeAttributes:
                          secretProviderClass: order-vault
            ---
            apiVersion: secrets-store.csi.x-k8s.io/v1
            kind: SecretProviderClass
            metadata:
              name: order-vault
            spec:
              provider: azure
              parameters:
                clientID: 6f7c2d8e-1b1f-4a56-9a53-3a2f0c6f1f10
                keyvaultName: contoso-store
            ---
            apiVersion: v1
            kind: Pod
            metadata:
              name: plain
            spec:
              containers: [{name: web}]
            """;
    private static final String CONFIGURATION = """
            schemaVersion: 1
            environments:
              prod:
                namespace: store
                context:
                  clusters:
                    - {oidcIssuer: "https://westeurope.oic.prod-aks.azure.com/a/b/", workloadIdentity: true}
                  federatedCredentials:
                    - clientId: 6f7c2d8e-1b1f-4a56-9a53-3a2f0c6f1f10
                      issuer: https://westeurope.oic.prod-aks.azure.com/a/b/
                      subject: system:serviceaccount:store:order-service
            sources: [{manifests: k8s}]
            """;

    @TempDir
    private Path folder;

    private Environment environment(String manifests, String configuration) throws Exception {
        return ProjectFolder.in(folder)
                .file("k8s/store.yaml", manifests)
                .configuration(configuration)
                .load()
                .environment("prod");
    }

    private static String failure(Environment environment) {
        return org.assertj.core.api.Assertions.catchThrowable(() -> assertThat(environment)
                        .workload("store", "order-service")
                        .reachesAzureAs(clientId(ID)))
                .getMessage();
    }

    @Test
    void reachesAzure() throws Exception {
        Environment prod = environment(MANIFESTS, CONFIGURATION);

        assertThat(prod)
                .workload("store", "order-service")
                .reachesAzureAs(clientId(ID.toUpperCase(java.util.Locale.ROOT)))
                .mountsItsKeyVaults();
    }

    @Test
    void namesTheBrokenLink() throws Exception {
        String label = MANIFESTS.replace("use: \"true\"", "use: true");

        assertThat(failure(environment(label, CONFIGURATION))).isEqualTo("""
                expected Deployment order-service in store to reach Azure as 6f7c2d8e-1b1f-4a56-9a53-3a2f0c6f1f10, but
                  k8s/store.yaml:16:9   pod label: azure.workload.identity/use is not a string: write "true" in quotes
                  in: prod/k8s""");
        assertThat(failure(environment(MANIFESTS.replace("client-id: 6", "client-id: "), CONFIGURATION)))
                .contains("k8s/store.yaml:6:5   client id: annotation azure.workload.identity/client-id is not a GUID");
        assertThat(failure(environment(MANIFESTS, CONFIGURATION.replace("store:order-service", "dev:order-service"))))
                .contains("federated credential: subject is system:serviceaccount:dev:order-service, not"
                        + " system:serviceaccount:store:order-service");
        assertThat(failure(environment(
                        MANIFESTS, CONFIGURATION.replace("workloadIdentity: true", "workloadIdentity: false"))))
                .contains("webhook: workload identity or the OIDC issuer of the cluster is off");
    }

    @Test
    void aVaultWithoutNameFails() throws Exception {
        Environment prod = environment(MANIFESTS.replace("keyvaultName: contoso-store", "tenantId: x"), CONFIGURATION);

        assertThatThrownBy(() ->
                        assertThat(prod).workload("store", "order-service").mountsItsKeyVaults())
                .hasMessageContaining("Key Vault: keyvaultName is not set");
    }

    @Test
    void whatIsNotKnownFails() throws Exception {
        String nothing = "schemaVersion: 1\nenvironments: {prod: {namespace: store}}\nsources: [{manifests: k8s}]\n";

        assertThat(failure(environment(MANIFESTS, nothing)))
                .contains("not known: federated credential: one with the subject"
                        + " system:serviceaccount:store:order-service is in no source");
    }

    @Test
    void anotherIdentityFails() throws Exception {
        Environment prod = environment(MANIFESTS, CONFIGURATION);

        assertThatThrownBy(() -> assertThat(prod)
                        .workload("store", "order-service")
                        .reachesAzureAs(clientId("b7f0a3a4-6c5e-4d0e-8a35-6f4b2b9d2e11")))
                .hasMessageContaining("client id: " + ID);
        assertThatThrownBy(() -> assertThat(prod).workload("store", "plain").reachesAzureAs(clientId(ID)))
                .hasMessageContaining("nothing asks for an identity");
        assertThatThrownBy(() -> assertThat(prod).workload("store", "plain").mountsItsKeyVaults())
                .hasMessageContaining("it has no Key Vault volume");
        assertThatThrownBy(() -> clientId("order-service")).hasMessageContaining("a client id is a GUID");
    }

    @Test
    void drawsTheChain() throws Exception {
        String broken = MANIFESTS.replace("use: \"true\"", "use: \"yes\"").replace("clientID: 6", "clientID: 7");
        Environment prod = environment(broken, CONFIGURATION);
        var identities = new WorkloadIdentities(prod);

        assertThat(String.join(
                        "\n",
                        identities.explain(
                                identities.find("store", "order-service").get(0))))
                .isEqualTo("""
                        prod: Deployment order-service in store
                          its program
                            ✗ pod label             azure.workload.identity/use is not exactly "true"                               k8s/store.yaml:16:9
                            ✓ service account       order-service                                                                   k8s/store.yaml:18:7
                            ✓ client id             6f7c2d8e-1b1f-4a56-9a53-3a2f0c6f1f10                                            k8s/store.yaml:6:5
                            ✓ federated credential  subject system:serviceaccount:store:order-service                               context
                            ✓ issuer                https://westeurope.oic.prod-aks.azure.com/a/b/                                  context
                            ✓ webhook               workload identity is on                                                         context
                          its Key Vault volume
                            ✓ SecretProviderClass   order-vault                                                                     k8s/store.yaml:33:3
                            ✗ client id             clientID is not that of service account order-service                           k8s/store.yaml:37:5
                            ? federated credential  one with the subject system:serviceaccount:store:order-service is in no source  k8s/store.yaml:37:5
                            ✓ Key Vault             contoso-store                                                                   k8s/store.yaml:38:5""");
        assertThat(String.join(
                        "\n", identities.explain(identities.find(null, "plain").get(0))))
                .isEqualTo("prod: Pod plain in store\n  asks for no separate identity");
    }
}
