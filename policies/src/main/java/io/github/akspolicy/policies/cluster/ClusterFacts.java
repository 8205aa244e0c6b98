package io.github.akspolicy.policies.cluster;

import io.github.akspolicy.policy.AccessFacts;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.resource.cluster.AgentPool;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.AzureType;
import io.github.akspolicy.resource.cluster.DiagnosticSetting;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.PrivateEndpoint;
import io.github.akspolicy.resource.cluster.Registry;
import io.github.akspolicy.resource.cluster.RoleAssignment;

/**
 * What joint policies about clusters look things up in. These facts hold their trees: an environment has a handful of
 * clusters, not a hundred thousand.
 */
public final class ClusterFacts {
    public static final Index<ManagedCluster> CLUSTERS = AccessFacts.CLUSTERS;
    public static final Index<AgentPool> POOLS =
            new Index<>("node pools", AzureResource.KINDS, AgentPool::of, AgentPool::name);
    public static final Index<Registry> REGISTRIES =
            new Index<>("registries", AzureResource.KINDS, Registry::of, Registry::name);
    public static final Index<RoleAssignment> ROLE_ASSIGNMENTS = AccessFacts.ROLE_ASSIGNMENTS;
    public static final Index<DiagnosticSetting> DIAGNOSTIC_SETTINGS =
            new Index<>("diagnostic settings", AzureResource.KINDS, DiagnosticSetting::of, DiagnosticSetting::place);
    public static final Index<PrivateEndpoint> PRIVATE_ENDPOINTS =
            new Index<>("private endpoints", AzureResource.KINDS, PrivateEndpoint::of, PrivateEndpoint::place);
    public static final Index<AzureResource> MAINTENANCE =
            of("maintenance windows", AzureType.MAINTENANCE_CONFIGURATION);
    public static final Index<AzureResource> SAFEGUARDS = of("deployment safeguards", AzureType.DEPLOYMENT_SAFEGUARDS);
    public static final Index<AzureResource> EXTENSIONS = of("cluster extensions", AzureType.CLUSTER_EXTENSION);
    public static final Index<AzureResource> PRICINGS = of("Defender plans", AzureType.DEFENDER_PRICING);
    public static final Index<AzureResource> ZONE_GROUPS =
            of("private DNS zone groups", AzureType.PRIVATE_DNS_ZONE_GROUP);
    public static final Index<AzureResource> ZONE_LINKS = of("private DNS zone links", AzureType.PRIVATE_DNS_ZONE_LINK);
    public static final Index<AzureResource> BASTIONS = of("bastion hosts", AzureType.BASTION_HOST);
    public static final Index<AzureResource> GATEWAYS = of("network gateways", AzureType.VIRTUAL_NETWORK_GATEWAY);
    public static final Index<AzureResource> PEERINGS = of("network peerings", AzureType.VIRTUAL_NETWORK_PEERING);

    private ClusterFacts() {}

    private static Index<AzureResource> of(String words, AzureType type) {
        return new Index<>(
                words, AzureResource.KINDS, resource -> AzureResource.of(resource, type), AzureResource::name);
    }
}
