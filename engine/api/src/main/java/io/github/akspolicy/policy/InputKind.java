package io.github.akspolicy.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A kind of object that a joint policy may not find, because it is in no source of the environment. The configuration
 * supplies such objects under {@code context}, and names under {@code require} those that must not be missing.
 */
public enum InputKind {
    /** A cluster with its OIDC issuer. */
    CLUSTERS("clusters"),
    /** A namespace, or the name of the one that a source is deployed to. */
    NAMESPACES("namespaces"),
    SERVICE_ACCOUNTS("serviceAccounts"),
    FEDERATED_CREDENTIALS("federatedCredentials"),
    /** The pods that something selects. */
    WORKLOADS("workloads"),
    /** The charts and manifests that something in the cluster renders. */
    SOURCES("sources"),
    /** A setting of the policy itself, such as the registries that are allowed. */
    SETTINGS("settings"),
    /** What stands behind conditions that a deployment may decide otherwise. */
    ALL_BRANCHES("all-branches"),
    /** What the sources hold and was passed over: see the ledger's section "not evaluated". */
    ALL_EVALUATED("all-evaluated"),
    /** The values that a pipeline fills in: see {@code placeholders}. */
    ALL_VALUES("all-values"),
    OTHERS("others");

    private final String word;

    InputKind(String word) {
        this.word = word;
    }

    /** The words for {@code require}. */
    public static List<String> words() {
        return Arrays.stream(values()).map(InputKind::toString).toList();
    }

    /** The kind of this word, or empty. */
    public static Optional<InputKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }

    /** The word in configuration and reports. */
    @Override
    public String toString() {
        return word;
    }
}
