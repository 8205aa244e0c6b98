package io.github.akspolicy.assertj;

import static io.github.akspolicy.assertj.AksPolicyAssertions.assertThat;
import static io.github.akspolicy.assertj.AksPolicyAssertions.clientId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.akspolicy.configuration.ProjectFolder;
import io.github.akspolicy.environment.WorkloadIdentities;
import io.github.akspolicy.evaluate.Evaluation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One environment out of four kinds of sources: a chart has the workload and its account, plain YAML the class of Key Vault,
 * an answer of {@code az} the cluster, and the federated credential comes in each notation in turn.
 */
class IdentityAcrossSourcesTest {
    private static final String ID = "6f7c2d8e-1b1f-4a56-9a53-3a2f0c6f1f10";
    private static final String ISSUER = "https://westeurope.oic.prod-aks.azure.com/a/b/";
    private static final String SUBJECT = "system:serviceaccount:store:order-service";

    @TempDir
    private Path folder;

    private ProjectFolder project;

    private Federation federation = Federation.ARM;

    @BeforeEach
    void write() {
        project = ProjectFolder.in(folder);
        project.file("deploy/order/Chart.yaml", "apiVersion: v2\nname: order\nversion: 1.0.0\n");
        project.file("deploy/order/values.yaml", "clientId: \"\"\ntenant: \"\"\naccount: order-service\n");
        project.file("deploy/order/values-prod.yaml", "# of prod\nclientId: " + ID + "\n");
        project.file("deploy/order/templates/order.yaml", """
                apiVersion: v1
                kind: ServiceAccount
                metadata:
                  name: {{ .Values.account }}
                  annotations:
                    azure.workload.identity/client-id: {{ .Values.clientId | quote }}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: order-service
                spec:
                  selector:
                    matchLabels: {app: order}
                  template:
                    metadata:
                      labels:
                        app: order
                        azure.workload.identity/use: "true"
                    spec:
                      serviceAccountName: {{ .Values.account }}
                      containers:
                        - name: web
                          image: contoso.azurecr.io/order:1.0.0
                          {{- with .Values.tenant }}
                          env:
                            - name: AZURE_TENANT_ID
                              value: {{ . | quote }}
                          {{- end }}
                          volumeMounts:
                            - {name: vault, mountPath: /mnt/vault, readOnly: true}
                      volumes:
                        - name: vault
                          csi:
                            driver: secrets-store.csi.k8s.io
                            readOnly: true
                            volumeAttributes:
                              secretProviderClass: order-vault
                """);
        project.file("k8s/vault.yaml", """
                apiVersion: secrets-store.csi.x-k8s.io/v1
                kind: SecretProviderClass
                metadata:
                  name: order-vault
                spec:
                  provider: azure
                  parameters:
                    clientID: 6f7c2d8e-1b1f-4a56-9a53-3a2f0c6f1f10
                    keyvaultName: contoso-store
                    tenantID: 2f4a9838-26b7-47ee-be60-ccc1fdec5953
                    objects: |
                      array:
                        - |
                          objectName: order-password
                          objectType: secret
                """);
        project.file("infra/aks-prod.json", """
                {
                  "id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerService/managedClusters/aks",
                  "name": "aks",
                  "type": "Microsoft.ContainerService/ManagedClusters",
                  "identity": {
                    "tenantId": "2f4a9838-26b7-47ee-be60-ccc1fdec5953",
                    "type": "SystemAssigned"
                  },
                  "oidcIssuerProfile": {
                    "enabled": true,
                    "issuerUrl": "https://westeurope.oic.prod-aks.azure.com/a/b/"
                  },
                  "securityProfile": {
                    "workloadIdentity": {"enabled": true}
                  }
                }
                """);
    }

    private void federation(Federation written, String from, String to) {
        federation = written;
        String right = written.text(ISSUER, SUBJECT, "api://AzureADTokenExchange");
        assertThat(right).contains(from);
        project.file(written.file, right.replace(from, to));
        project.configuration(
                "schemaVersion: 1\nenvironments:\n  prod: {namespace: store, cluster: infra/aks-prod.json,"
                        + " require: [clusters, federatedCredentials, serviceAccounts]}\nsources:\n"
                        + "  - chart: deploy/order\n    values: {prod: [deploy/order/values-prod.yaml]}\n"
                        + "  - manifests: k8s\n" + written.source + "profile: aks-simplified\n");
    }

    /** File, line, policy and message of what is found about identities and Key Vault, and of what is not known. */
    private List<String> found() throws Exception {
        Evaluation evaluation = project.evaluate();
        assertThat(evaluation.problems()).isEmpty();
        assertThat(evaluation.ledger().releases()).hasSize(federation.source.isEmpty() ? 3 : 4);
        return evaluation.findings().stream()
                .filter(finding -> finding.policy().id().matches("(identity|secrets)/.*"))
                .map(finding -> finding.location().path() + ":"
                        + finding.location().line() + " " + finding.policy().id() + " " + finding.message())
                .toList();
    }

    private int line(String path, String text) {
        List<String> lines = project.read(path).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(text)) {
                return i + 1;
            }
        }
        throw new AssertionError(path + " has no " + text);
    }

    private void finds(String path, String anchor, String policy, String message) throws Exception {
        assertThat(found())
                .singleElement()
                .asString()
                .startsWith(path + ":" + line(path, anchor) + " " + policy + " ")
                .contains(message);
    }

    private String failure() throws Exception {
        var prod = project.load().environment("prod");
        return catchThrowable(() ->
                        assertThat(prod).workload("store", "order-service").reachesAzureAs(clientId(ID)))
                .getMessage();
    }

    @ParameterizedTest
    @EnumSource(Federation.class)
    void findsNothingWhenAllFits(Federation written) throws Exception {
        federation(written, "", "");

        assertThat(found()).isEmpty();
        assertThat(project.load().environment("prod"))
                .workload("store", "order-service")
                .reachesAzureAs(clientId(ID))
                .mountsItsKeyVaults();
    }

    @ParameterizedTest
    @EnumSource(Federation.class)
    void findsTheSubjectOfAnotherNamespaceWhereItIsWritten(Federation written) throws Exception {
        federation(written, SUBJECT, "system:serviceaccount:store-dev:order-service");

        // the class of Key Vault uses the same credential
        assertThat(found())
                .containsExactlyInAnyOrder(
                        written.file + ":" + line(written.file, "store-dev")
                                + " identity/federated-credential subject is not that of Deployment order-service,"
                                + " which needs " + SUBJECT,
                        "k8s/vault.yaml:8 secrets/client-id-matches-service-account no federated credential of clientID"
                                + " has the subject " + SUBJECT);
        assertThat(failure())
                .contains(written.file + ":" + line(written.file, "store-dev"))
                .contains("federated credential: subject is system:serviceaccount:store-dev:order-service, not "
                        + SUBJECT);
    }

    @ParameterizedTest
    @EnumSource(Federation.class)
    void findsTheIssuerOfAnotherCluster(Federation written) throws Exception {
        federation(written, ISSUER, "https://westeurope.oic.prod-aks.azure.com/a/other/");

        finds(
                written.file,
                "a/other/",
                "identity/federated-credential",
                "issuer is not the OIDC issuer of the cluster");
        assertThat(failure())
                .contains(written.file + ":" + line(written.file, "a/other/"))
                .contains("issuer is not the OIDC issuer of the cluster");
    }

    @ParameterizedTest
    @EnumSource(Federation.class)
    void findsTheIssuerWithoutItsSlash(Federation written) throws Exception {
        federation(written, ISSUER, ISSUER.substring(0, ISSUER.length() - 1));

        finds(written.file, "a/b", "identity/federated-credential", "issuer lacks the slash at its end");
    }

    @ParameterizedTest
    @EnumSource(Federation.class)
    void findsTheAudienceInOtherCase(Federation written) throws Exception {
        federation(written, "api://AzureADTokenExchange", "api://azureadtokenexchange");

        finds(written.file, "azureadtokenexchange", "identity/federated-credential", "audience is not api://Azure");
    }

    @ParameterizedTest
    @EnumSource(Federation.class)
    void findsTheClientIdAtTheLineOfTheValuesThatSupplyIt(Federation written) throws Exception {
        federation(written, "", "");
        project.replace("deploy/order/values-prod.yaml", ID, "order-identity");

        assertThat(found())
                .anySatisfy(found -> assertThat(found)
                        .startsWith("deploy/order/values-prod.yaml:2 identity/client-id-annotation ")
                        .contains("is not a GUID"));
    }

    @ParameterizedTest
    @EnumSource(Federation.class)
    void findsATenantThatIsNotThatOfTheCluster(Federation written) throws Exception {
        federation(written, "", "");
        project.replace(
                "deploy/order/values-prod.yaml",
                "# of prod\n",
                "# of prod\ntenant: 2F4A9838-26B7-47EE-BE60-CCC1FDEC5953\n");
        assertThat(found()).isEmpty();

        project.replace(
                "deploy/order/values-prod.yaml",
                "2F4A9838-26B7-47EE-BE60-CCC1FDEC5953",
                "0e3d6a1b-7d57-4f5c-8d0e-4b1f0a7c9d21");
        assertThat(found())
                .singleElement()
                .asString()
                .contains(
                        " identity/env-override AZURE_TENANT_ID is preset and differs from what the webhook would set")
                .startsWith("deploy/order/values-prod.yaml:2 ");
    }

    @Test
    void aPlanOfAClusterThatIsThereKnowsItsIssuerAndTenant() throws Exception {
        federation(Federation.TERRAFORM, ISSUER, "https://westeurope.oic.prod-aks.azure.com/a/other/");
        project.file("infra/aks-prod.json", """
                {
                  "format_version": "1.2",
                  "planned_values": {"root_module": {"resources": [
                    {"address": "azurerm_kubernetes_cluster.aks", "mode": "managed",
                     "type": "azurerm_kubernetes_cluster", "name": "aks", "values": {
                       "name": "aks", "oidc_issuer_enabled": true, "workload_identity_enabled": true,
                       "oidc_issuer_url": "https://westeurope.oic.prod-aks.azure.com/a/b/",
                       "identity": [{"type": "SystemAssigned", "tenant_id": "2f4a9838-26b7-47ee-be60-ccc1fdec5953"}]}}
                  ]}}
                }
                """);
        project.replace(
                "deploy/order/values-prod.yaml",
                "# of prod\n",
                "# of prod\ntenant: 0e3d6a1b-7d57-4f5c-8d0e-4b1f0a7c9d21\n");

        assertThat(found())
                .hasSize(2)
                .anyMatch(found -> found.contains("issuer is not the OIDC issuer of the cluster"))
                .anyMatch(found -> found.contains("identity/env-override AZURE_TENANT_ID"));
    }

    @ParameterizedTest
    @EnumSource(Federation.class)
    void drawsTheChainOverAllSources(Federation written) throws Exception {
        federation(written, SUBJECT, "system:serviceaccount:store-dev:order-service");
        var identities = new WorkloadIdentities(project.load().environment("prod"));

        String drawn = String.join(
                "\n",
                identities.explain(identities.find("store", "order-service").get(0)));

        assertThat(drawn)
                .containsPattern("✓ service account +order-service +deploy/order/\\S+:\\d+")
                .containsPattern("✓ client id +" + ID + " +deploy/order/values-prod.yaml:2:")
                .containsPattern("✗ federated credential +subject is system:serviceaccount:store-dev:\\S+ not \\S+ +"
                        + written.file + ":" + line(written.file, "store-dev"))
                .containsPattern("✓ webhook +workload identity is on +infra/aks-prod.json:"
                        + line("infra/aks-prod.json", "workloadIdentity"))
                .containsPattern("✓ SecretProviderClass +order-vault +k8s/vault.yaml:");
    }
}
