package io.github.akspolicy.policies.cluster;

import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.policies.base.NodeFacts;
import io.github.akspolicy.policy.AccessFacts;
import io.github.akspolicy.policy.Derivation;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.resource.cluster.AgentPool;
import io.github.akspolicy.resource.cluster.AzureKeys;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.AzureType;
import io.github.akspolicy.resource.cluster.ClusterProperties;
import io.github.akspolicy.resource.cluster.DiagnosticSetting;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.ManagedNamespace;
import io.github.akspolicy.resource.cluster.PrivateEndpoint;
import io.github.akspolicy.resource.cluster.Referents;
import io.github.akspolicy.resource.cluster.Referrers;
import io.github.akspolicy.resource.cluster.Registry;
import io.github.akspolicy.resource.cluster.RoleAssignment;
import io.github.akspolicy.resource.cluster.RoleAssignments;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What joint policies about clusters look things up in. These facts hold their trees: an environment has a handful of
 * clusters, not a hundred thousand.
 */
public final class ClusterFacts {
    public static final Index<String, ManagedCluster> CLUSTERS = AccessFacts.CLUSTERS;
    public static final Index<String, AgentPool> POOLS = NodeFacts.POOLS;
    public static final Index<String, Registry> REGISTRIES =
            new Index<>("registries", AzureResource.KINDS, Registry::of, Registry::name);
    public static final Index<String, AzureResource> KEY_VAULTS = of("key vaults", AzureType.KEY_VAULT);
    public static final Index<String, RoleAssignment> ROLE_ASSIGNMENTS = AccessFacts.ROLE_ASSIGNMENTS;
    public static final Index<String, AzureResource> RESOURCE_GROUPS = AccessFacts.RESOURCE_GROUPS;
    public static final Index<Place, DiagnosticSetting> DIAGNOSTIC_SETTINGS =
            new Index<>("diagnostic settings", AzureResource.KINDS, DiagnosticSetting::of, DiagnosticSetting::place);
    public static final Index<Place, PrivateEndpoint> PRIVATE_ENDPOINTS =
            new Index<>("private endpoints", AzureResource.KINDS, PrivateEndpoint::of, PrivateEndpoint::place);
    /** By their names in the cluster; the empty text where a name is known only at deployment. */
    public static final Index<String, ManagedNamespace> MANAGED_NAMESPACES = new Index<>(
            "managed namespaces",
            AzureResource.KINDS,
            ManagedNamespace::of,
            namespace -> Objects.requireNonNullElse(namespace.azureName(), ""));

    public static final Index<String, AzureResource> MAINTENANCE =
            of("maintenance windows", AzureType.MAINTENANCE_CONFIGURATION);
    public static final Index<String, AzureResource> SAFEGUARDS =
            of("deployment safeguards", AzureType.DEPLOYMENT_SAFEGUARDS);
    public static final Index<String, AzureResource> EXTENSIONS = of("cluster extensions", AzureType.CLUSTER_EXTENSION);
    public static final AzureProperty EXTENSION_TYPE =
            AzureProperty.arm("extensionType").azurerm("extension_type");
    public static final Index<String, AzureResource> CACHE_RULES = of("cache rules", AzureType.CACHE_RULE);
    public static final Index<String, AzureResource> PRICINGS = of("Defender plans", AzureType.DEFENDER_PRICING);
    public static final Index<String, AzureResource> ZONE_GROUPS =
            of("private DNS zone groups", AzureType.PRIVATE_DNS_ZONE_GROUP);
    public static final Index<String, AzureResource> ZONE_LINKS =
            of("private DNS zone links", AzureType.PRIVATE_DNS_ZONE_LINK);
    public static final Index<String, AzureResource> BASTIONS = of("bastion hosts", AzureType.BASTION_HOST);
    public static final Index<String, AzureResource> GATEWAYS =
            of("network gateways", AzureType.VIRTUAL_NETWORK_GATEWAY);
    public static final Index<String, AzureResource> PEERINGS =
            of("network peerings", AzureType.VIRTUAL_NETWORK_PEERING);

    /** By the ids, names and addresses that others refer to them by. */
    public static final Derivation<Referents<ManagedCluster>> CLUSTERS_BY_REFERENCE = NodeFacts.CLUSTERS_BY_REFERENCE;

    /** By their scope. */
    public static final Derivation<RoleAssignments> ASSIGNMENTS = AccessFacts.ASSIGNMENTS;

    /** What is assigned on a cluster, on something in it or on what it lies in. */
    public static final Derivation<Set<RoleAssignment>> ON_CLUSTERS = new Derivation<>(
            "role assignments on clusters",
            Set.of(CLUSTERS, ROLE_ASSIGNMENTS, RESOURCE_GROUPS),
            indexes -> indexes.derive(ASSIGNMENTS).concerningAny(indexes.all(CLUSTERS)));

    /** By the resource whose logs they are about. */
    public static final Derivation<Referrers<DiagnosticSetting>> DIAGNOSTICS_BY_TARGET = new Derivation<>(
            "diagnostic settings by target",
            Set.of(DIAGNOSTIC_SETTINGS),
            indexes -> Referrers.byWords(indexes.all(DIAGNOSTIC_SETTINGS), DiagnosticSetting::targetWords));

    /** By what they lead to. */
    public static final Derivation<Referrers<PrivateEndpoint>> ENDPOINTS_BY_TARGET = new Derivation<>(
            "private endpoints by target",
            Set.of(PRIVATE_ENDPOINTS),
            indexes -> Referrers.byReferences(indexes.all(PRIVATE_ENDPOINTS), PrivateEndpoint::targets));

    /** By the private endpoint that they are of. */
    public static final Derivation<Referrers<AzureResource>> ZONE_GROUPS_BY_ENDPOINT = byOwner(ZONE_GROUPS);

    /** By the cluster that they are of. */
    public static final Derivation<Referrers<AzureResource>> MAINTENANCE_BY_CLUSTER = byOwner(MAINTENANCE);

    /** By the cluster that they are of. */
    public static final Derivation<Referrers<AzureResource>> SAFEGUARDS_BY_CLUSTER = byReferences(SAFEGUARDS, "scope");

    /** By the cluster that they are of. */
    public static final Derivation<Referrers<AzureResource>> EXTENSIONS_BY_CLUSTER =
            byReferences(EXTENSIONS, "scope", "cluster_id");

    /** By the registry that they are of. */
    public static final Derivation<Referrers<AzureResource>> CACHE_RULES_BY_REGISTRY = byOwner(CACHE_RULES);

    /** By the cluster that they are of, where they are resources of their own. */
    public static final Derivation<Referrers<AgentPool>> POOLS_BY_CLUSTER = new Derivation<>(
            "node pools by cluster",
            Set.of(POOLS, CLUSTERS),
            indexes -> Referrers.byWords(
                    indexes.all(POOLS).stream()
                            .filter(pool -> pool.cluster() == null)
                            .toList(),
                    pool -> pool.clusters(indexes.derive(CLUSTERS_BY_REFERENCE)).stream()
                            .flatMap(cluster -> cluster.keys().words().stream())
                            .toList()));

    /** By the registry that they bootstrap from. */
    public static final Derivation<Referrers<ManagedCluster>> CLUSTERS_BY_REGISTRY = new Derivation<>(
            "clusters by registry",
            Set.of(CLUSTERS),
            indexes -> Referrers.byReferences(
                    indexes.all(CLUSTERS),
                    cluster -> List.of(
                            cluster.get(ClusterProperties.BOOTSTRAP_REGISTRY).field())));

    /** Those that may be on any registry: their scope is known only at deployment. */
    public static final Derivation<List<RoleAssignment>> ASSIGNMENTS_ELSEWHERE = new Derivation<>(
            "role assignments elsewhere",
            Set.of(REGISTRIES, ROLE_ASSIGNMENTS, RESOURCE_GROUPS),
            indexes -> indexes.derive(ASSIGNMENTS).elsewhere(indexes.all(REGISTRIES)));

    private ClusterFacts() {}

    private static Derivation<Referrers<AzureResource>> byOwner(Index<String, AzureResource> index) {
        return new Derivation<>(
                index.name() + " by owner",
                Set.of(index),
                indexes -> Referrers.byWords(indexes.all(index), AzureResource::owners));
    }

    /** @param names of the attributes that refer beside those that name the owner */
    private static Derivation<Referrers<AzureResource>> byReferences(
            Index<String, AzureResource> index, String... names) {
        return new Derivation<>(
                index.name() + " by reference",
                Set.of(index),
                indexes -> Referrers.byWords(
                        indexes.all(index),
                        resource -> Stream.of(
                                        Stream.of(names)
                                                .map(name -> AzureKeys.word(
                                                        resource.root().get(name))),
                                        Stream.of(AzureKeys.word(resource.root().at("spec", "owner"))),
                                        resource.owners().stream())
                                .flatMap(words -> words)
                                .toList()));
    }

    private static Index<String, AzureResource> of(String words, AzureType type) {
        return new Index<>(
                words, AzureResource.KINDS, resource -> AzureResource.of(resource, type), AzureResource::name);
    }
}
