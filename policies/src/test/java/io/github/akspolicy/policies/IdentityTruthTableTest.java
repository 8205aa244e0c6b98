package io.github.akspolicy.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Evaluator;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Surroundings;
import io.github.akspolicy.evaluate.Thresholds;
import io.github.akspolicy.policies.IdentityBreaks.Break;
import io.github.akspolicy.policies.IdentityBreaks.Expected;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.ManifestTexts;
import io.github.akspolicy.source.ReleaseId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * From a pod to Azure and its Key Vault there are many links. Each is broken alone, and each pair together: what is found,
 * and on which line, follows from the table, where a finding that another broken link hides names that link.
 */
class IdentityTruthTableTest {
    /** A workload that reaches Azure by its own identity and reads Key Vault by a volume and a synced Secret. */
    private static final String RIGHT = """
            apiVersion: v1
            kind: ServiceAccount
            metadata:
              name: order-service
              namespace: store
              annotations: # of the account
                team: store
                azure.workload.identity/client-id: 6f7c2d8e-1b1f-4a56-9a53-3a2f0c6f1f10
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: order-service
              namespace: store
            spec:
              template:
                metadata:
                  labels: # of the pod
                    app: order-service
                    azure.workload.identity/use: "true"
                  annotations:
                    azure.workload.identity/service-account-token-expiration: "7200"
                spec:
                  serviceAccountName: order-service
                  containers:
                    - name: web
                      image: contoso.azurecr.io/web:2.0.0
                      env:
                        - name: DB_PASSWORD
                          valueFrom:
                            secretKeyRef:
                              name: order-sync # read
                              key: password
                      volumeMounts:
                        - name: vault
                          mountPath: /mnt/vault
                  volumes:
                    - name: vault # volume
                      csi:
                        driver: secrets-store.csi.k8s.io
                        readOnly: true
                        volumeAttributes:
                          secretProviderClass: order-vault
            ---
            apiVersion: secrets-store.csi.x-k8s.io/v1
            kind: SecretProviderClass
            metadata:
              name: order-vault # class
              namespace: store
            spec:
              provider: azure
              parameters: # of the class
                clientID: 6F7C2D8E-1B1F-4A56-9A53-3A2F0C6F1F10
                keyvaultName: contoso-store
                tenantID: 2f4a9838-26b7-47ee-be60-ccc1fdec5953
                objects: |
                  array:
                    - |
                      objectName: order-password
                      objectType: secret
              secretObjects:
                - secretName: order-sync
                  type: Opaque
                  data:
                    - key: password
                      objectName: order-password
            ---
            apiVersion: managedidentity.azure.com/v1api20230131
            kind: UserAssignedIdentity
            metadata:
              name: order-identity
              namespace: azure
            status:
              clientId: 6f7c2d8e-1b1f-4a56-9a53-3a2f0c6f1f10
            ---
            apiVersion: managedidentity.azure.com/v1api20230131
            kind: FederatedIdentityCredential
            metadata:
              name: order
              namespace: azure
            spec:
              owner:
                name: order-identity
              issuer: https://westeurope.oic.prod-aks.azure.com/a/b/
              subject: system:serviceaccount:store:order-service
              audiences:
                - api://AzureADTokenExchange
            ---
            apiVersion: containerservice.azure.com/v1api20240901
            kind: ManagedCluster
            metadata:
              name: prod
              namespace: azure
            spec:
              oidcIssuerProfile:
                enabled: true
              securityProfile:
                workloadIdentity:
                  enabled: true
            status:
              oidcIssuerProfile:
                issuerURL: https://westeurope.oic.prod-aks.azure.com/a/b/
            """;

    /** Reports what is no fault: that Key Vault content is copied. */
    private static final Set<String> LEFT_OUT = Set.of("secrets/sync-secret-objects");

    static Stream<List<Break>> cases() {
        var cases = new ArrayList<List<Break>>();
        for (int i = 0; i < IdentityBreaks.ALL.size(); i++) {
            cases.add(List.of(IdentityBreaks.ALL.get(i)));
            for (int j = i + 1; j < IdentityBreaks.ALL.size(); j++) {
                if (!IdentityBreaks.ALL
                        .get(i)
                        .part()
                        .equals(IdentityBreaks.ALL.get(j).part())) {
                    cases.add(List.of(IdentityBreaks.ALL.get(i), IdentityBreaks.ALL.get(j)));
                }
            }
        }
        return cases.stream();
    }

    @Test
    void thereAreManyCases() {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(250);
    }

    @Test
    void findsNothingWhenAllIsRight() {
        assertThat(found(RIGHT)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void findsWhatIsBroken(List<Break> breaks) {
        String text = RIGHT;
        for (Break link : breaks) {
            assertThat(text).as(link.name()).containsOnlyOnce(link.from());
            text = text.replace(link.from(), link.to());
        }
        List<String> names = breaks.stream().map(Break::name).toList();
        var expected = new ArrayList<String>();
        for (Break link : breaks) {
            for (Expected finding : link.expected()) {
                if (finding.isShown(names)) {
                    expected.add("line " + line(text, finding.anchor()) + " " + finding.outcome());
                }
            }
        }

        assertThat(found(text))
                .as(names.toString())
                .containsExactlyInAnyOrderElementsOf(
                        expected.stream().distinct().toList());
    }

    private static long line(String text, String anchor) {
        int at = text.indexOf(anchor);
        assertThat(at).as(anchor).isNotNegative();
        return text.substring(0, at).lines().count() + (at == 0 || text.charAt(at - 1) == '\n' ? 1 : 0);
    }

    private static List<String> found(String text) {
        List<ActivePolicy> policies = new BuiltInPolicies()
                .policies().stream()
                        .filter(policy -> Set.of("identity", "secrets")
                                .contains(policy.info().group()))
                        .filter(policy -> !LEFT_OUT.contains(policy.info().id()))
                        .map(ActivePolicy::of)
                        .toList();
        Evaluation evaluation = new Evaluator(policies, Thresholds.DEFAULT)
                .evaluate(
                        List.of(new ManifestTexts(
                                new ReleaseId("test", "manifests", "manifests"),
                                "store",
                                List.of(ManifestFile.asWritten("store.yaml", text)))),
                        Surroundings.NONE.requiringAll("test"),
                        Progress.NONE);
        assertThat(evaluation.problems()).isEmpty();
        return evaluation.findings().stream()
                .map(finding -> "line " + finding.location().line() + " "
                        + (finding.unknown() == null ? "finding " : "unknown ")
                        + finding.policy().id())
                .distinct()
                .toList();
    }
}
