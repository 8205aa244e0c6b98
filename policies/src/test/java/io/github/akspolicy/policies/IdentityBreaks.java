package io.github.akspolicy.policies;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The ways in which the chain from a pod to Azure and Key Vault can be broken, and what is to be found then. */
final class IdentityBreaks {
    /**
     * One link that is broken.
     *
     * @param part breaks of one part of the text exclude each other
     * @param from the text that is replaced
     * @param expected what is found
     */
    record Break(String name, String part, String from, String to, List<Expected> expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * @param anchor a text of the line, once broken
     * @param hiddenBy names of breaks with which it is not found; one with ! is of a break without which it is not found
     */
    record Expected(String outcome, String anchor, Set<String> hiddenBy) {
        boolean isShown(List<String> names) {
            boolean onlyWith = hiddenBy.stream().anyMatch(name -> name.startsWith("!"));
            return onlyWith
                    ? hiddenBy.stream().map(name -> name.replace("!", "")).anyMatch(names::contains)
                    : names.stream().noneMatch(hiddenBy::contains);
        }
    }

    private static final String USE = "azure.workload.identity/use: \"true\"";
    private static final String CLIENT = "azure.workload.identity/client-id: 6f7c2d8e-1b1f-4a56-9a53-3a2f0c6f1f10";
    private static final String EXPIRATION = "service-account-token-expiration: \"7200\"";
    private static final String CLASS_ID = "clientID: 6F7C2D8E-1B1F-4A56-9A53-3A2F0C6F1F10";
    private static final String SUBJECT = "subject: system:serviceaccount:store:order-service";
    private static final String ISSUER = "issuer: https://westeurope.oic.prod-aks.azure.com/a/b/";
    private static final String NO_LABEL = "no label|label boolean|label capital";

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
        return Stream.of(names).flatMap(name -> Stream.of(name.split("\\|"))).collect(Collectors.toSet());
    }

    private static final String NO_FEDERATION =
            "pod identity|vm identity|class elsewhere|class id not federated|no volume";

    static final List<Break> ALL = List.of(
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
                    finds("identity/federated-credential", "issuer: https"),
                    finds("identity/trusted-issuer", "issuer: https")),
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

    private IdentityBreaks() {}
}
