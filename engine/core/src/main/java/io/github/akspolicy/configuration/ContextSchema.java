package io.github.akspolicy.configuration;

import io.github.akspolicy.configuration.Shape.ByType;
import io.github.akspolicy.configuration.Shape.Described;
import io.github.akspolicy.configuration.Shape.Entries;
import io.github.akspolicy.configuration.Shape.Flag;
import io.github.akspolicy.configuration.Shape.Items;
import io.github.akspolicy.configuration.Shape.Keys;
import io.github.akspolicy.configuration.Shape.Nothing;
import io.github.akspolicy.configuration.Shape.Shared;
import io.github.akspolicy.configuration.Shape.Text;
import io.github.akspolicy.configuration.Shape.Word;
import io.github.akspolicy.policy.InputKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a configuration may say about the surroundings of its environments. */
final class ContextSchema {
    private static final Shape FLAG = new Flag();
    private static final String GUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
    private static final Text CLIENT_ID = Text.matching("a client id: a GUID", GUID);
    private static final Text TENANT_ID = Text.matching("a tenant id: a GUID", GUID);
    private static final Text ISSUER = Text.matching("an address that begins with https://", "https://.+");

    private ContextSchema() {}

    /** The value of {@code context}. */
    static Shape context() {
        return new Described(
                new Shared("context", new ByType(List.of(ConfigurationSchema.PATH, keys()))),
                "Objects that are in no source, or a file that holds them: policies look them up and do not evaluate them.",
                null);
    }

    /** The value of {@code require}. */
    static Shape require() {
        return new Described(
                Items.of(new Word(InputKind.words())),
                "Objects that must not be missing: if a policy does not find one, it is a finding that fails.",
                null);
    }

    /** What {@code context}, or a file that it names, may say. */
    static Keys keys() {
        var keys = new LinkedHashMap<String, Shape>();
        keys.put("clusters", new Described(Items.of(new Keys("key", cluster(), Set.of())), "The clusters.", null));
        keys.put(
                "namespaces",
                new Described(
                        new Entries(
                                ConfigurationSchema.NAMESPACE,
                                new ByType(List.of(new Keys("key", namespace(), Set.of()), new Nothing()))),
                        "Namespaces, by name.",
                        null));
        keys.put(
                "serviceAccounts",
                new Described(
                        Items.of(new Keys("key", account(), Set.of("namespace", "name"))),
                        "ServiceAccounts that something else creates.",
                        null));
        keys.put(
                "federatedCredentials",
                new Described(
                        Items.of(new Keys("key", credential(), Set.of("clientId", "subject"))),
                        "Federated credentials of managed identities.",
                        null));
        keys.put(
                "registries",
                new Described(
                        Items.of(Text.of("a login server")),
                        "Login servers of the registries that are attached to the cluster.",
                        null));
        return new Keys("key", keys, Set.of());
    }

    private static Map<String, Shape> cluster() {
        var cluster = new LinkedHashMap<String, Shape>();
        cluster.put(
                "oidcIssuer",
                new Described(
                        ISSUER, "The address that az aks show --query oidcIssuerProfile.issuerUrl prints.", null));
        cluster.put("workloadIdentity", new Described(FLAG, "Whether the webhook of workload identity is on.", null));
        cluster.put(
                "tenantId",
                new Described(TENANT_ID, "The tenant of the cluster, which the webhook gives to pods.", null));
        cluster.put("kms", new Described(FLAG, "Whether a key of Key Vault encrypts Secrets in etcd.", null));
        return cluster;
    }

    private static Map<String, Shape> namespace() {
        return Map.of(
                "labels",
                new Described(
                        new Entries(Text.of("a label"), Text.ANY),
                        "Its labels, such as pod-security.kubernetes.io/enforce: restricted.",
                        null));
    }

    private static Map<String, Shape> account() {
        var account = new LinkedHashMap<String, Shape>();
        account.put("namespace", new Described(ConfigurationSchema.NAMESPACE, "Its namespace.", null));
        account.put("name", new Described(Text.of("a name"), "Its name.", null));
        account.put("clientId", new Described(CLIENT_ID, "The client id of its workload identity.", null));
        return account;
    }

    private static Map<String, Shape> credential() {
        var credential = new LinkedHashMap<String, Shape>();
        credential.put("clientId", new Described(CLIENT_ID, "The client id of the identity that it belongs to.", null));
        credential.put("issuer", new Described(ISSUER, "The OIDC issuer that it names.", null));
        credential.put(
                "subject",
                new Described(
                        Text.matching("system:serviceaccount:NAMESPACE:NAME", "system:serviceaccount:[^:]+:[^:]+"),
                        "The service account that it names.",
                        null));
        return credential;
    }
}
