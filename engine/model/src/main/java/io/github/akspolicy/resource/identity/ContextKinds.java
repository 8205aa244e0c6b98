package io.github.akspolicy.resource.identity;

/**
 * The kinds of what a configuration says about its surroundings, {@code context:}. They are read like resources, so that
 * every index sees them, but no policy judges them.
 */
public final class ContextKinds {
    /** The API group of these kinds; no cluster knows it. */
    public static final String GROUP = "context.akspolicy.github.io";

    /** Its {@code apiVersion}. */
    public static final String API_VERSION = GROUP + "/v1";

    /** A cluster: {@code oidcIssuer}, {@code workloadIdentity}. */
    public static final String CLUSTER = "Cluster";

    /** A federated credential: {@code clientId}, {@code issuer}, {@code subject}, {@code audiences}. */
    public static final String FEDERATED_CREDENTIAL = "FederatedCredential";

    /** A registry that clusters may pull from: {@code loginServer}. */
    public static final String REGISTRY = "Registry";

    /** What everybody may be granted at most: {@code subjects}. */
    public static final String ACCESS_BUDGET = "AccessBudget";

    /** Who there is in the tenant: {@code entries}. */
    public static final String ENTRA_DIRECTORY = "EntraDirectory";

    private ContextKinds() {}
}
