package io.github.akspolicy.policies.base;

import io.github.akspolicy.policy.AccessFacts;
import io.github.akspolicy.policy.Derivation;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.resource.cluster.AgentPool;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.NodeClass;
import io.github.akspolicy.resource.cluster.Referents;
import java.util.Set;

/** What makes the nodes of an environment. */
public final class NodeFacts {
    /** The pools, written in a cluster or as resources. */
    public static final Index<String, AgentPool> POOLS =
            new Index<>("node pools", AzureResource.KINDS, AgentPool::of, AgentPool::name);

    /** By name; those of node auto-provisioning. */
    public static final Index<String, NodeClass> NODE_CLASSES =
            new Index<>("node classes", AzureResource.KINDS, NodeClass::of, NodeClass::name);

    /** Clusters by the ids, names and addresses that others refer to them by. */
    public static final Derivation<Referents<ManagedCluster>> CLUSTERS_BY_REFERENCE = new Derivation<>(
            "clusters by reference",
            Set.of(AccessFacts.CLUSTERS),
            indexes -> new Referents<>(indexes.all(AccessFacts.CLUSTERS)));

    private NodeFacts() {}
}
