package io.github.akspolicy.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Evaluator;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Surroundings;
import io.github.akspolicy.evaluate.Thresholds;
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

    private static final String USE = "azure.workload.identity/use: \"true\"";
    private static final String CLIENT = "azure.workload.identity/client-id: 6f7c2d8e-1b1f-4a56-9a53-3a2f0c6f1f10";
    private static final String EXPIRATION = "service-account-token-expiration: \"7200\"";
    private static final String CLASS_ID = "clientID: 6F7C2D8E-1B1F-4A56-9A53-3A2F0C6F1F10";
    private static final String SUBJECT = "subject: system:serviceaccount:store:order-service";
    private static final String ISSUER = "issuer: https://westeurope.oic.prod-aks.azure.com/a/b/";
    private static final String NO_LABEL = "no label|label boolean|label capital";

    /**
     * One link that is broken.
     *
     * @param part breaks of one part of the text exclude each other
     * @param from the text that is replaced
     * @param expected what is found
     */
    private record Break(String name, String part, String from, String to, List<Expected> expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * @param anchor a text of the line, once broken
     * @param hiddenBy names of breaks with which it is not found
     */
    private record Expected(String outcome, String anchor, Set<String> hiddenBy) {}

    private static Break broken(String name, String part, String from, String to, Expected... expected) {
        return new Break(name, part, from, to, List.of(expected));
    }

    private static Expected finds(String policy, String anchor, String... hiddenBy) {
        return new Expected("finding " + policy, anchor, hidden(hiddenBy));
    }

    private static Expected misses(String policy, String anchor, String... hiddenBy) {
        return new Expected("unknown " + policy, anchor, hidden(hiddenBy));
    }

    private static Set<String> hidden(String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.of(name.split("\\|")))
                .collect(java.util.stream.Collectors.toSet());
    }

    private static final String NO_FEDERATION =
            "pod identity|vm identity|class elsewhere|class id not federated|no volume";

    private static final List<Break> BREAKS = List.of(
            broken(
                    "no label",
                    "label",
                    "        azure.workload.identity/use: \"true\"\n",
                    "",
                    finds("identity/workload-identity-label", "labels: # of the pod")),
            broken(
                    "label boolean",
                    "label",
                    USE,
                    "azure.workload.identity/use: true",
                    finds("identity/workload-identity-label", "azure.workload.identity/use: true")),
            broken(
                    "label capital",
                    "label",
                    USE,
                    "azure.workload.identity/use: \"True\"",
                    finds("identity/workload-identity-label", "azure.workload.identity/use: \"True\"")),
            broken(
                    "no client id",
                    "client id",
                    "    " + CLIENT + "\n",
                    "",
                    finds(
                            "identity/client-id-annotation",
                            "annotations: # of the account",
                            NO_LABEL,
                            "account elsewhere")),
            broken(
                    "client id typo",
                    "client id",
                    CLIENT,
                    CLIENT.substring(0, CLIENT.length() - 1),
                    finds(
                            "identity/client-id-annotation",
                            "6f7c2d8e-1b1f-4a56-9a53-3a2f0c6f1f1\n",
                            NO_LABEL,
                            "account elsewhere"),
                    misses(
                            "identity/federated-credential",
                            "serviceAccountName: order-service",
                            NO_LABEL,
                            "account elsewhere"),
                    finds(
                            "secrets/client-id-matches-service-account",
                            "clientID:",
                            "account elsewhere",
                            NO_FEDERATION)),
            broken(
                    "account elsewhere",
                    "account",
                    "  name: order-service\n  namespace: store\n  annotations",
                    "  name: order-service\n  namespace: warehouse\n  annotations",
                    finds("identity/service-account-exists", "serviceAccountName: order-service")),
            broken(
                    "subject namespace",
                    "subject",
                    SUBJECT,
                    "subject: system:serviceaccount:store-dev:order-service",
                    finds(
                            "identity/federated-credential",
                            "subject:",
                            NO_LABEL,
                            "no client id",
                            "client id typo",
                            "account elsewhere"),
                    finds("secrets/client-id-matches-service-account", "clientID:", NO_FEDERATION, "client id typo")),
            broken(
                    "subject case",
                    "subject",
                    SUBJECT,
                    "subject: system:serviceaccount:store:Order-Service",
                    finds("identity/federated-credential", "subject:"),
                    finds("secrets/client-id-matches-service-account", "clientID:", NO_FEDERATION, "client id typo")),
            broken(
                    "subject of another",
                    "subject",
                    SUBJECT,
                    "subject: system:serviceaccount:store:picker",
                    finds(
                            "identity/federated-credential",
                            "serviceAccountName: order-service",
                            NO_LABEL,
                            "no client id",
                            "client id typo",
                            "account elsewhere"),
                    finds("secrets/client-id-matches-service-account", "clientID:", NO_FEDERATION, "client id typo")),
            broken(
                    "audience",
                    "audience",
                    "- api://AzureADTokenExchange",
                    "- api://azureadtokenexchange",
                    finds("identity/federated-credential", "- api://azureadtokenexchange")),
            broken(
                    "issuer slash",
                    "issuer",
                    ISSUER,
                    ISSUER.substring(0, ISSUER.length() - 1),
                    finds("identity/federated-credential", "issuer: https")),
            broken(
                    "issuer of another",
                    "issuer",
                    ISSUER,
                    "issuer: https://westeurope.oic.prod-aks.azure.com/a/c/",
                    finds("identity/federated-credential", "issuer: https")),
            broken(
                    "class elsewhere",
                    "class",
                    "name: order-vault # class\n  namespace: store",
                    "name: order-vault # class\n  namespace: warehouse",
                    finds("secrets/secret-provider-class-exists", "secretProviderClass: order-vault", "no volume"),
                    finds("secrets/secret-provider-class-exists", "name: order-vault # class", "no volume"),
                    finds("secrets/env-from-secret", "name: order-sync # read")),
            broken(
                    "class id not federated",
                    "class id",
                    CLASS_ID,
                    "clientID: b7f0a3a4-6c5e-4d0e-8a35-6f4b2b9d2e11",
                    finds(
                            "secrets/client-id-matches-service-account",
                            "clientID:",
                            "no client id",
                            "account elsewhere",
                            "pod identity|vm identity|class elsewhere|no volume"),
                    misses(
                            "secrets/client-id-matches-service-account",
                            "clientID:",
                            "!no client id|account elsewhere")),
            broken(
                    "pod identity",
                    "mode",
                    "    keyvaultName",
                    "    usePodIdentity: \"true\"\n    keyvaultName",
                    finds("secrets/no-pod-identity", "usePodIdentity: \"true\"")),
            broken(
                    "vm identity",
                    "mode",
                    "    keyvaultName",
                    "    useVMManagedIdentity: \"true\"\n    keyvaultName",
                    finds("secrets/prefer-workload-identity", "useVMManagedIdentity: \"true\""),
                    finds("secrets/identity-mode-exclusive", "clientID:")),
            broken(
                    "writable",
                    "volume",
                    "            readOnly: true\n",
                    "",
                    finds("secrets/csi-volume-read-only", "      csi:")),
            broken(
                    "not mounted",
                    "mount",
                    "          volumeMounts:\n            - name: vault\n              mountPath: /mnt/vault\n",
                    "",
                    finds("secrets/csi-volume-mounted", "- name: vault # volume")),
            broken(
                    "synced object",
                    "sync",
                    "          objectName: order-password\n---",
                    "          objectName: password\n---",
                    finds("secrets/sync-object-name-matches", "objectName: password\n")),
            broken(
                    "object type",
                    "objects",
                    "objectType: secret",
                    "objectType: Secret",
                    finds("secrets/objects-parse", "objectType: Secret")),
            broken(
                    "vault address",
                    "vault",
                    "keyvaultName: contoso-store",
                    "keyvaultName: https://contoso-store.vault.azure.net",
                    finds("secrets/keyvault-name", "keyvaultName: https")),
            broken(
                    "no tenant",
                    "tenant",
                    "    tenantID: 2f4a9838-26b7-47ee-be60-ccc1fdec5953\n",
                    "",
                    finds("secrets/tenant-id", "parameters: # of the class")),
            broken(
                    "left-over password",
                    "env",
                    "          env:\n",
                    "          env:\n            - name: AZURE_CLIENT_SECRET\n              value: $(ELSEWHERE)\n",
                    finds("identity/no-client-secret-env", "- name: AZURE_CLIENT_SECRET")),
            broken(
                    "expiration",
                    "expiration",
                    EXPIRATION,
                    "service-account-token-expiration: \"60\"",
                    finds("identity/token-expiration", "token-expiration: \"60\"")));

    static Stream<List<Break>> cases() {
        var cases = new ArrayList<List<Break>>();
        for (int i = 0; i < BREAKS.size(); i++) {
            cases.add(List.of(BREAKS.get(i)));
            for (int j = i + 1; j < BREAKS.size(); j++) {
                if (!BREAKS.get(i).part().equals(BREAKS.get(j).part())) {
                    cases.add(List.of(BREAKS.get(i), BREAKS.get(j)));
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
                if (isShown(finding, names)) {
                    expected.add("line " + line(text, finding.anchor()) + " " + finding.outcome());
                }
            }
        }

        assertThat(found(text))
                .as(names.toString())
                .containsExactlyInAnyOrderElementsOf(
                        expected.stream().distinct().toList());
    }

    /** A name with ! shows the finding only together with it. */
    private static boolean isShown(Expected finding, List<String> names) {
        boolean onlyWith = finding.hiddenBy().stream().anyMatch(name -> name.startsWith("!"));
        return onlyWith
                ? finding.hiddenBy().stream().map(name -> name.replace("!", "")).anyMatch(names::contains)
                : names.stream().noneMatch(finding.hiddenBy()::contains);
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
