package io.github.akspolicy.resource.identity;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.resource.Resource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster of an environment gives to workload identities. Filled from the context of the configuration and from
 * {@code ManagedCluster} of the Azure Service Operator; a reader of cluster definitions adds its own notation to {@link
 * #of}.
 *
 * @param issuer the issuer of the cluster's service account tokens; not known before the cluster is made
 * @param oidcIssuer whether the issuer is enabled; null when nothing says so
 * @param workloadIdentity whether the webhook is installed; null when nothing says so
 * @param kms whether a key of Key Vault encrypts Secrets in etcd; null when nothing says so
 */
public record ClusterIdentity(
        Setting issuer,
        @Nullable Boolean oidcIssuer,
        @Nullable Boolean workloadIdentity,
        @Nullable Boolean kms) {
    /** The facts of a resource: one for a cluster, none for other kinds. */
    public static List<ClusterIdentity> of(Resource resource) {
        Field root = resource.root();
        if (resource.is(ContextKinds.GROUP, ContextKinds.CLUSTER)) {
            return List.of(new ClusterIdentity(
                    Setting.of(root.get("oidcIssuer")),
                    root.get("oidcIssuer").isPresent() ? Boolean.TRUE : null,
                    root.get("workloadIdentity").bool(),
                    root.get("kms").bool()));
        }
        if (resource.is("containerservice.azure.com", "ManagedCluster")) {
            Field spec = root.get("spec");
            Field issuer = root.at("status", "oidcIssuerProfile", "issuerURL");
            return List.of(new ClusterIdentity(
                    issuer.isPresent() ? Setting.of(issuer) : Setting.later(spec.get("oidcIssuerProfile")),
                    isEnabled(spec.get("oidcIssuerProfile")),
                    isEnabled(spec.at("securityProfile", "workloadIdentity")),
                    isEnabled(spec.at("securityProfile", "azureKeyVaultKms"))));
        }
        return List.of();
    }

    /** The service's own default is off. */
    private static boolean isEnabled(Field profile) {
        return profile.get("enabled").isTrue();
    }
}
