package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policies.cluster.ClusterFacts.*;

import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.resource.cluster.AgentPool;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.AzureRole;
import io.github.akspolicy.resource.cluster.ClusterProperties;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.PoolProperties;
import io.github.akspolicy.resource.cluster.Registry;
import io.github.akspolicy.resource.cluster.RegistryProperties;
import io.github.akspolicy.resource.identity.PodIdentity;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a line of {@code refusals.txt} speaks of. */
enum Part {
    CLUSTER("a cluster"),
    POOL("a node pool"),
    REGISTRY("a registry"),
    EXTENSION("an extension"),
    REPLICATION("a replication"),
    CACHE_RULE("a cache rule"),
    PRIVATE_ENDPOINT("a private endpoint"),
    PULL_ROLE("a role that allows to pull"),
    IDENTITY_BINDING("an identity binding");

    /** What a policy that asks for parts declares. */
    static final Set<Index<?, ?>> READS = Set.of(
            CLUSTERS,
            POOLS,
            REGISTRIES,
            EXTENSIONS,
            CACHE_RULES,
            PRIVATE_ENDPOINTS,
            ROLE_ASSIGNMENTS,
            RESOURCE_GROUPS,
            RegistryReplicas.INDEX);

    private static final Map<String, AzureProperty> PROPERTIES = Stream.of(
                    PoolProperties.OS_SKU,
                    PoolProperties.OS_TYPE,
                    PoolProperties.FIPS,
                    PoolProperties.SUBNET,
                    ClusterProperties.SUPPORT_PLAN,
                    ClusterProperties.SKU_TIER,
                    ClusterProperties.SERVICE_MESH,
                    ClusterProperties.MESH_REVISIONS,
                    ClusterProperties.POD_LINK_LOCAL_ACCESS,
                    ClusterProperties.OMS_AGENT,
                    ClusterProperties.CONTAINER_INSIGHTS,
                    ClusterProperties.AZURE_POLICY,
                    ClusterProperties.APP_ROUTING,
                    ClusterProperties.HTTP_APPLICATION_ROUTING,
                    AzureProperty.arm("addonProfiles.ingressApplicationGateway.enabled")
                            .azurerm("ingress_application_gateway{}"),
                    AzureProperty.arm("addonProfiles.aciConnectorLinux.enabled").azurerm("aci_connector_linux{}"),
                    AzureProperty.arm("aiToolchainOperatorProfile.enabled").azurerm("ai_toolchain_operator_enabled"),
                    AzureProperty.arm("metricsProfile.costAnalysis.enabled").azurerm("cost_analysis_enabled"),
                    ClusterProperties.ARTIFACT_SOURCE,
                    ClusterProperties.OUTBOUND_TYPE,
                    ClusterProperties.PRIVATE_CLUSTER,
                    ClusterProperties.PRIVATE_DNS_ZONE,
                    ClusterProperties.PUBLIC_FQDN,
                    ClusterProperties.IDENTITY_TYPE,
                    ClusterProperties.VNET_INTEGRATION,
                    ClusterProperties.NODE_OS_CHANNEL,
                    ClusterProperties.NETWORK_PLUGIN,
                    ClusterProperties.HOSTED_SYSTEM,
                    RegistryProperties.ARM_AUDIENCE,
                    RegistryProperties.EXPORT_POLICY,
                    RegistryProperties.PUBLIC_NETWORK_ACCESS,
                    RegistryProperties.RETENTION_POLICY,
                    RegistryProperties.SOFT_DELETE,
                    RegistryProperties.SKU,
                    RegistryProperties.CACHE_SOURCE,
                    EXTENSION_TYPE)
            .collect(Collectors.toMap(property -> property.toString(), Function.identity()));

    /**
     * One of what is meant.
     *
     * @param fact the fact of an index whose file it stands in
     * @param resource what has properties; null where it has none
     */
    record Thing(Object fact, Place place, @Nullable AzureResource resource) {
        static Thing of(AzureResource resource) {
            return new Thing(resource, resource.place(), resource);
        }
    }

    private final String words;

    /** @param words what a message calls it */
    Part(String words) {
        this.words = words;
    }

    /** What a message calls it, with its article. */
    String words() {
        return words;
    }

    /** @throws IllegalArgumentException when there is none of that name */
    static Part named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** @throws IllegalArgumentException when no policy knows the property */
    static AzureProperty property(String path) {
        AzureProperty property = PROPERTIES.get(path);
        if (property == null) {
            throw new IllegalArgumentException("unknown property " + path);
        }
        return property;
    }

    /** The part that a combination which begins with this one is looked for around. */
    Part subject() {
        return switch (this) {
            case CLUSTER, POOL, REGISTRY, IDENTITY_BINDING -> this;
            case EXTENSION -> CLUSTER;
            case REPLICATION, CACHE_RULE, PRIVATE_ENDPOINT, PULL_ROLE -> REGISTRY;
        };
    }

    /** Which part a subject is. */
    static Part of(Object subject) {
        return subject instanceof ManagedCluster
                ? CLUSTER
                : subject instanceof AgentPool ? POOL : subject instanceof Registry ? REGISTRY : IDENTITY_BINDING;
    }

    /**
     * All of it around a subject, which is a cluster, a pool, a registry or an identity binding; not more of it is read than is asked
     * for.
     *
     * @param indexes must have {@link #READS}
     */
    Stream<Thing> around(Object subject, Indexes indexes) {
        if (of(subject) == this) {
            return Stream.of(
                    subject instanceof PodIdentity pod && pod.binding() != null
                            ? new Thing(pod, pod.binding(), null)
                            : Thing.of((AzureResource) subject));
        }
        return switch (this) {
            case CLUSTER -> clusters(subject, indexes);
            case POOL -> pools((ManagedCluster) subject, indexes);
            case EXTENSION ->
                indexes.derive(EXTENSIONS_BY_CLUSTER).to((AzureResource) subject).stream()
                        .map(Thing::of);
            case CACHE_RULE ->
                indexes.derive(CACHE_RULES_BY_REGISTRY).into((AzureResource) subject).stream()
                        .map(Thing::of);
            case REPLICATION ->
                RegistryReplicas.elsewhere((Registry) subject, indexes).stream()
                        .map(location -> new Thing(subject, location.place(), null));
            case PRIVATE_ENDPOINT ->
                PrivateEndpointPolicy.isConnected((AzureResource) subject)
                        ? Stream.of(Thing.of((AzureResource) subject))
                        : indexes.derive(ENDPOINTS_BY_TARGET).to((AzureResource) subject).stream()
                                .map(endpoint -> new Thing(endpoint, endpoint.place(), endpoint.resource()));
            case PULL_ROLE -> pullRoles((Registry) subject, indexes);
            case REGISTRY, IDENTITY_BINDING -> Stream.of();
        };
    }

    private static Stream<Thing> clusters(Object subject, Indexes indexes) {
        if (subject instanceof AgentPool pool) {
            // a pool that is written in its cluster is in the same file
            return pool.clusters(indexes.derive(CLUSTERS_BY_REFERENCE)).stream()
                    .map(cluster -> new Thing(pool.cluster() == null ? cluster : pool, cluster.place(), cluster));
        }
        Stream<ManagedCluster> clusters = subject instanceof Registry registry
                ? indexes.derive(CLUSTERS_BY_REGISTRY).to(registry).stream()
                : subject instanceof AzureResource binding
                        ? binding.owners().stream()
                                .flatMap(owner -> indexes.derive(CLUSTERS_BY_REFERENCE).enclosing(owner).stream())
                        : indexes.all(CLUSTERS).stream();
        return clusters.map(Thing::of);
    }

    private static Stream<Thing> pools(ManagedCluster cluster, Indexes indexes) {
        return Stream.concat(
                cluster.pools().stream().map(pool -> new Thing(cluster, pool.place(), pool)),
                indexes.derive(POOLS_BY_CLUSTER).to(cluster).stream().map(Thing::of));
    }

    /** Also those that may be one, or may be on this registry. */
    private static Stream<Thing> pullRoles(Registry registry, Indexes indexes) {
        Set<AzureRole> roles = registry.pullingRoles();
        return Stream.concat(
                        indexes.derive(ASSIGNMENTS).concerning(registry).stream(),
                        indexes.derive(ASSIGNMENTS_ELSEWHERE).stream())
                .filter(assignment -> roles.isEmpty() || assignment.role() == null || assignment.isOneOf(roles))
                .map(assignment -> new Thing(assignment, assignment.resource().place(), assignment.resource()));
    }

    /** What the table calls it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
