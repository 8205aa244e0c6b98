package io.github.akspolicy.resource.identity;

import java.util.Locale;

/**
 * Who issues the tokens that a federated credential accepts. Issuers of AKS are {@code
 * https://REGION.oic.prod-aks.azure.com/TENANT/CLUSTER/}; those of identity bindings have {@code ib} for a region and the client id of the
 * identity for a cluster (articles/aks/identity-bindings.md, 2025-11-10).
 *
 * @param url as the credential names it
 */
public record TokenIssuer(String url) {
    private static final String AKS = ".oic.prod-aks.azure.com";
    private static final String GITHUB = "https://token.actions.githubusercontent.com";

    private static final int HOST = 2;
    private static final int TENANT = 3;
    private static final int CLUSTER = 4;

    /** Whether it is a cluster of AKS, or an identity binding. */
    public boolean isAks() {
        return part(HOST).toLowerCase(Locale.ROOT).endsWith(AKS);
    }

    /** Whether it is GitHub Actions, also of an enterprise. */
    public boolean isGitHub() {
        return url.equals(GITHUB) || url.startsWith(GITHUB + '/');
    }

    /** The region of a cluster. */
    public String location() {
        String host = part(HOST);
        return host.substring(0, Math.max(0, host.indexOf('.')));
    }

    /** The tenant of a cluster; empty where the issuer names none. */
    public String tenant() {
        return part(TENANT);
    }

    /** The id of a cluster; empty where the issuer names none. */
    public String cluster() {
        return part(CLUSTER);
    }

    private String part(int index) {
        String[] parts = url.split("/", -1);
        return index < parts.length ? parts[index] : "";
    }
}
