package io.github.akspolicy.resource.identity;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.ClusterProperties;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster of an environment gives to workload identities. Filled from the context of the configuration and
 * from definitions of clusters in any notation.
 *
 * @param issuer the issuer of the cluster's service account tokens; not known before the cluster is made
 * @param oidcIssuer whether the issuer is enabled; null when nothing says so
 * @param workloadIdentity whether the webhook is installed; null when nothing says so
 * @param tenantId the tenant of the cluster, which the webhook gives to pods; empty when it is not known
 * @param kms whether a key of Key Vault encrypts Secrets in etcd; null when nothing says so
 * @param place what turns workload identity on or off
 */
public record ClusterIdentity(
        LocatedText issuer,
        @Nullable Boolean oidcIssuer,
        @Nullable Boolean workloadIdentity,
        String tenantId,
        @Nullable Boolean kms,
        Place place) {
    /** The kinds that it is filled from. */
    public static final Kinds KINDS = AzureResource.KINDS.or(Kinds.of(ContextKinds.GROUP, ContextKinds.CLUSTER));

    /** The facts of a resource: one for a cluster, none for other kinds. */
    public static List<ClusterIdentity> of(Resource resource) {
        Field root = resource.root();
        if (resource.is(ContextKinds.GROUP, ContextKinds.CLUSTER)) {
            return List.of(new ClusterIdentity(
                    LocatedText.of(root.get("oidcIssuer")),
                    root.get("oidcIssuer").isPresent() ? Boolean.TRUE : null,
                    root.get("workloadIdentity").bool(),
                    root.get("tenantId").stringOr(""),
                    root.get("kms").bool(),
                    root.get("workloadIdentity").isPresent()
                            ? root.get("workloadIdentity").place()
                            : root.place()));
        }
        return ManagedCluster.of(resource).stream()
                .map(ClusterIdentity::managed)
                .toList();
    }

    /** Issuer and tenant come with the cluster: the operator's status, {@code az} and plans of clusters that are there know them. */
    private static ClusterIdentity managed(ManagedCluster cluster) {
        Field root = cluster.root();
        Field issuer = Stream.of(
                        root.at("status", "oidcIssuerProfile", "issuerURL"),
                        root.at("oidcIssuerProfile", "issuerUrl"),
                        root.at("oidcIssuerProfile", "issuerURL"),
                        root.get("oidc_issuer_url"))
                .filter(Field::isPresent)
                .findFirst()
                .orElse(root);
        Boolean oidcIssuer = isOn(cluster.get(ClusterProperties.OIDC_ISSUER));
        Boolean workloadIdentity = isOn(cluster.get(ClusterProperties.WORKLOAD_IDENTITY));
        // without an issuer the webhook has nothing to offer: then that is what must be turned on first
        boolean isWithoutIssuer = Boolean.TRUE.equals(workloadIdentity) && Boolean.FALSE.equals(oidcIssuer);
        return new ClusterIdentity(
                issuer.equals(root) ? LocatedText.later(root) : LocatedText.of(issuer),
                oidcIssuer,
                workloadIdentity,
                tenant(root),
                isOn(cluster.get(ClusterProperties.KMS)),
                cluster.get(isWithoutIssuer ? ClusterProperties.OIDC_ISSUER : ClusterProperties.WORKLOAD_IDENTITY)
                        .place());
    }

    private static String tenant(Field root) {
        Field identity = root.get("identity");
        return Stream.concat(
                        Stream.of(root.at("status", "identity", "tenantId"), identity.get("tenantId")),
                        identity.items().stream().map(block -> block.get("tenant_id")))
                .map(tenant -> tenant.stringOr(""))
                .filter(tenant -> !tenant.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** The service's own default is off; null where an expression decides. */
    private static @Nullable Boolean isOn(Setting setting) {
        return setting.unresolved() != null ? null : Boolean.valueOf(setting.isTrue());
    }
}
